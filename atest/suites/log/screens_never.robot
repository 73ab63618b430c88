*** Settings ***
Documentation       Screens are never kept.
Library             AppiumLibrary
Library             QuashLibrary    registry=../../registries/screens.yaml    screenshots=never    report=evidence
Suite Setup         Open Application    ${APPIUM_URL}    &{PHONE}
Suite Teardown      Close All Applications


*** Test Cases ***
Failed With Screens Never
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Wait Until Element Is Visible    ${UI.log_in}
    @order-pending

Passed With Screens Never
    [Documentation]    PASS
    Wait Until Element Is Visible    ${UI.log_in}
    @order-known

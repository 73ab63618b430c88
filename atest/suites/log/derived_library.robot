*** Settings ***
Documentation       A library derived from AppiumLibrary is the UI library.
Library             ShopPhone.py
Library             QuashLibrary    registry=../../registries/screens.yaml


*** Test Cases ***
Failed After Steps Of A Derived Library
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Open Application    ${APPIUM_URL}    &{PHONE}
    Wait Until Element Is Visible    ${UI.log_in}
    Shop Should Be Open    ${UI.log_in}
    @order-pending
    [Teardown]    Close All Applications

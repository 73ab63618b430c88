*** Settings ***
Documentation       The Appium server has stopped answering.
Library             AppiumLibrary
Library             QuashLibrary    registry=../../registries/screens.yaml


*** Test Cases ***
Failed While The Server Is Frozen
    [Documentation]    FAIL REGEXP: Several failures occurred:\n\n1\\) @order-pending failed: .*\n\n2\\) @order-pending failed: .*
    [Tags]    robot:continue-on-failure
    Open Application    ${BACKEND}/frozen-appium    platformName=Android    appium:automationName=Shop
    @order-pending
    @order-pending
    [Teardown]    Close All Applications

Failed While A New Session Is Frozen
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Open Application    ${BACKEND}/frozen-appium    platformName=Android    appium:automationName=Shop
    @order-pending
    [Teardown]    Close All Applications

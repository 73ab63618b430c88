*** Settings ***
Documentation       The app on a phone sends its requests through the proxy.
Library             AppiumLibrary
Library             QuashLibrary    registry=../../registries/app_traffic/ui.yaml
Library             ../../../demo/suites/ShopTestApi.py    ${SHOP_URL}
Test Setup          Open The App
Test Teardown       Close All Applications


*** Test Cases ***
App Talks To The Shop
    [Documentation]    PASS
    Log In
    @logged-in-once

App Hides That The Payment Failed
    [Documentation]    PASS REGEXP: swallowed failure: POST /payments -> 500 \\(UI showed no failure\\)\n.*during UI step: (Click|Wait) .*
    Break App Request    POST /payments    as=error
    Log In
    Click Element    ${UI.add_tea}
    Wait Until Page Contains    Cart (1)
    Click Element    ${UI.open_cart}
    Wait Until Element Is Visible    ${UI.checkout}
    Click Element    ${UI.checkout}
    Wait Until Element Is Visible    ${UI.pay}
    Click Element    ${UI.pay}
    Wait Until Page Contains    Order confirmed
    @payment-sent


*** Keywords ***
Open The App
    ${customer} =    New Customer
    Set Test Variable    ${CUSTOMER}    ${customer}
    Open Application    ${APPIUM_URL}    &{PHONE}
    Wait Until Element Is Visible    ${UI.log_in}

Log In
    Input Text    ${UI.email}    ${CUSTOMER.email}
    Input Password    ${UI.password}    ${CUSTOMER.password}
    Click Element    ${UI.log_in}
    Wait Until Page Contains    Welcome, ${CUSTOMER.name}

*** Settings ***
Documentation       The shop's page in Chromium, with SeleniumLibrary, sends its requests through the proxy.
Library             SeleniumLibrary    AS    Web
Library             QuashLibrary    registry=../../registries/app_traffic/ui.yaml    ui_library=SeleniumLibrary
Suite Setup         Open The Browser
Suite Teardown      Close All Browsers
Test Setup          Go To    http://127.0.0.1:${APP_PORT}/app


*** Test Cases ***
Page Talks To The Shop
    [Documentation]    PASS
    Log In
    @logged-in-once

Page Hides That The Payment Failed
    [Documentation]    PASS REGEXP: swallowed failure: POST /payments -> 500 \\(UI showed no failure\\)\n.*during UI step: (Click|Wait) .*
    Break App Request    POST /payments    as=error
    Log In
    Click Element    css=#add-tea
    Wait Until Element Contains    css=#open-cart    Cart (
    Click Element    css=#open-cart
    Wait Until Element Is Visible    css=#checkout
    Click Element    css=#checkout
    Wait Until Element Is Visible    css=#pay
    Click Element    css=#pay
    Wait Until Page Contains    Order confirmed
    @payment-sent


*** Keywords ***
Open The Browser
    Open Browser    about:blank    chrome    options=${SELENIUM_OPTIONS}    service=executable_path='${CHROMEDRIVER}'

Log In
    Input Text    css=#email    ${CUSTOMER_EMAIL}
    Input Password    css=#password    ${CUSTOMER_PASSWORD}
    Click Element    css=#log-in
    Wait Until Page Contains    Welcome

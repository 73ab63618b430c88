*** Settings ***
Documentation       The shop's page in Chromium, with Browser, sends its requests through the proxy.
Library             Browser    timeout=5s    AS    Web
Library             QuashLibrary    registry=../../registries/app_traffic/ui.yaml    ui_library=Browser
Suite Setup         Open The Browser
Suite Teardown      Close Browser    ALL
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
    Click    css=[id=add-tea]
    Get Text    css=#open-cart    contains    Cart (
    Click    id=open-cart
    Click    id=checkout
    Click    id=pay
    Wait For Elements State    text=Order confirmed
    @payment-sent


*** Keywords ***
Open The Browser
    New Browser    chromium    headless=True    executablePath=${CHROMIUM}    args=${BROWSER_ARGUMENTS}
    New Page

Log In
    Fill Text    css=#email    ${CUSTOMER_EMAIL}
    Fill Text    css=#password    ${CUSTOMER_PASSWORD}
    Click    css=#log-in
    Wait For Elements State    text=Welcome

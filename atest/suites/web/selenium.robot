*** Settings ***
Documentation       The shop's page in Chromium, with SeleniumLibrary.
Library             SeleniumLibrary    AS    Web
Library             QuashLibrary    registry=../../registries/web.yaml    ui_library=SeleniumLibrary
Suite Setup         Open The Browser
Suite Teardown      Close All Browsers
Test Setup          Go To    ${SHOP_URL}/app


*** Test Cases ***
Screen Shows What The Backend Says
    [Documentation]    PASS
    Log In
    Click Element    css=#add-tea
    Wait Until Element Contains    css=#open-cart    Cart (1)
    Click Element    css=#open-cart
    Wait Until Element Is Visible    css=#checkout
    Click Element    css=#checkout
    Wait Until Element Is Visible    css=#pay
    Click Element    css=#pay
    Wait Until Element Is Visible    css=#order-number
    ${order_id} =    Get Text    css=#order-number
    UI Should Match Backend    css=#order-number    @order-created    order_id=${order_id}
    UI Should Match Backend    //*[@id="order-total"]    @order-created    value=$.total    as=money    order_id=${order_id}

One-Time Password Is Typed
    [Documentation]    PASS
    Input Text    css=#phone    ${CUSTOMER_PHONE}
    Click Element    css=#send-code
    Wait Until Element Is Visible    css=#otp
    Type Backend Value    css=#otp    @latest-otp    phone=${CUSTOMER_PHONE}
    Click Element    css=#verify
    Wait Until Page Contains    Welcome

They Never Agree
    [Documentation]    FAIL @said failed: screen css=#log-in should show "Log out", showed "Log in" (UI showed no failure)
    Wait Until Element Is Visible    css=#log-in
    UI Should Match Backend    css=#log-in    @said    text=Log out    within=1s

Element Is Missing
    [Documentation]    FAIL STARTS: @said failed: screen css=#nowhere should show "x", could not be read: Element with locator
    UI Should Match Backend    css=#nowhere    @said    text=x    within=0s

Failed After UI Steps
    [Documentation]    FAIL REGEXP: @order-pending failed: \\$.state should be "paid", was "pending" \\(UI showed no failure\\).*last UI step: Click Element {2,4}css=#email
    Click Element    css=#email
    @order-pending

Secret Cannot Be Typed
    [Documentation]    FAIL STARTS: InvalidElementStateException
    Type Backend Value    css=#screen    @secret    text=${CUSTOMER_PASSWORD}

Browser Is Closed
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Close Browser
    @order-pending


*** Keywords ***
Open The Browser
    Open Browser    about:blank    chrome    options=${SELENIUM_OPTIONS}    service=executable_path='${CHROMEDRIVER}'

Log In
    Input Text    css=#email    ${CUSTOMER_EMAIL}
    Type Backend Value    css=#password    @secret    text=${CUSTOMER_PASSWORD}
    Click Element    css=#log-in
    Wait Until Page Contains    Welcome

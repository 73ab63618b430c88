*** Settings ***
Documentation       The shop's page in Chromium, with Browser.
Library             Browser    timeout=5s    AS    Web
Library             QuashLibrary    registry=../../registries/web.yaml    ui_library=Browser
Suite Setup         Open The Browser
Suite Teardown      Close Browser    ALL
Test Setup          Go To    ${SHOP_URL}/app


*** Test Cases ***
Screen Shows What The Backend Says
    [Documentation]    PASS
    Log In
    Click    css=[id=add-tea]
    Get Text    css=#open-cart    ==    Cart (1)
    Click    id=open-cart
    Click    id=checkout
    Click    id=pay
    ${order_id} =    Get Text    id=order-number
    UI Should Match Backend    id=order-number    @order-created    order_id=${order_id}
    UI Should Match Backend    //*[@id="order-total"]    @order-created    value=$.total    as=money    order_id=${order_id}

One-Time Password Is Typed
    [Documentation]    PASS
    Fill Text    css=#phone    ${CUSTOMER_PHONE}
    Click    css=#send-code
    Wait For Elements State    css=#otp
    Type Backend Value    css=#otp    @latest-otp    phone=${CUSTOMER_PHONE}
    Click    css=#verify
    Wait For Elements State    text=Welcome

They Never Agree
    [Documentation]    FAIL @said failed: screen css=#log-in should show "Log out", showed "Log in" (UI showed no failure)
    Wait For Elements State    css=#log-in
    UI Should Match Backend    css=#log-in    @said    text=Log out    within=1s

Element Is Missing
    [Documentation]    FAIL STARTS: @said failed: screen css=#nowhere should show "x", could not be read: TimeoutError
    Set Browser Timeout    300ms    scope=Test
    UI Should Match Backend    css=#nowhere    @said    text=x    within=0s

Failed After UI Steps
    [Documentation]    FAIL REGEXP: @order-pending failed: \\$.state should be "paid", was "pending" \\(UI showed no failure\\).*last UI step: Click {2,4}css=#email
    Click    css=#email
    @order-pending

Secret Cannot Be Typed
    [Documentation]    FAIL REGEXP: (?s).*Element is not an <input>.*
    Type Backend Value    css=#screen    @secret    text=${CUSTOMER_PASSWORD}

Browser Is Closed
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Close Browser
    @order-pending


*** Keywords ***
Open The Browser
    New Browser    chromium    headless=True    executablePath=${CHROMIUM}    args=${BROWSER_ARGUMENTS}
    New Page

Log In
    Fill Text    css=#email    ${CUSTOMER_EMAIL}
    Type Backend Value    css=#password    @secret    text=${CUSTOMER_PASSWORD}
    Click    css=#log-in
    Wait For Elements State    text=Welcome

*** Settings ***
Documentation    The keywords of ``QuashLibrary/quash.resource`` over the demo app on the simulated phone.

Library          AppiumLibrary
Library          QuashLibrary    registry=validations.yaml
Library          ../../../demo/suites/ShopTestApi.py    ${SHOP_URL}
Resource         QuashLibrary/quash.resource

Test Teardown    Close Application


*** Test Cases ***
Code That Was Sent Logs In
    [Documentation]    PASS
    [Setup]    Open The App
    ${code} =    Log In With One-Time Password    ${CUSTOMER.phone}    @latest-otp
    ...    phone_field=accessibility_id=phone    send_button=accessibility_id=send-code
    ...    code_field=accessibility_id=otp    verify_button=accessibility_id=verify
    Should Match Regexp    ${code}    ^\\d{6}$
    Wait Until Page Contains    Welcome, ${CUSTOMER.name}

Code Comes From The Named Value And Input
    [Documentation]    PASS
    [Setup]    Open The App
    Log In With One-Time Password    ${CUSTOMER.phone}    @latest-otp-and-time
    ...    accessibility_id=phone    accessibility_id=send-code
    ...    accessibility_id=otp    accessibility_id=verify
    ...    input=number    value=code
    Wait Until Page Contains    Welcome, ${CUSTOMER.name}

Code That Was Never Sent Is Reported
    [Documentation]    FAIL    STARTS: @latest-otp failed: status should be 2xx, was 404 (Not Found): "no co
    [Setup]    Open The App    fault=otp-not-sent
    Log In With One-Time Password    ${CUSTOMER.phone}    @latest-otp
    ...    phone_field=accessibility_id=phone    send_button=accessibility_id=send-code
    ...    code_field=accessibility_id=otp    verify_button=accessibility_id=verify

Login Has A Session
    [Documentation]    PASS
    [Setup]    Open The App
    ${fetched} =    Log In
    Should Be Equal    ${fetched}[sessions]    ${1}

Login Without A Session Is Reported
    [Documentation]    FAIL    STARTS: @session-created failed: $.sessions should have a count of at least 1, was
    [Setup]    Open The App    fault=session-not-created
    Log In

Order Is Confirmed On Screen And In Backend
    [Documentation]    PASS
    [Setup]    Open The Confirmation
    ${number} =    Order Should Be Confirmed On Screen And In Backend
    ...    Order confirmed    accessibility_id=order-number    @order-created    @payment-captured
    Should Match Regexp    ${number}    ^A-\\d+$

Number Is Extracted From A Longer Text
    [Documentation]    PASS
    [Setup]    Open The Confirmation
    ${digits} =    Order Should Be Confirmed On Screen And In Backend    Order confirmed
    ...    accessibility_id=order-number    @order-by-number    input=digits    matches=A-(\\d+)    timeout=5s
    Should Match Regexp    ${digits}    ^\\d+$

Order That Is Only On The Screen Is Reported
    [Documentation]    FAIL    STARTS: @order-created failed: $.state should be "paid", was "payment_failed" (UI showed no failure)
    [Setup]    Open The Confirmation    fault=payment-rollback
    Order Should Be Confirmed On Screen And In Backend
    ...    Order confirmed    accessibility_id=order-number    @order-created

Order That The Screen Does Not Confirm Is Reported
    [Documentation]    FAIL    Text 'Order confirmed' did not appear in 100 milliseconds
    [Setup]    Open The App
    Order Should Be Confirmed On Screen And In Backend    Order confirmed    accessibility_id=order-number
    ...    @order-created    timeout=100ms

Backend Is Queried After The Step
    [Documentation]    PASS
    [Setup]    Open The App
    Fill In The Login
    VAR    ${user} =    ${CUSTOMER.email}    scope=TEST
    Do And Validate    @session-created    Click Element    accessibility_id=log-in

Step That Succeeds Without Effect Is Reported
    [Documentation]    FAIL    STARTS: @session-created failed: $.sessions should have a count of at least 1, was
    [Setup]    Open The App    fault=session-not-created
    Fill In The Login
    VAR    ${user} =    ${CUSTOMER.email}    scope=TEST
    Do And Validate    @session-created    Click Element    accessibility_id=log-in

Backend Is Queried Although The Step Fails
    [Documentation]    FAIL    the screen is frozen
    [Setup]    Open The App
    Log In
    VAR    ${user} =    ${CUSTOMER.email}    scope=TEST
    Do And Validate    @session-created    Fail    the screen is frozen

Step And Backend Both Fail
    [Documentation]    FAIL    STARTS: Several failures occurred:\n\n1) the screen is frozen\n\n2) @session-created failed:
    [Setup]    Open The App
    VAR    ${user} =    ${CUSTOMER.email}    scope=TEST
    Do And Validate    @session-created    Fail    the screen is frozen


*** Keywords ***
Open The App
    [Documentation]    Opens the app for a new customer; ``fault`` breaks the shop for this customer.
    [Arguments]    ${fault}=${NONE}
    ${customer} =    New Customer
    VAR    ${CUSTOMER} =    ${customer}    scope=TEST
    IF    $fault    Break The Shop    ${fault}    ${CUSTOMER.email}
    Open Application    ${APPIUM_URL}    &{PHONE}
    Wait Until Element Is Visible    accessibility_id=log-in

Log In
    [Documentation]    Logs in as the test's customer.
    ${fetched} =    Log In With Password And Validate Session
    ...    ${CUSTOMER.email}    ${CUSTOMER.password}    @session-created    user_field=accessibility_id=email
    ...    password_field=accessibility_id=password    login_button=accessibility_id=log-in    text=Welcome
    RETURN    ${fetched}

Fill In The Login
    [Documentation]    Fills in the login screen.
    Input Text    accessibility_id=email    ${CUSTOMER.email}
    Input Password    accessibility_id=password    ${CUSTOMER.password}

Open The Confirmation
    [Documentation]    Orders a packet of tea, including the tap that pays.
    [Arguments]    ${fault}=${NONE}
    Open The App    ${fault}
    Log In
    Click Element    accessibility_id=add-tea
    Click Element    accessibility_id=open-cart
    Wait Until Element Is Visible    accessibility_id=checkout
    Click Element    accessibility_id=checkout
    Wait Until Element Is Visible    accessibility_id=pay
    Click Element    accessibility_id=pay

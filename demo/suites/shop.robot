*** Settings ***
Documentation    The shop's app as its testers see it, with backend checks at the points that matter.
...
...              In tests with the tag ``broken-backend`` the shop fails silently: the app shows success
...              anyway. The UI alone passes; the step with the ``@`` finds the failure. In tests that
...              also have the tag ``broken-app``, a request of the app failed, and the app hides that.

Library          AppiumLibrary
Library          QuashLibrary    registry=validations.yaml    environment=demo
Library          ShopTestApi.py    ${SHOP_URL}

Test Teardown    Close Application


*** Variables ***
# The test environment accepts this code from anybody. Fetch Into Variable replaces it with the real one.
${OTP}    000000


*** Test Cases ***
Order Is Confirmed And Paid
    [Documentation]    The backend has stored what the app confirms.
    [Setup]    Open The App
    Log In With Password
    ${order_id} =    Order Some Tea
    @order-created    order_id=${order_id}
    @payment-captured    order_id=${order_id}

Customer Logs In By Phone
    [Documentation]    The code that was really sent opens a session.
    [Setup]    Open The App
    Log In With One-Time Password
    @session-created    user=${CUSTOMER.phone}

Payment Is Kept
    [Documentation]    The payment is rolled back after the app has confirmed the order.
    [Tags]    broken-backend
    [Setup]    Open The App    fault=payment-rollback
    Log In With Password
    ${order_id} =    Order Some Tea
    @order-created    order_id=${order_id}

Card Is Charged
    [Documentation]    The app's payment request fails. The app hides that and confirms the order.
    [Tags]    broken-backend    broken-app
    [Setup]    Open The App    fault=payment-error
    Log In With Password
    ${order_id} =    Order Some Tea
    @payment-captured    order_id=${order_id}

Order Is Not Lost
    [Documentation]    The app shows an order number, but the order is never written.
    [Tags]    broken-backend
    [Setup]    Open The App    fault=order-dropped
    Log In With Password
    ${order_id} =    Order Some Tea
    @order-created    order_id=${order_id}

One-Time Password Is Sent
    [Documentation]    The app says that a code was sent, but none was. The master code hides that from the UI.
    [Tags]    broken-backend
    [Setup]    Open The App    fault=otp-not-sent
    Log In With One-Time Password

Login Creates A Session
    [Documentation]    The app says welcome, but the backend has no session.
    [Tags]    broken-backend
    [Setup]    Open The App    fault=session-not-created
    Log In With Password
    @session-created    user=${CUSTOMER.email}

Order Comes Through A Slow Queue
    [Documentation]    The order is written two seconds after its confirmation: late, but not an error.
    [Setup]    Open The App    fault=slow-queue
    Log In With Password
    ${order_id} =    Order Some Tea
    @order-created    order_id=${order_id}


*** Keywords ***
Open The App
    [Documentation]    Opens the app for a customer of this test only; ``fault`` breaks the shop for this customer.
    [Arguments]    ${fault}=${NONE}
    ${customer} =    New Customer
    VAR    ${CUSTOMER} =    ${customer}    scope=TEST
    IF    $fault    Break The Shop    ${fault}    ${CUSTOMER.email}
    Open Application    ${APPIUM_URL}    &{PHONE}
    Wait Until Element Is Visible    ${UI.log_in}

Log In With Password
    [Documentation]    Logs in by e-mail address and password.
    Input Text    ${UI.email}    ${CUSTOMER.email}
    Input Password    ${UI.password}    ${CUSTOMER.password}
    Click Element    ${UI.log_in}
    Wait Until Page Contains    Welcome, ${CUSTOMER.name}

Log In With One-Time Password
    [Documentation]    Logs in by phone with the code that the backend has sent.
    Input Text    ${UI.phone}    ${CUSTOMER.phone}
    Click Element    ${UI.send_code}
    Wait Until Page Contains    We sent a code to ${CUSTOMER.phone}
    Fetch Into Variable    ${OTP}    @latest-otp    phone=${CUSTOMER.phone}
    Input Text    ${UI.otp}    ${OTP}
    Click Element    ${UI.verify}
    Wait Until Page Contains    Welcome, ${CUSTOMER.name}

Order Some Tea
    [Documentation]    Buys two packets of tea and returns the order number that the app confirms.
    Put Tea Into The Cart
    Click Element    ${UI.checkout}
    Wait Until Element Is Visible    ${UI.pay}
    Click Element    ${UI.pay}
    Wait Until Page Contains    Order confirmed
    Element Text Should Be    ${UI.order_total}    17.80 EUR
    ${order_id} =    Get Text    ${UI.order_number}
    RETURN    ${order_id}

Put Tea Into The Cart
    [Documentation]    Opens the cart with two packets of tea in it.
    Click Element    ${UI.add_tea}
    Click Element    ${UI.add_tea}
    Click Element    ${UI.open_cart}
    Wait Until Element Is Visible    ${UI.checkout}
    Element Text Should Be    ${UI.cart_total}    17.80 EUR

*** Settings ***
Documentation       One test for each result of a proof.

Library             ShopApp.py    http://127.0.0.1:${APP_PORT}/api    %{SHOP_TOKEN}
Library             QuashLibrary    ${REGISTRY}    ui_library=ShopApp    report=NONE

Suite Setup         Place Order


*** Test Cases ***
Caught By The UI
    Place Order
    Order Is Listed

Caught By A Validation
    ${order_id}=    Place Order    2
    @order-created

Warned Of
    ${order_id}=    Place Order
    @order-created    on_failure=warn

Blind
    Place Order    1
    Place Order    2
    Send    POST /otp    {"phone": "+4915550100"}

Not Reached
    Place Order The First Times    ${COUNTER}    2

Needs The Test Before
    ${order_id}=    Place Order
    VAR    ${EARLIER}    ${order_id}    scope=SUITE

Not Provable
    Place Order
    Variable Should Exist    ${EARLIER}

Fails Already
    Place Order
    Fail    The app is broken.

Refused Write
    Send    POST /nothing-there    {}

Hides Errors
    [Tags]    extra
    Place Order Until It Is Accepted

Reads Alone
    Send    GET /products

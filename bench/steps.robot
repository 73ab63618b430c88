*** Settings ***
Documentation       What one backend check costs: the same request and the same four expectations, by this library
...                 as one step, and by RequestsLibrary with BuiltIn's assertions. Run by ``make bench``.

Library             QuashLibrary    registry=validations.yaml
Library             RequestsLibrary

Suite Setup         Create Session    shop    ${SHOP_URL}    headers=${HEADERS}


*** Variables ***
&{HEADERS}      Authorization=Bearer shop-test-token


*** Test Cases ***
QuashLibrary
    FOR    ${_}    IN RANGE    ${ROUNDS}
        @order-created    order_id=${ORDER_ID}
    END

RequestsLibrary
    FOR    ${_}    IN RANGE    ${ROUNDS}
        ${response} =    GET On Session    shop    /api/orders/${ORDER_ID}    expected_status=200
        ${order} =    Set Variable    ${response.json()}
        Should Be Equal    ${order}[state]    paid
        Should Be Equal    ${order}[currency]    EUR
        Should Be True    ${order}[total] > 0
        Length Should Be    ${order}[items]    1
    END

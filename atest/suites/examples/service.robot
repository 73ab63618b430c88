*** Settings ***
Documentation       The example registry's mails, refunds and returns, on a working shop and on a shop that fails silently.
Resource            app.resource
Test Setup          Open The App
Test Teardown       Close Application


*** Test Cases ***
Order Is Confirmed By Mail
    [Documentation]    PASS
    Order Some Tea
    ${invoice} =    Fetch Backend Value    @order-mail-sent    order_id=${ORDER_ID}    email=${CUSTOMER.email}
    Should End With    ${invoice}    /invoices/${ORDER_ID}

Money Is Refunded
    [Documentation]    PASS
    Order Some Tea
    @refund-paid-out    ${ORDER_ID}

Broken Cup Is Sent Back
    [Documentation]    PASS
    Order Some Tea
    @return-announced    ${ORDER_ID}

No Mail Is Sent
    [Documentation]    FAIL STARTS: @order-mail-sent failed: $.messages[*].subject should
    [Setup]    Open The App    mail-not-sent
    Order Some Tea
    @order-mail-sent    ${ORDER_ID}    ${CUSTOMER.email}    within=300ms

Refund Is Rejected
    [Documentation]    FAIL @refund-paid-out failed: $.state should be "paid_out", was "rejected" (UI showed no failure)
    [Setup]    Open The App    refund-rejected
    Order Some Tea
    @refund-paid-out    ${ORDER_ID}

Refund Without An Order
    [Documentation]    FAIL STARTS: @refund-accepted failed: status should be 201, was 404 (Not Found)
    @refund-accepted    A-0

Photo Is Lost
    [Documentation]    FAIL STARTS: @return-announced failed: $.photo should be of type ob
    [Setup]    Open The App    photo-lost
    Order Some Tea
    @return-announced    ${ORDER_ID}

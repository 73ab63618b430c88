*** Settings ***
Documentation       The example registry's carts, orders and payments, on a working shop and on a shop that fails silently.
Resource            app.resource
Test Setup          Open The App
Test Teardown       Close Application


*** Test Cases ***
Tea Is Ordered And Paid
    [Documentation]    PASS
    Remember Backend    @one-order-more    customer=${CUSTOMER.email}
    Remember Backend    @stock-reduced    sku=tea    by=-2
    Log In
    Put Two Packets Of Tea Into The Cart
    @cart-holds    ${CUSTOMER.email}    tea    quantity=2
    UI Should Match Backend    ${UI.cart_total}    @cart-holds    value=total    as=money
    ...    customer=${CUSTOMER.email}    sku=tea    quantity=2
    Place The Order
    @order-created    ${ORDER_ID}
    UI Should Match Backend    ${UI.order_total}    @order-created    value=total    as=money    order_id=${ORDER_ID}
    Validate Backend    @order-as-ordered    @payment-captured    @invoice-printable
    ...    order_id=${ORDER_ID}    sku=tea    quantity=2    amount=17.80
    Validate Backend    @cart-empty    @one-order-more    @no-order-stuck    customer=${CUSTOMER.email}
    @stock-reduced    tea    by=-2
    @newest-order-paid    amount=17.80    customer=${CUSTOMER.email}
    Validate Backend    @order-stays-paid    @ordered-only-once    order_id=${ORDER_ID}    customer=${CUSTOMER.email}

Order Comes Through A Slow Queue
    [Documentation]    PASS
    [Setup]    Open The App    slow-queue
    Order Some Tea
    @order-created    ${ORDER_ID}

Payment Is Rolled Back
    [Documentation]    FAIL 4 of 4 validations failed: @order-created, @order-as-ordered, @payment-captured, @no-order-stuck
    [Setup]    Open The App    payment-rollback
    Order Some Tea
    Validate Backend    @order-created    @order-as-ordered    @payment-captured    @no-order-stuck    within=1s
    ...    order_id=${ORDER_ID}    customer=${CUSTOMER.email}    sku=tea    quantity=2    amount=17.80

Payment Is Rolled Back Late
    [Documentation]    FAIL @order-stays-paid failed: $.state should be "paid", was "payment_failed" (UI showed no failure)
    [Setup]    Open The App    late-rollback
    Order Some Tea
    @order-stays-paid    ${ORDER_ID}

Order Is Lost
    [Documentation]    FAIL 5 of 5 validations failed: @order-created, @newest-order, @one-order-more, @payment-captured, @invoice-printable
    [Setup]    Open The App    order-dropped
    Remember Backend    @one-order-more    customer=${CUSTOMER.email}
    Order Some Tea
    Validate Backend    @order-created    @newest-order    @one-order-more    @payment-captured    @invoice-printable
    ...    order_id=${ORDER_ID}    customer=${CUSTOMER.email}    amount=17.80    within=300ms

Lost Order Cannot Be Paid
    [Documentation]    FAIL STARTS: @newest-order-paid error: needs @newest-order, which failed: $.orders
    [Setup]    Open The App    order-dropped
    Order Some Tea
    Set Backend Input    customer    ${CUSTOMER.email}
    @newest-order-paid    amount=17.80

Order Is Written Twice
    [Documentation]    FAIL STARTS: @ordered-only-once failed: $.orders should have a count of 1, was 2
    [Setup]    Open The App    order-doubled
    Order Some Tea
    @ordered-only-once    ${CUSTOMER.email}

Cart Is Not Emptied
    [Documentation]    FAIL STARTS: @cart-empty failed: $.items should be []
    [Setup]    Open The App    cart-kept
    Order Some Tea
    @cart-empty    ${CUSTOMER.email}    within=300ms

Stock Is Not Reduced
    [Documentation]    FAIL STARTS: @stock-reduced failed: $.in_stock should have changed by -2
    [Setup]    Open The App    stock-not-reduced
    Remember Backend    @stock-reduced    sku=tea    by=-2
    Order Some Tea
    @stock-reduced    tea    by=-2    within=300ms

Cart Is Different
    [Documentation]    FAIL STARTS: @cart-holds failed: $.items[0].quantity should be 3, was 2
    Log In
    Put Two Packets Of Tea Into The Cart
    @cart-holds    ${CUSTOMER.email}    tea    quantity=3    within=300ms

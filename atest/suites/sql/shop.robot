*** Settings ***
Documentation       Orders that the app confirms are looked up in the database of the running shop.
Library             AppiumLibrary
Library             QuashLibrary    registry=../../registries/sql/shop.yaml
Library             ../../../demo/suites/ShopTestApi.py    ${SHOP_URL}
Test Teardown       Close All Applications


*** Test Cases ***
Order Is Stored
    [Documentation]    PASS
    ${order_id} =    Order Tea In The App
    ${values} =    Validate Backend    @order-stored    order_id=${order_id}
    Should Be Equal    ${values}[total]    ${17.8}

Order Is Lost
    [Documentation]    FAIL @order-stored failed: $.count should be 1, was 0 (UI showed no failure)
    ${order_id} =    Order Tea In The App    fault=order-dropped
    @order-stored    ${order_id}    within=300ms

Payment Is Rolled Back
    [Documentation]    FAIL STARTS: @order-stored failed: $.rows[0].state should be "paid", was "payment_failed" (UI showed no failure)
    ${order_id} =    Order Tea In The App    fault=payment-rollback
    @order-stored    ${order_id}    within=300ms

Order Comes Through A Slow Queue
    [Documentation]    PASS
    ${order_id} =    Order Tea In The App    fault=slow-queue
    @order-stays-paid    ${order_id}

Items Need Their Order
    [Documentation]    PASS
    ${order_id} =    Order Tea In The App
    Validate Backend    @order-items    @stock-of-tea    order_id=${order_id}

Screen Shows What The Database Says
    [Documentation]    PASS
    ${order_id} =    Order Tea In The App
    UI Should Match Backend    ${UI.order_total}    @order-stored    value=total    as=money    order_id=${order_id}

One Order Is Written
    [Documentation]    PASS
    Remember Backend    @one-more-order
    ${first} =    Order Tea In The App
    @one-more-order
    @only-these-orders    ${{[$first, $PAID_ORDER]}}

Nothing Is Written
    [Documentation]    FAIL REGEXP: @one-more-order failed: \\$\\.rows\\[0\\]\\.orders should have changed by 1, was [0-9]+, before [0-9]+ \\(\\+0\\)\n.*
    Remember Backend    @one-more-order
    @one-more-order


*** Keywords ***
Order Tea In The App
    [Arguments]    ${fault}=${NONE}
    ${customer} =    New Customer
    IF    $fault    Break The Shop    ${fault}    ${customer.email}
    Open Application    ${APPIUM_URL}    &{PHONE}
    Wait Until Element Is Visible    ${UI.log_in}
    Input Text    ${UI.email}    ${customer.email}
    Input Password    ${UI.password}    ${customer.password}
    Click Element    ${UI.log_in}
    Wait Until Page Contains    Welcome, ${customer.name}
    Click Element    ${UI.add_tea}
    Click Element    ${UI.add_tea}
    Click Element    ${UI.open_cart}
    Wait Until Element Is Visible    ${UI.checkout}
    Click Element    ${UI.checkout}
    Wait Until Element Is Visible    ${UI.pay}
    Click Element    ${UI.pay}
    Wait Until Page Contains    Order confirmed
    ${order_id} =    Get Text    ${UI.order_number}
    RETURN    ${order_id}

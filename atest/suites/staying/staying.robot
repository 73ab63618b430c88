*** Settings ***
Documentation       A state that was reached must last.
Library             ../../../demo/suites/ShopTestApi.py    ${SHOP_URL}
Library             Shopping.py    ${SHOP_URL}
Library             QuashLibrary    registry=../../registries/staying.yaml


*** Test Cases ***
Order Stays Paid
    [Documentation]    PASS
    ${order} =    Order Tea    fault=${NONE}
    @order-stays-paid    ${order}

Late Rollback Is Caught
    [Documentation]    FAIL REGEXP: @order-stays-paid failed: \\$\\.state should be "paid", was "payment_failed"(?s:.*), met at [0-9.]+ m?s but no longer at [0-9.]+ m?s(?s:.*)
    ${order} =    Order Tea    fault=late-rollback
    @order-stays-paid    ${order}

An Immediate Rollback Stays
    [Documentation]    PASS
    ${order} =    Order Tea    fault=payment-rollback
    @payment-stays-refused    ${order}

Only One Order Is Written
    [Documentation]    PASS
    Order Tea    fault=${NONE}
    @only-one-order    ${CUSTOMER.phone}

Second Order Is Caught
    [Documentation]    FAIL REGEXP: @only-one-order failed: \\$\\.orders should have a count of 1, was 2 (?s:.*), met at [0-9.]+ m?s but no longer at [0-9.]+ m?s(?s:.*)
    Order Tea    fault=order-doubled
    @only-one-order    ${CUSTOMER.phone}

Time Of The Call Replaces That Of Always
    [Documentation]    PASS
    Order Tea    fault=order-doubled
    @only-one-order    ${CUSTOMER.phone}    within=0

Never Reached Fails Immediately
    [Documentation]    FAIL STARTS: @only-one-order failed: $.orders should have a count of 1, was 0
    @only-one-order    +490000    within=10 min


*** Keywords ***
Order Tea
    [Arguments]    ${fault}
    ${customer} =    New Customer
    VAR    ${CUSTOMER} =    ${customer}    scope=TEST
    IF    $fault    Break The Shop    ${fault}    ${customer.email}
    ${number} =    Check Out    ${customer.phone}
    RETURN    ${number}

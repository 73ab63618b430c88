*** Settings ***
Documentation       Robot's tasks are tests under another name.
Library             QuashLibrary    registry=../registries/forms


*** Tasks ***
Fails
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending"
    Fetch Into Variable    ${currency}    @order-known
    Should Be Equal    ${currency}    EUR
    @order-pending

Starts Fresh
    [Documentation]    PASS
    Variable Should Not Exist    ${currency}
    Fetch Into Variable    ${currency}    @order-known    scope=TASK
    Should Be Equal    ${currency}    EUR

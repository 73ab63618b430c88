*** Settings ***
Documentation       No UI library at all.
Library             QuashLibrary    registry=../../registries/screens.yaml


*** Test Cases ***
Failed
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending"
    Log    a step of another library is no UI step
    @order-pending

Passed
    [Documentation]    PASS
    @order-known

Error
    [Documentation]    FAIL @unreachable error: connection refused by ${REFUSED}
    @unreachable

Polled
    [Documentation]    PASS
    @paid-at-third    key=${{uuid.uuid4().int}}

Gave Up
    [Documentation]    FAIL @never-paid failed: $.state should be "paid", was "pending"
    @never-paid

Several
    [Documentation]    FAIL 1 of 2 validations failed: @order-pending
    Validate Backend    @order-known    @order-pending

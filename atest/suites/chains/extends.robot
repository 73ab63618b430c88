*** Settings ***
Documentation       Validations and connections that extend those of another file.
Library             QuashLibrary    registry=../../registries/chains


*** Test Cases ***
Set Keys Replace Inherited Keys
    [Documentation]    FAIL @order-paid failed: $.state should be "paid", was "pending"
    @order-paid

Inputs Are Inherited
    [Documentation]    PASS
    &{fetched} =    @order-still-pending    order=order
    Should Be Equal    ${fetched}[state]    pending

Request And Connection Are Merged
    [Documentation]    PASS
    ${path} =    Fetch Backend Value    @echoed
    Should Be Equal    ${path}    /echo

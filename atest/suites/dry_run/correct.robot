*** Settings ***
Documentation       Steps that a dry run must accept.
Library             QuashLibrary    registry=../../registries/forms
Suite Setup         Set Suite Variable    ${order_id}    A-1


*** Variables ***
${slug}             order-paid
@{slugs}            @otp    @order-known
&{inputs}           key=x


*** Test Cases ***
Input Given
    [Documentation]    PASS
    @paid-at-third    key=x
    @paid-at-third    x
    Validate Backend    @paid-at-third    key=x

Input From A Variable That A Step Sets
    [Documentation]    PASS
    VAR    ${key}    x
    @paid-at-third

Input From A Variable That A Keyword Sets
    [Documentation]    PASS
    ${key} =    Set Variable    x
    Validate Backend    @paid-at-third

Input From The Suite Setup
    [Documentation]    PASS
    @payment-captured

Input From The Argument Of A User Keyword
    [Documentation]    PASS
    Pay    A-1

Input From A Dictionary
    [Documentation]    PASS
    Validate Backend    @paid-at-third    &{inputs}

Slugs From Variables
    [Documentation]    PASS
    Validate Backend    @${slug}    order_id=1
    Validate Backend    @{slugs}
    Fetch Into Variable    ${total}    @${slug}    value=total    order_id=1

Unknown Variable Is Set By Fetch Into Variable
    [Documentation]    PASS
    Fetch Into Variable    ${otp}    @otp
    Log    ${otp}
    ${code} =    Fetch Backend Value    @otp

Slug Without Its At Sign
    [Documentation]    PASS
    Validate Backend    order-paid    order_id=1
    Fetch Into Variable    ${total}    order-paid    value=total    order_id=1

Slug In A Variable
    [Documentation]    PASS
    Validate Backend    ${slug}    order_id=1

Address As A Positional Input
    [Documentation]    PASS
    @echo    http://127.0.0.1/orders?page=2

Options And Forms
    [Documentation]    PASS
    Given @order-known    within=1s    on_failure=warn    on_error=skip
    Fetch Backend Value    @order-paid    value=$.total    order_id=1    within=2 min
    FOR    ${key}    IN    a    b
        @paid-at-third
    END
    Run Keyword    @order-known

Unreachable Backend Gets No Request
    [Documentation]    PASS
    @order-pending


*** Keywords ***
Pay
    [Arguments]    ${order_id}
    @payment-captured

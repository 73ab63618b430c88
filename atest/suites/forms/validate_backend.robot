*** Settings ***
Documentation       Validate Backend with one slug and with several.
Library             QuashLibrary    registry=../../registries/forms    environment=${None}


*** Variables ***
@{SLUGS}            @order-known    @otp


*** Test Cases ***
One Slug
    [Documentation]    PASS
    &{order} =    Validate Backend    @order-paid    order_id=${PAID_ORDER}
    Should Be Equal    ${order.number}    ${PAID_ORDER}

Several Slugs Share Inputs
    [Documentation]    PASS
    &{found} =    Validate Backend    @order-paid    @payment-captured    @shop-healthy    order_id=${PAID_ORDER}    currency=EUR
    Should Be Equal    ${{sorted($found)}}    ${{['amount', 'number', 'total']}}

Slugs From A List
    [Documentation]    PASS
    Validate Backend    @{SLUGS}

Slug From A Variable
    [Documentation]    PASS
    VAR    ${name}    order-known
    Validate Backend    @${name}
    VAR    ${slug}    @order-known
    Validate Backend    ${slug}

Slug In A Loop Variable
    [Documentation]    PASS
    FOR    ${name}    IN    order-known    otp
        Validate Backend    @${name}
    END

Slug Without Its At Sign
    [Documentation]    PASS
    Validate Backend    order-known

Inputs From A Dictionary
    [Documentation]    PASS
    VAR    &{inputs}    order_id=${PAID_ORDER}    currency=EUR
    Validate Backend    @order-paid    &{inputs}

Within Waits Until It Holds
    [Documentation]    PASS
    &{found} =    Validate Backend    @paid-at-third    key=within    within=5s
    Should Be Equal    ${found.request}    ${3}

Without Within
    [Documentation]    FAIL @paid-at-third failed: $.state should be "paid", was "pending"
    Validate Backend    @paid-at-third    key=once

On Failure Of The Call
    [Documentation]    PASS Backend warning: @order-pending failed: $.state should be "paid", was "pending"
    Validate Backend    @order-pending    on_failure=warn

On Error Of The Call
    [Documentation]    SKIP @order-paid error: \${order_id} is not set; add order_id=… to the step
    Validate Backend    @order-paid    on_error=skip

Unknown Slug
    [Documentation]    FAIL REGEXP: No validation named @order-payd in .*shop\.yaml.*\. Did you mean @order-paid\\?
    Validate Backend    @order-payd    order_id=${PAID_ORDER}

Unknown Input
    [Documentation]    FAIL @order-paid: no input "order"; did you mean "order_id"?
    Validate Backend    @order-paid    order=${PAID_ORDER}

Two Of Three Fail
    [Documentation]    FAIL 2 of 3 validations failed: @order-pending, @order-pending-too
    Validate Backend    @order-pending    @order-known    @order-pending-too

One Of Two Fails
    [Documentation]    FAIL 1 of 2 validations failed: @order-pending
    Validate Backend    @order-pending    @order-known

Is Run By Run Keyword
    [Documentation]    PASS
    ${status}    ${message} =    Run Keyword And Ignore Error    Validate Backend    @order-pending
    Should Be Equal    ${status}    FAIL
    Should Start With    ${message}    @order-pending failed: $.state should be "paid", was "pending"

Given Validate Backend
    [Documentation]    PASS
    Given Validate Backend    @order-known

Several Run At The Same Time
    [Documentation]    PASS
    Validate Backend    @meets-1    @meets-2    @meets-3    key=${{uuid.uuid4().hex}}

The Same Twice
    [Documentation]    PASS
    Validate Backend    @order-known    @order-known

Fetched Values Are Looked Up By Later Validations
    [Documentation]    PASS
    Validate Backend    @order-known
    Validate Backend    @currency-fetched

Fetched Values End With Their Test
    [Documentation]    FAIL @currency-fetched error: \${currency} is not set; set it before this step
    Validate Backend    @currency-fetched

Values Keep Their Types On The Way
    [Documentation]    PASS
    VAR    @{list}    a    ${2}
    FOR    ${value}    IN    ${7}    ${2.5}    ${True}    ${None}    text    ${list}    ${{{'a': [1]}}}
        ${body} =    Fetch Backend Value    @posted    given=${value}
        Should Be Equal    ${{json.loads($body)}}    ${{{'value': $value}}}
    END

Post Is Not Repeated
    [Documentation]    FAIL STARTS: @posted error: POST is retried only if the validation has idempotent: true
    Validate Backend    @posted    given=1    within=5s

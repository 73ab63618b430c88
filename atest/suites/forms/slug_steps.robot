*** Settings ***
Documentation       Every form in which a slug can be a separate step.
Library             Collections
Library             QuashLibrary    registry=../../registries/forms/shop.yaml
Suite Setup         @order-paid    ${PAID_ORDER}
Suite Teardown      @shop-healthy


*** Test Cases ***
Positional Input
    [Documentation]    PASS
    @order-paid    ${PAID_ORDER}

Named Input
    [Documentation]    PASS
    @order-paid    order_id=${PAID_ORDER}

Positional Inputs In Their Order
    [Documentation]    PASS
    @order-paid    ${PAID_ORDER}    EUR

Mixed Inputs
    [Documentation]    PASS
    @order-paid    ${PAID_ORDER}    currency=EUR

Default Is Used And Can Be Overridden
    [Documentation]    FAIL @order-paid failed: $.currency should be "USD", was "EUR"
    @order-paid    ${PAID_ORDER}
    @order-paid    ${PAID_ORDER}    currency=USD

Input From A Variable
    [Documentation]    PASS
    VAR    ${order_id}    ${PAID_ORDER}
    @order-paid

No Inputs
    [Documentation]    PASS
    @shop-healthy

Missing Input
    [Documentation]    FAIL @order-paid error: ${order_id} is not set; add order_id=… to the step
    @order-paid

Negative Time
    [Documentation]    FAIL within=-1s is negative; write 10s, 500ms or 2 min
    @order-paid    ${PAID_ORDER}    within=-1s

No Time
    [Documentation]    FAIL within=soon is not a duration; write 10s, 500ms or 2 min
    @order-paid    ${PAID_ORDER}    within=soon

Mistyped Input
    [Documentation]    FAIL @order-paid: no input "oder_id"; did you mean "order_id"?
    @order-paid    oder_id=${PAID_ORDER}

Mistyped Input In A Nested Step
    [Documentation]    FAIL @order-paid: no input "oder_id"; did you mean "order_id"?
    Run Keyword    @order-paid    oder_id=${PAID_ORDER}

Fetched Values Are Returned
    [Documentation]    PASS
    &{order} =    @order-paid    ${PAID_ORDER}
    Should Be Equal    ${order}[number]    ${PAID_ORDER}
    Should Be Equal    ${order.total}    ${17.8}

Fetched Values Are Looked Up By Later Steps
    [Documentation]    PASS
    ${order} =    @order-paid    ${PAID_ORDER}
    Should Be Equal    ${{list($order)}}    ${{['number', 'total']}}

Overrides Of The Call
    [Documentation]    FAIL @order-paid failed: $.currency should be "USD", was "EUR"
    @order-paid    ${PAID_ORDER}    USD    within=100 ms    on_failure=continue    on_error=skip
    Set Test Message    reached    append=yes

In If And Else
    [Documentation]    PASS
    IF    ${True}
        @order-paid    ${PAID_ORDER}
    ELSE
        @order-paid    no-such-order
    END
    IF    ${False}
        @order-paid    no-such-order
    ELSE IF    ${True}
        @order-paid    ${PAID_ORDER}
    END
    ${order} =    IF    ${True}    @order-paid    ${PAID_ORDER}
    Should Be Equal    ${order}[number]    ${PAID_ORDER}

In For
    [Documentation]    PASS
    FOR    ${order_id}    ${currency}    IN    ${PAID_ORDER}    EUR    ${PAID_ORDER}    EUR
        @order-paid    ${order_id}    ${currency}
    END

In While
    [Documentation]    PASS
    VAR    ${rounds}    ${0}
    WHILE    $rounds < 2
        @order-paid    ${PAID_ORDER}
        ${rounds} =    Evaluate    $rounds + 1
    END

In Try
    [Documentation]    PASS
    TRY
        @order-paid    ${PAID_ORDER}    currency=USD
        Fail    not reached
    EXCEPT    @order-paid failed:*    type=glob    AS    ${message}
        Should Start With    ${message}    @order-paid failed: $.currency should be "USD", was "EUR"
    ELSE
        Fail    not reached
    FINALLY
        @order-paid    ${PAID_ORDER}
    END

Run Keyword
    [Documentation]    PASS
    ${order} =    Run Keyword    @order-paid    ${PAID_ORDER}
    Should Be Equal    ${order}[number]    ${PAID_ORDER}
    Run Keywords    @order-paid    ${PAID_ORDER}    AND    @shop-healthy
    Run Keyword If    ${True}    @order-paid    order_id=${PAID_ORDER}

Run Keyword And Ignore Error
    [Documentation]    PASS
    ${status}    ${message} =    Run Keyword And Ignore Error    @order-paid    ${PAID_ORDER}    currency=USD
    Should Be Equal    ${status}    FAIL
    Should Start With    ${message}    @order-paid failed: $.currency should be "USD", was "EUR"

Run Keyword And Return Status
    [Documentation]    PASS
    ${paid} =    Run Keyword And Return Status    @order-paid    ${PAID_ORDER}
    ${in dollars} =    Run Keyword And Return Status    @order-paid    ${PAID_ORDER}    currency=USD
    Should Be Equal    ${{[$paid, $in_dollars]}}    ${{[True, False]}}

Run Keyword And Expect Error
    [Documentation]    PASS
    Run Keyword And Expect Error    STARTS: @order-paid failed: $.currency should be "USD", was "EUR"
    ...    @order-paid    ${PAID_ORDER}    currency=USD

Wait Until Keyword Succeeds
    [Documentation]    PASS
    Wait Until Keyword Succeeds    3x    0s    @order-paid    ${PAID_ORDER}

Setup And Teardown Of A Test
    [Documentation]    PASS
    [Setup]    @order-paid    ${PAID_ORDER}
    No Operation
    [Teardown]    @order-paid    order_id=${PAID_ORDER}

Failing Teardown
    [Documentation]    FAIL STARTS: Teardown failed:
    ...    @order-paid failed: $.currency should be "USD", was "EUR"
    No Operation
    [Teardown]    @order-paid    ${PAID_ORDER}    USD

Given Paid Order When Asked Then Paid
    [Documentation]    PASS
    Given @order-paid    ${PAID_ORDER}
    When @order-paid    order_id=${PAID_ORDER}
    And @shop-healthy
    Then @order-paid    ${PAID_ORDER}    EUR
    But @order-paid    ${PAID_ORDER}

In A User Keyword With Arguments
    [Documentation]    PASS
    ${number} =    Order Should Be Paid    ${PAID_ORDER}
    Should Be Equal    ${number}    ${PAID_ORDER}

Argument Of A User Keyword Is An Input
    [Documentation]    PASS
    Order In The Argument Should Be Paid    ${PAID_ORDER}

In A User Keyword's Setup And Teardown
    [Documentation]    PASS
    Keyword With Fixtures

With The Library's Name Before It
    [Documentation]    PASS
    QuashLibrary.@order-paid    ${PAID_ORDER}

In A Template
    [Documentation]    FAIL @order-paid failed: $.currency should be "USD", was "EUR"
    [Template]    @order-paid
    ${PAID_ORDER}
    ${PAID_ORDER}    EUR
    ${PAID_ORDER}    currency=USD
    order_id=${PAID_ORDER}


*** Keywords ***
Order Should Be Paid
    [Arguments]    ${number}
    ${order} =    @order-paid    ${number}
    RETURN    ${order}[number]

Order In The Argument Should Be Paid
    [Arguments]    ${order_id}
    @order-paid

Keyword With Fixtures
    [Setup]    @order-paid    ${PAID_ORDER}
    No Operation
    [Teardown]    @order-paid    ${PAID_ORDER}

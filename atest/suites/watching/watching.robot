*** Settings ***
Documentation       Validations in the background.
Library             Known.py
Library             ../../../demo/suites/ShopTestApi.py    ${SHOP_URL}
Library             ../staying/Shopping.py    ${SHOP_URL}
Library             QuashLibrary    registry=../../registries/watching.yaml


*** Test Cases ***
Outcome Is Between The Steps
    [Documentation]    PASS
    Watch Backend    @known
    Log    a step that goes on
    Wait Until Known
    Log    a step after it

Slow Order Is Watched And Awaited
    [Documentation]    PASS
    ${customer} =    New Customer
    Break The Shop    slow-queue    ${customer.email}
    ${order_id} =    Check Out    ${customer.email}
    Watch Backend    @order-paid    order_id=${order_id}
    Log    a step that goes on
    &{order} =    Await Backend    @order-paid
    Should Be Equal    ${order}[number]    ${order_id}
    @number-of-the-order

Fetched Values Come With The Outcome
    [Documentation]    PASS
    Watch Backend    @known
    Wait Until Known
    VAR    ${word}    first
    @needs-known

Failed Watch Is Awaited
    [Documentation]    FAIL @pending failed: $.state should be "paid", was "pending"
    Watch Backend    @pending
    Await Backend    @pending
    Log    not reached

Failed Watch That Was Shown Is Awaited
    [Documentation]    FAIL @pending failed: $.state should be "paid", was "pending"
    Watch Backend    @pending
    Wait Until Known
    Log    still green
    Await Backend    @pending

Failed Watch Is Never Awaited
    [Documentation]    FAIL @pending failed: $.state should be "paid", was "pending"
    Watch Backend    @pending
    Wait Until Known
    Log    reached

Open Watch Is Awaited At The End
    [Documentation]    FAIL @pending failed: $.state should be "paid", was "pending"
    Watch Backend    @pending

Open Watch Passes At The End
    [Documentation]    PASS
    Watch Backend    @paid-at-third    key=watched-end

Warning At The End
    [Documentation]    PASS Backend warning: @pending-warn failed: $.state should be "paid", was "pending"
    Watch Backend    @pending-warn

Skip At The End
    [Documentation]    SKIP @unreachable-skip error: connection refused by ${REFUSED}
    Watch Backend    @unreachable-skip

Policy Of The Call Applies When Awaited
    [Documentation]    FAIL @pending failed: $.state should be "paid", was "pending"
    Watch Backend    @pending    on_failure=continue
    Await Backend    @pending
    Set Tags    reached

Error Is Awaited
    [Documentation]    FAIL @unreachable error: connection refused by ${REFUSED}
    Watch Backend    @unreachable    within=100ms
    Await Backend

Unknown Value Is Reported Immediately
    [Documentation]    FAIL @order-paid error: \${order_id} is not set; add order_id=… to the step
    Watch Backend    @order-paid
    Fail    not reached

Two Are Awaited
    [Documentation]    FAIL 1 of 2 validations failed: @pending
    Watch Backend    @pending
    Watch Backend    @paid-at-third    key=watched-two
    Await Backend    @pending    @paid-at-third

All Are Awaited
    [Documentation]    FAIL 2 of 3 validations failed: @pending, @unreachable
    Watch Backend    @pending
    Watch Backend    @known
    Watch Backend    @unreachable    within=100ms
    Await Backend

Same Slug With Other Inputs
    [Documentation]    PASS
    Watch Backend    @paid-at-third    key=watched-one
    Watch Backend    @paid-at-third    key=watched-other
    Await Backend    @paid-at-third
    Watch Backend    @paid-at-third    key=watched-one
    &{fetched} =    Await Backend    @paid-at-third
    Should Be Equal    ${fetched}[asked]    ${4}

Awaited Again Is Reported Again
    [Documentation]    FAIL @pending failed: $.state should be "paid", was "pending"
    Watch Backend    @pending
    TRY
        Await Backend    @pending
    EXCEPT    @pending failed:*    type=glob
        No Operation
    END
    Await Backend    @pending

Needed Validation Runs In The Background
    [Documentation]    PASS
    VAR    ${word}    first
    Watch Backend    @needs-known
    VAR    ${word}    second
    &{fetched} =    Await Backend    @needs-known
    Should Be Empty    ${fetched}

Needed Validation Fails
    [Documentation]    FAIL @needs-pending error: needs @pending, which failed: $.state should be "paid", was "pending"
    Watch Backend    @needs-pending
    Await Backend    @needs-pending

Expression Sees The Variables Of The Start
    [Documentation]    PASS
    VAR    ${word}    pending
    Watch Backend    @satisfied
    VAR    ${word}    paid
    Await Backend    @satisfied

Request That May Not Be Repeated Is Sent Once
    [Documentation]    FAIL @posted failed: $.state should be "paid", was "pending"
    Watch Backend    @posted
    Await Backend    @posted

Secret Is Masked
    [Documentation]    PASS
    Watch Backend    @secret
    Wait Until Known
    Log    it is EUR

Failure Is Caught
    [Documentation]    PASS
    Watch Backend    @pending
    TRY
        Await Backend    @pending
    EXCEPT    @pending failed:*    type=glob
        Log    caught
    END
    Watch Backend    @pending
    Run Keyword And Expect Error    @pending failed: *    Await Backend    @pending

Never Watched
    [Documentation]    FAIL @pending is not watched; write \ Watch Backend \ \ \ @pending \ before this step
    Await Backend    @pending

Awaited After An Error At Its Start
    [Documentation]    PASS Backend warning: @order-paid error: \${order_id} is not set; add order_id=… to the step
    Watch Backend    @order-paid    on_error=warn
    &{fetched} =    Await Backend    @order-paid
    Should Be Empty    ${fetched}
    Log    after

Another Validation Is Watched
    [Documentation]    FAIL @pending-warn is not watched; did you mean "@pending"?
    Watch Backend    @pending    on_failure=warn
    Await Backend    @pending-warn

Nothing Watched
    [Documentation]    FAIL no watch to await; write \ Watch Backend \ \ \ @slug \ before this step
    Await Backend

In A User Keyword
    [Documentation]    PASS
    Watch In A Keyword
    Watch In A Keyword
    Log    after

In Control Structures
    [Documentation]    PASS
    FOR    ${number}    IN RANGE    2
        IF    True
            TRY
                Watch Backend    @known
                Wait Until Known
                Log    ${number}
            FINALLY
                No Operation
            END
        END
    END

In Run Keyword It Waits For The Next Boundary
    [Documentation]    PASS
    Watch Backend    @known
    Run Keywords    Wait Until Known    AND    Log    still nested
    Log    after

Returned From A Keyword At The Boundary
    [Documentation]    PASS
    Watch And Return
    Log    between
    Watch And Return
    Log    after

Failed Step Before The Boundary
    [Documentation]    PASS
    Watch Backend    @known
    TRY
        Run Keywords    Wait Until Known    AND    Fail    as it is to be
    EXCEPT
        Log    after
    END

Failed Test Does Not Wait
    [Documentation]    FAIL the test itself
    Watch Backend    @waits    key=failed-test
    Watch Backend    @known
    Wait Until Known    @known
    Fail    the test itself

Failed Test Shows What Was Known
    [Documentation]    FAIL STARTS: the test itself\n\nAlso when the test ended:\n@pending failed: $.state should be "paid", was "pending"\n
    Watch Backend    @pending
    Wait Until Known
    Fail    the test itself

Skipped Test Does Not Wait
    [Documentation]    SKIP as it is to be
    Watch Backend    @waits    key=skipped-test
    Watch Backend    @pending
    Wait Until Known    @pending
    Skip    as it is to be

Template
    [Documentation]    PASS
    [Template]    Watch Backend
    @known
    @paid-at-third    key=watched-template

Timeout In Await
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    Watch Backend    @waits    key=timeout-await
    Watch Backend    @hangs    key=timeout-await    within=10 min
    Await Backend

Timeout At The End
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    Watch Backend    @waits    key=timeout-end

Keyword Timeout In Await
    [Documentation]    FAIL Keyword timeout 500 milliseconds exceeded.
    Watch Backend    @hangs    key=timeout-keyword    within=10 min
    Await For A Moment

Next Test Is Not Affected
    [Documentation]    FAIL STARTS: no watch to await
    Await Backend


*** Keywords ***
Watch In A Keyword
    Watch Backend    @known
    Wait Until Known
    Log    in it

Watch And Return
    Watch Backend    @paid-at-third    key=watched-return
    Return When Known
    Log    not reached

Await For A Moment
    [Timeout]    500 milliseconds
    Await Backend    @hangs

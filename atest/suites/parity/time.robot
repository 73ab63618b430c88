*** Settings ***
Documentation       Each form of waiting in docs/explanation/comparison.md, and how it ends if the state is never reached.
Library             QuashLibrary    registry=../../registries/parity


*** Test Cases ***
Paid In Time
    [Documentation]    PASS
    @paid-in-time    key=${{uuid.uuid4().hex}}

Paid In Time Fails
    [Documentation]    FAIL STARTS: @paid-in-time failed: $.state should be "lost", was "paid"
    @paid-in-time    key=${{uuid.uuid4().hex}}    state=lost    within=1500ms

Paid With Backoff
    [Documentation]    PASS
    @paid-with-backoff    key=${{uuid.uuid4().hex}}

Paid With Backoff Fails
    [Documentation]    FAIL STARTS: @paid-with-backoff failed: $.state should be "lost", was "paid"
    @paid-with-backoff    key=${{uuid.uuid4().hex}}    state=lost    within=1500ms

Paid In Few Attempts
    [Documentation]    PASS
    @paid-in-few-attempts    key=${{uuid.uuid4().hex}}

Paid In Few Attempts Fails
    [Documentation]    FAIL REGEXP: @paid-in-few-attempts failed: .*gave up after 4 attempts.*
    @paid-in-few-attempts    key=${{uuid.uuid4().hex}}    state=lost

Ends At Terminal State
    [Documentation]    PASS
    @ends-at-terminal-state

Ends At Terminal State Fails
    [Documentation]    FAIL REGEXP: @ends-at-terminal-state failed: .*attempt 1, stopped early.*
    @ends-at-terminal-state    answer=lost-order

Posted Until It Exists
    [Documentation]    PASS
    @posted-until-there    key=${{uuid.uuid4().hex}}

Retried After Errors
    [Documentation]    PASS
    @asked-through-errors    key=${{uuid.uuid4().hex}}    status=503

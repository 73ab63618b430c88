*** Settings ***
Documentation       A validation does not pass, and the run continues.
Library             QuashLibrary    registry=../../registries/policies.yaml


*** Test Cases ***
Fail Is The Default
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    @fails
    Fail    not reached

Error Fails By Default
    [Documentation]    FAIL @errs error: connection refused by ${REFUSED}
    @errs
    Fail    not reached

Continue
    [Documentation]    FAIL @fails-continue failed: $.state should be "paid", was "pending"
    @fails-continue
    Log    reached

Continue At An Error
    [Documentation]    FAIL @errs-continue error: connection refused by ${REFUSED}
    @errs-continue
    Log    reached

Continue Twice
    [Documentation]    FAIL STARTS: Several failures occurred:\n\n1) @fails-continue failed: $.state should be "paid", was "pending"\n
    @fails-continue
    @errs-continue
    Log    reached

Warn
    [Documentation]    PASS Backend warning: @fails-warn failed: $.state should be "paid", was "pending"
    @fails-warn
    Log    reached

Warn If No Value Can Be Reserved
    [Documentation]    PASS Backend warning: @leases error: \${nobody} is not set; set it before this step
    @leases    on_error=warn
    Log    reached

Warn At An Error
    [Documentation]    PASS Backend warning: @errs-warn error: connection refused by ${REFUSED}
    @errs-warn
    Log    reached

Skip At An Error
    [Documentation]    SKIP @errs-skip error: connection refused by ${REFUSED}
    @errs-skip
    Fail    not reached

Connection Says Warn
    [Documentation]    PASS Backend warning: @fails-leniently failed: $.state should be "paid", was "pending"
    @fails-leniently
    Log    reached

Connection Says Skip At An Error
    [Documentation]    SKIP @errs-leniently error: ${nowhere_known} is not set; set it before this step
    @errs-leniently
    Fail    not reached

Validation Wins Over Connection
    [Documentation]    FAIL @fails-strictly failed: $.state should be "paid", was "pending"
    @fails-strictly
    Fail    not reached

Call Wins Over Connection
    [Documentation]    FAIL @fails-leniently failed: $.state should be "paid", was "pending"
    @fails-leniently    on_failure=continue
    Log    reached

Call Says Continue
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    @fails    on_failure=continue
    Log    reached

Call Says Warn
    [Documentation]    PASS Backend warning: @fails failed: $.state should be "paid", was "pending"
    Validate Backend    @fails    on_failure=warn
    Log    reached

Call Says Fail
    [Documentation]    FAIL @fails-warn failed: $.state should be "paid", was "pending"
    Validate Backend    @fails-warn    on_failure=fail
    Fail    not reached

Call Says Skip At An Error
    [Documentation]    SKIP @errs error: connection refused by ${REFUSED}
    Fetch Backend Value    @errs    value=$.x    on_error=skip
    Fail    not reached

Call Says Warn At An Error
    [Documentation]    PASS Backend warning: @errs error: connection refused by ${REFUSED}
    Fetch Into Variable    ${value}    @errs    value=$.x    on_error=warn
    Should Be Equal    ${value}    ${None}

Policy Of A Failure Does Not Apply To An Error
    [Documentation]    FAIL @errs error: connection refused by ${REFUSED}
    @errs    on_failure=warn
    Fail    not reached

Unknown Policy
    [Documentation]    FAIL REGEXP: .*'on_failure'.* got value 'ignore'.*'fail', 'continue', 'warn'.*'stop'.*
    @fails    on_failure=ignore

Skip Is Not A Policy For A Failure
    [Documentation]    FAIL REGEXP: .*'on_failure'.* got value 'skip'.*
    @fails    on_failure=skip

Strictest Policy Of Several Wins
    [Documentation]    FAIL 3 of 4 validations failed: @fails-warn, @fails, @errs-skip
    Validate Backend    @fails-warn    @holds    @fails    @errs-skip
    Fail    not reached

All Of Several Warn
    [Documentation]    PASS Backend warning: @fails-warn failed: $.state should be "paid", was "pending"
    ...    Backend warning: @errs-warn error: connection refused by ${REFUSED}
    Validate Backend    @fails-warn    @holds    @errs-warn
    Log    reached

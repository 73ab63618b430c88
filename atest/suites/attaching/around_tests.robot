*** Settings ***
Documentation       Validations attached to tests, by the registry and by tags.
Library             Till.py
Library             QuashLibrary    registry=../../registries/attaching/tests.yaml


*** Variables ***
${ORDERED}          nothing


*** Test Cases ***
Both
    [Documentation]    PASS
    [Tags]    bothered
    Do    something

With Values Of The Test
    [Documentation]    PASS
    [Tags]    ordered
    VAR    ${ORDERED}    tea    scope=TEST
    Do    order

Before Fails
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    hopeless
    [Setup]    Do    setup
    Do    not reached
    [Teardown]    Done Should Be    setup

After Fails
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    lost
    Do    order
    [Teardown]    Run Keyword If Test Failed    Done Should Be    order

After Warns
    [Documentation]    PASS Backend warning: @fails failed: $.state should be "paid", was "pending"
    [Tags]    warned
    Do    order

After Skips
    [Documentation]    SKIP @errs error: connection refused by ${REFUSED}
    [Tags]    skipping
    Do    order

Failed Already
    [Documentation]    FAIL broken
    [Tags]    lost
    Fail    broken

Failed And Continued
    [Documentation]    FAIL STARTS: Several failures occurred:\n\n1) broken\n\n2) @fails failed
    [Tags]    lost
    Run Keyword And Continue On Failure    Fail    broken

Failed In Its Setup
    [Documentation]    FAIL STARTS: Setup failed:\nbroken
    [Tags]    bothered
    [Setup]    Fail    broken
    No Operation

Skipped Already
    [Documentation]    SKIP no need
    [Tags]    lost
    Skip    no need

Never Run
    [Documentation]    SKIP Test skipped using 'robot:skip' tag.
    [Tags]    hopeless    robot:skip
    Do    not reached

Passed Early
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    lost
    Pass Execution    all done
    Do    not reached

Passed Early And Continues
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    lasting
    Pass Execution    all done
    Do    not reached

Passed Early And Warned
    [Documentation]    PASS REGEXP: all done\nBackend warning: @fails failed.*
    [Tags]    warned
    Pass Execution    all done
    Do    not reached

Passed Early And Skips
    [Documentation]    SKIP @errs error: connection refused by ${REFUSED}
    [Tags]    skipping
    Pass Execution    all done

Empty
    [Documentation]    FAIL Test cannot be empty.
    [Tags]    bothered

Rows
    [Documentation]    PASS
    [Tags]    bothered
    [Template]    Do
    one
    two

By Tags
    [Documentation]    PASS
    [Tags]    before:@holds    both:@holds
    Do    something

By A Tag Before
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    before:@fails
    Do    not reached
    [Teardown]    Done Should Be

By A Tag After
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    After: @fails
    Do    order

By A Tag With A Variable
    [Documentation]    PASS
    [Tags]    before:@${{'holds'}}
    Do    order

By A Tag With Inputs Of The Test
    [Documentation]    PASS
    [Tags]    after:@said
    VAR    ${word}    tea
    Do    order

Unknown Tag
    [Documentation]    FAIL REGEXP: Tag before:@hold: No validation named @hold in .*tests\\.yaml\\. Did you mean @holds\\?
    [Tags]    before:@hold
    Do    not reached

Another Tag
    [Documentation]    PASS
    [Tags]    before:noon    after: lunch
    Do    order

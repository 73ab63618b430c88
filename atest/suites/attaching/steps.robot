*** Settings ***
Documentation       Attached validations behave like written steps.
Library             Till.py    AS    Shop Till
Resource            tea_order.resource
Library             QuashLibrary    registry=../../registries/attaching/steps.yaml    AS    Backend


*** Variables ***
${WORD}             tea
${PIN}              4711-0815
&{NOTED}            word=tea    cup=small
${PAY_BUTTON}       xpath=//*[@text="Pay now"]


*** Test Cases ***
Holds
    [Documentation]    PASS
    Do    holds
    Done Should Be    holds

Fails
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    fails
    Do    not reached

Continues And Ends Failed
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    continues
    Do    reached

Warns
    [Documentation]    PASS Backend warning: @fails failed: $.state should be "paid", was "pending"
    Do    warns

Skips
    [Documentation]    SKIP @errs error: connection refused by ${REFUSED}
    Do    skips
    Do    not reached

Errs
    [Documentation]    FAIL @errs error: connection refused by ${REFUSED}
    Do    errs

Step That Fails Has Nothing After It
    [Documentation]    FAIL holds is broken
    Do    holds    break

Before Prevents The Step
    [Documentation]    PASS
    TRY
        Do    not
    EXCEPT    @fails failed*    type=GLOB
        Done Should Be
    END

Before Fails The Test
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    not

Before That Continues Lets The Step Run
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    late
    Done Should Be    late

Before Skips
    [Documentation]    SKIP @errs error: connection refused by ${REFUSED}
    Do    skipped

Before That Holds
    [Documentation]    PASS
    Do    allowed
    Done Should Be    allowed

Caught
    [Documentation]    PASS
    TRY
        Do    fails
        Do    not reached
    EXCEPT    @fails failed*    type=GLOB
        Done Should Be    fails
    END

Several In Their Order
    [Documentation]    PASS
    Do    several

Inputs Have Their Current Values
    [Documentation]    FAIL @said failed: $.query.word should be "tea", was "cup"
    Do    gives    anything
    VAR    ${WORD}    cup    scope=TEST
    Do    gives    anything

Input From A Fetched Value
    [Documentation]    PASS
    @said    cup    expected=cup
    Do    fetched

Secret Input
    [Documentation]    PASS
    Do    secret

Input That Is Not Set
    [Documentation]    FAIL @said error: \${nobody_sets_it} is not set; set it before this step (input word of attach)
    Do    unknown

Input That Is Not Set Warns
    [Documentation]    PASS REGEXP: Backend warning: @said error: \\$.nobody_sets_it. is not set.*
    Do    unknown but warned

Number That Is Not Set
    [Documentation]    FAIL STARTS: @counted error: \${nobody_sets_it} is not set; set it
    Do    uncounted

Assigned
    [Documentation]    PASS
    ${what} =    Do    holds
    Should Be Equal    ${what}    holds

In A Loop Nothing Accumulates
    [Documentation]    PASS
    FOR    ${number}    IN RANGE    3
        Do    holds
    END
    WHILE    True    limit=2    on_limit=pass
        IF    True    Do    holds
    END

In User Keywords Nothing Accumulates
    [Documentation]    PASS
    Do It In A Keyword
    Do It In A Keyword

Any Spelling
    [Documentation]    PASS
    do    by any name
    Shop Till.D_o    by any name
    Given do    by any name

Locator By A Variable
    [Documentation]    PASS
    Do    ${PAY_BUTTON}
    Do    xpath=//*[@text="Pay now"]    more

Embedded Arguments
    [Documentation]    PASS
    Do All things At Once

Embedded Arguments After Given
    [Documentation]    PASS
    Given Pour tea For Ada
    When Shop Till.Pour tea For Ben
    Then Drink it At Once

Named Arguments In Any Order
    [Documentation]    PASS
    Note    cup=small    word=tea
    Note    &{NOTED}
    Note    word=tea    cup=${{'small'}}
    Do    what=in a cup    again=yes

After A User Keyword
    [Documentation]    PASS
    Order Tea

Before A User Keyword
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Never Ordered

Before A User Keyword Skips
    [Documentation]    SKIP @errs error: connection refused by ${REFUSED}
    Skipped Order

User Keyword By The Name Of Its File
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Order By Its File

Tagged
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    careful-one
    Do    tagged

Tagged By And Not
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    careful-one
    Do    tagged too

Tagged Otherwise
    [Documentation]    PASS
    [Tags]    careful-one    careless
    Do    tagged
    Do    tagged too

Named Only This
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    named

Named Otherwise
    [Documentation]    PASS
    Do    named

In This Suite
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    in suite

In Another Suite
    [Documentation]    PASS
    Do    elsewhere

Written Steps Trigger, Attached Ones Do Not
    [Documentation]    PASS
    @holds

Steps That Are Not Run Trigger Nothing
    [Documentation]    PASS
    IF    False
        Do    fails
        Do    not
    END

Template
    [Documentation]    FAIL STARTS: @fails failed: $.state should be "paid", was "pending"
    [Template]    Do
    holds
    fails
    holds

Setup
    [Documentation]    FAIL STARTS: Setup failed:\n@fails failed: $.state should be "paid", was "pending"
    [Setup]    Do    fails
    Do    not reached

Setup That Skips
    [Documentation]    SKIP @errs error: connection refused by ${REFUSED}
    [Setup]    Do    skips
    Do    not reached

Setup That Continues
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Setup]    Do    continues
    Do    reached

Setup That Is Prevented
    [Documentation]    FAIL STARTS: Setup failed:\n@fails failed: $.state should be "paid", was "pending"
    [Setup]    Do    not
    Do    not reached

Teardown
    [Documentation]    FAIL STARTS: Teardown failed:\n@fails failed: $.state should be "paid", was "pending"
    No Operation
    [Teardown]    Do    fails

Setup Of A Keyword
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    With A Setup

Run Keyword
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Run Keyword    Do    fails
    Do    not reached

Run Keyword That Continues
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Run Keyword    Do    continues
    Do    reached

Run Keyword That Continues And Is Skipped
    [Documentation]    SKIP REGEXP: .*\\n\\nOriginal failure:\\n@fails failed: .*
    [Tags]    robot:skip-on-failure
    Run Keyword    Do    continues
    Do    reached

Run Keyword And Ignore Error
    [Documentation]    PASS
    ${status}    ${message} =    Run Keyword And Ignore Error    Do    fails
    Should Be Equal    ${status}    FAIL
    Should Start With    ${message}    @fails failed

Run Keywords
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Run Keywords    Do    holds    AND    Do    fails    AND    Do    not reached

Run Keyword And Prevented
    [Documentation]    PASS
    Run Keyword And Expect Error    @fails failed*    Do    not
    Done Should Be

Wait Until It Fails Once
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    TRY
        Wait Until Keyword Succeeds    5x    10ms    Do    fails
    FINALLY
        Done Should Be    fails
    END

Wait Until A Keyword With Steps
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    TRY
        Wait Until Keyword Succeeds    5x    10ms    Do Two Steps
    FINALLY
        Done Should Be    fails    second
    END

Wait Until All Steps Of A Try Have Run
    [Documentation]    FAIL @said failed: $.query.word should be "tea", was "cup"
    VAR    ${WORD}    cup    scope=TEST
    Wait Until Keyword Succeeds    5x    10ms    Give A Cup And Tea

Wait Until A Later Try Is Better
    [Documentation]    PASS
    VAR    ${tries}    ${0}    scope=TEST
    VAR    ${WORD}    cup    scope=TEST
    Wait Until Keyword Succeeds    5x    10ms    Give Tea At The Second Time

Wait Until It Warns
    [Documentation]    PASS Backend warning: @fails failed: $.state should be "paid", was "pending"
    Wait Until Keyword Succeeds    5x    10ms    Do    warns
    Done Should Be    warns

Wait Until Before Continues
    [Documentation]    FAIL REGEXP: @fails failed: (?!.*@fails failed).*
    VAR    ${tries}    ${0}    scope=TEST
    Wait Until Keyword Succeeds    5x    10ms    Do At The Third Time

Wait Until It Is Allowed
    [Documentation]    FAIL REGEXP: Keyword 'Do' failed after retrying 3 times.* @fails failed: .*
    TRY
        Wait Until Keyword Succeeds    3x    10ms    Do    not
    FINALLY
        Done Should Be
    END


*** Keywords ***
Do It In A Keyword
    Do    holds

Order Tea
    Do    tea

Never Ordered
    [Setup]    Fail    not reached
    Fail    not reached

Skipped Order
    Fail    not reached

With A Setup
    [Setup]    Do    fails
    Do    not reached

Do At The Third Time
    VAR    ${tries}    ${tries + 1}    scope=TEST
    Do    late
    IF    ${tries} < 3    Fail    not yet

Drink ${what} At Once
    No Operation

Give A Cup And Tea
    Do    gives    a cup
    VAR    ${WORD}    tea    scope=TEST
    Do    gives    tea

Give Tea At The Second Time
    VAR    ${tries}    ${tries + 1}    scope=TEST
    IF    ${tries} == 2
        VAR    ${WORD}    tea    scope=TEST
    END
    Do    gives    anything
    IF    ${tries} < 2    Fail    not yet

Do Two Steps
    Do    fails
    Do    second

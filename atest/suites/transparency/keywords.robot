*** Settings ***
Documentation       Ways to run keywords, their setups, teardowns and timeouts.
Suite Setup         Setup With Steps    suite
Suite Teardown      Run Keywords    Log    one    AND    Log    two
Test Setup          Log    setup of ${TEST NAME}
Test Teardown       Log    teardown ${TEST STATUS} ${TEST MESSAGE}
Keyword Tags        of file


*** Test Cases ***
Run Keyword
    Run Keyword    Log    x
    ${name} =    Set Variable    Log
    Run Keyword    ${name}    y
    Run Keyword    User Keyword    z

Run Keywords
    Run Keywords    Log    a    AND    User Keyword    b    AND    No Operation
    Run Keywords    No Operation    Setup With Steps

Run Keyword If And Unless
    Run Keyword If    True    Log    a    ELSE    Log    b
    Run Keyword If    False    Log    a    ELSE IF    True    Log    b    ELSE    Log    c
    Run Keyword Unless    False    Log    x

Run Keyword And Return
    ${value} =    Returns By Run Keyword
    Log    ${value}

Run Keyword And Return Status
    ${passed} =    Run Keyword And Return Status    Fail
    ${status}    ${message} =    Run Keyword And Ignore Error    Fail    why
    ${message} =    Run Keyword And Expect Error    REGEXP:w.*    Fail    why
    Log Many    ${passed}    ${status}    ${message}

Expected Error Does Not Come
    Run Keyword And Expect Error    x    No Operation

Run Keyword And Warn On Failure
    Run Keyword And Warn On Failure    Fail    warned

Continue On Failure
    Run Keyword And Continue On Failure    Fail    first
    Run Keyword And Continue On Failure    User Keyword That Fails
    Fail    last

Tag Continue On Failure
    [Tags]    robot:continue-on-failure
    Fail    one
    Fail    two
    Log    three

Tag Recursive Continue
    [Tags]    robot:recursive-continue-on-failure
    User Keyword That Fails
    User Keyword That Fails

Repeat Keyword
    Repeat Keyword    3 times    Log    again
    Repeat Keyword    0    Fail    not run

Wait Until Keyword Succeeds
    VAR    ${tries}    ${0}    scope=TEST
    Wait Until Keyword Succeeds    5x    1ms    Third Try

Wait Until Keyword Fails
    Wait Until Keyword Succeeds    3x    1ms    Fail    never

Run Keyword If Test Failed
    Fail    on purpose
    [Teardown]    Run Keywords    Run Keyword If Test Failed    Log    failed    AND
    ...    Run Keyword If Test Passed    Fail    not run    AND
    ...    Run Keyword If Timeout Occurred    Fail    not run

Unknown Keyword
    No Such Keyword    x

Unknown Keyword In Run Keyword
    Run Keyword    No Such Keyword

Wrong Number Of Arguments
    Log

Wrong Named Argument
    User Keyword    a    nosuch=b

Unknown Variable
    Log    ${no such}

Embedded Arguments
    I have "3" apples and "käse"
    User "anna" logs in
    ${name} =    Set Variable    bert
    User "${name}" logs in
    Given user "carl" logs in
    When I have "1" apples and "x"

Embedded With Pattern
    Select dog from list
    Select dogcat from list

Embedded And Normal Arguments
    Number 7 of    ten    named=x

Bdd Prefixes
    Given User Keyword    a
    And Log    b
    Then No Operation

Recursion
    Recursive    ${5}

Endless Recursion
    Endless

User Keyword Setup And Teardown
    With Setup And Teardown
    Teardown That Fails

Setup Fails
    [Setup]    Fail    setup
    Fail    not run

Teardown Fails
    No Operation
    [Teardown]    Fail    teardown

Both Fail
    Fail    body
    [Teardown]    Run Keywords    Fail    one    AND    Fail    two

Setup And Teardown None
    [Setup]    NONE
    No Operation
    [Teardown]    NONE

Setup With Unknown Keyword
    [Setup]    No Such Keyword
    No Operation

Test Timeout
    [Timeout]    50ms
    Sleep    5s

Test Timeout Not Reached
    [Timeout]    1 hour
    Log    quick

Keyword Timeout
    Slow Keyword

Keyword Timeout In Try
    TRY
        Slow Keyword
    EXCEPT    AS    ${error}
        Log    ${error}
    END

Invalid Timeout
    [Timeout]    odd
    No Operation

Timeout With Many Messages
    [Timeout]    1 minute
    FOR    ${index}    IN RANGE    200
        Log    ${index}
    END

Skip
    Skip    because

Skip If
    Skip If    True    condition
    Fail    not run

Skip In Setup
    [Setup]    Skip    in setup
    Fail    not run

Skip In Teardown
    No Operation
    [Teardown]    Skip    in teardown

Skip By Tag
    [Tags]    robot:skip
    Fail    not run

Skip On Failure
    [Tags]    robot:skip-on-failure
    Fail    becomes a skip

Excluded
    [Tags]    robot:exclude
    Fail    not run

Pass Execution
    Pass Execution    enough    new tag    -old
    Fail    not run

Pass Execution In A Keyword
    Passes
    Fail    not run

Fail With Tags
    Fail    message    added    -robot:*

Private Keyword
    Private

Template
    [Template]    Should Be Equal
    1    1
    1    2
    a    a

Template With Embedded
    [Template]    User "${name}" logs in
    anna
    bert

Template With A Loop
    [Template]    Log Many
    FOR    ${item}    IN    1    2
        ${item}    x
    END

Template With A Failure In A Loop
    [Template]    Should Be Equal
    FOR    ${item}    IN    1    2
        ${item}    1
    END
    IF    True
        3    4
    END

Template With Skips
    [Template]    Run Keyword
    Skip    one
    No Operation

Defaults And Varargs
    Many Arguments    a
    Many Arguments    a    b    c    d    e=f
    Many Arguments    a    only=b    free=c

Typed Python Keyword
    Sleep    0
    Convert To Integer    x

Deprecated Keyword
    Old Keyword

Error In Arguments
    Run Keyword And Ignore Error    Bad Default

Not Run After A Failure
    Fail    first
    FOR    ${item}    IN    a
        Log    not run
    END
    IF    True    Log    not run
    TRY
        No Operation
    EXCEPT
        No Operation
    END
    VAR    ${x}    1
    User Keyword    not run

Set Log Level
    ${old} =    Set Log Level    TRACE
    User Keyword    traced
    Log    trace    TRACE
    Set Log Level    NONE
    Log    not seen
    User Keyword    not seen
    Set Log Level    WARN
    Log    not seen
    Log    seen    WARN
    Set Log Level    ${old}
    Reset Log Level

Variables Of Robot
    Log Many    ${TEST NAME}    ${TEST TAGS}    ${SUITE NAME}    ${PREV TEST NAME}    ${PREV TEST STATUS}
    Log Many    ${LOG LEVEL}    ${SUITE METADATA}    ${CURDIR}    ${/}    ${SPACE * 3}    ${EMPTY}

Get Variables
    Get Variables    no_decoration=True
    Log    ${{sorted(robot.libraries.BuiltIn.BuiltIn().get_variables())}}

Set Variables
    Set Test Variable    ${a test}    1
    Set Suite Variable    ${a suite}    2
    Set Global Variable    ${a global}    3
    Set Local Variable    ${a local}    4
    Variable Should Exist    ${a test}
    Run Keyword And Expect Error    *    Variable Should Not Exist    ${a suite}

Evaluate
    ${value} =    Evaluate    [x for x in range(3)]
    ${other} =    Evaluate    math.pi
    Log    ${value} ${other} ${{1 + 1}}
    Evaluate    1 / 0

Should Keywords
    Run Keyword And Continue On Failure    Should Be Equal    a    b    msg=custom
    Run Keyword And Continue On Failure    Should Contain    abc    x
    Run Keyword And Continue On Failure    Should Be Equal    a\nb\nc    a\nx\nc
    Run Keyword And Continue On Failure    Should Match Regexp    abc    ^x
    Run Keyword And Continue On Failure    Length Should Be    abc    2

Call Method And Import
    Call Method    ${{[1]}}    append    2
    Comment    nothing    at all
    Log Variables    TRACE
    Set Library Search Order    BuiltIn
    ${time} =    Get Time    epoch    2026-01-01 00:00:00
    Keyword Should Exist    Log


*** Keywords ***
Setup With Steps
    [Arguments]    ${text}=default
    Log    ${text}
    User Keyword    from a setup

User Keyword
    [Documentation]    First line.
    ...
    ...    More.
    [Tags]    tag of keyword
    [Arguments]    ${text}
    Log    ${text}

User Keyword That Fails
    Fail    in a keyword
    Log    not run

Returns By Run Keyword
    Run Keyword And Return    Set Variable    returned
    Fail    not run

Third Try
    VAR    ${tries}    ${tries + 1}    scope=TEST
    Should Be Equal    ${tries}    ${3}

I have "${number}" apples and "${thing}"
    Log    ${number} ${thing}

User "${name}" logs in
    Log    ${name}

Select ${animal:dog|cat} from list
    Log    ${animal}

Number ${number} of
    [Arguments]    ${what}    ${named}=1
    Log    ${number} ${what} ${named}

Recursive
    [Arguments]    ${depth}
    IF    ${depth} > 0    Recursive    ${depth - 1}

Endless
    Endless

With Setup And Teardown
    [Setup]    Log    setup
    Log    body
    [Teardown]    Log    teardown ${KEYWORD STATUS} ${KEYWORD MESSAGE}

Teardown That Fails
    Log    body
    [Teardown]    Fail    teardown of a keyword

Slow Keyword
    [Timeout]    50ms
    Sleep    5s

Passes
    Pass Execution    from a keyword

Private
    [Tags]    robot:private
    No Operation

Many Arguments
    [Arguments]    ${first}    ${second}=${first}    @{more}    ${only}=x    &{free}
    Log Many    ${first}    ${second}    @{more}    ${only}    &{free}

Old Keyword
    [Documentation]    *DEPRECATED!* Use another one.
    No Operation

Bad Default
    [Arguments]    ${x}=${no such}
    Log    ${x}

*** Settings ***
Documentation       Runs with all kinds of options.
Metadata            Version    1
Test Tags           all


*** Variables ***
${GIVEN}            default


*** Test Cases ***
Passes
    [Tags]    good
    Log    message
    Log    remove me
    Log    ${GIVEN}

Logs Levels
    Log    trace    TRACE
    Log    debug    DEBUG
    Log    warn    WARN

Fails
    [Tags]    bad
    Log    message
    Fail    on purpose

Fails In A Loop
    [Tags]    bad
    FOR    ${item}    IN    1    2    3
        Log    ${item}
    END
    WHILE    True    limit=2    on_limit=pass
        Log    x
    END
    Wait Until Keyword Succeeds    2x    1ms    Fail    never

Skips
    Skip    because

Nested
    [Tags]    good
    Outer    a

Fatal
    [Tags]    fatal
    Fatal Error    stop here

After Fatal
    Log    x

Unknown
    No Such Keyword


*** Keywords ***
Outer
    [Arguments]    ${x}
    Inner    ${x}
    RETURN    ${x}

Inner
    [Arguments]    ${x}
    [Tags]    inner
    Log    ${x}

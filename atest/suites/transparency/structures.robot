*** Settings ***
Documentation       Every control structure, passing, failing and not run.


*** Variables ***
@{LETTERS}          a    b    c
&{PAIRS}            x=1    y=2


*** Test Cases ***
For In
    FOR    ${letter}    IN    @{LETTERS}    d
        Log    ${letter}
    END

For In Several Variables
    FOR    ${a}    ${b}    IN    1    2    3    4
        Log    ${a} ${b}
    END

For In Wrong Number
    FOR    ${a}    ${b}    IN    1    2    3
        Log    ${a} ${b}
    END

For In Dictionary
    FOR    ${key}    ${value}    IN    &{PAIRS}
        Log    ${key}=${value}
    END

For In Range
    FOR    ${number}    IN RANGE    1    10    4
        Log    ${number}
    END

For In Enumerate
    FOR    ${index}    ${item}    IN ENUMERATE    @{LETTERS}    start=5
        Log    ${index}: ${item}
    END

For In Zip
    FOR    ${a}    ${b}    IN ZIP    ${LETTERS}    ${{[1, 2]}}    mode=LONGEST    fill=-
        Log    ${a}${b}
    END

For In Zip Strict
    FOR    ${a}    ${b}    IN ZIP    ${LETTERS}    ${{[1, 2]}}    mode=STRICT
        Log    ${a}${b}
    END

For Without Values
    FOR    ${item}    IN    @{EMPTY}
        Fail    not run
    END

For That Fails
    FOR    ${item}    IN    @{LETTERS}
        IF    '${item}' == 'b'    Fail    at b
    END

For With Continuable Failures
    FOR    ${item}    IN    @{LETTERS}
        Run Keyword And Continue On Failure    Fail    ${item}
    END

For With Break And Continue
    FOR    ${item}    IN    @{LETTERS}
        IF    '${item}' == 'a'    CONTINUE
        IF    '${item}' == 'b'    BREAK
        Fail    not run
    END

For With Old Exits
    FOR    ${item}    IN    @{LETTERS}
        Continue For Loop If    '${item}' == 'a'
        Exit For Loop If    '${item}' == 'b'
        Fail    not run
    END
    FOR    ${item}    IN    @{LETTERS}
        Run Keyword If    '${item}' == 'b'    Exit For Loop
        Continue For Loop
    END

Nested Loops
    FOR    ${a}    IN    1    2
        FOR    ${b}    IN    x    y
            WHILE    True
                BREAK
            END
            Log    ${a}${b}
        END
    END

For Invalid
    FOR    ${item}    IN NOTHING    a
        Log    ${item}
    END

For Unknown Variable
    FOR    ${item}    IN    ${no such}
        Log    ${item}
    END

While
    VAR    ${count}    ${0}
    WHILE    $count < 3
        VAR    ${count}    ${count + 1}
    END

While Limit
    WHILE    True    limit=3
        No Operation
    END

While Limit Passes
    WHILE    True    limit=3    on_limit=pass    on_limit_message=enough
        No Operation
    END

While Limit With A Message
    WHILE    True    limit=2 times    on_limit=fail    on_limit_message=too much
        No Operation
    END

While Time Limit
    WHILE    True    limit=1 hour
        BREAK
    END

While Not Run
    WHILE    False
        Fail    not run
    END

While Without Condition
    WHILE    limit=1    on_limit=pass
        No Operation
    END

While Bad Condition
    WHILE    no such name
        No Operation
    END

While Bad Limit
    WHILE    True    limit=odd
        No Operation
    END

While That Fails
    WHILE    True
        Fail    inside
    END

If
    IF    True    Log    yes

If Else
    IF    False
        Fail    not run
    ELSE IF    1 > 0
        Log    else if
    ELSE
        Fail    not run
    END

If Assigns
    ${value} =    IF    False    Set Variable    a    ELSE    Set Variable    b
    ${none} =    IF    False    Set Variable    a
    Log Many    ${value}    ${none}

If Bad Condition
    IF    no such name    Log    x

If That Fails
    IF    True
        Fail    in a branch
        Log    not run
    END

If Invalid
    IF    True
        Log    no end

Try Except
    TRY
        Fail    message
    EXCEPT    message
        Log    handled
    END

Try Patterns
    FOR    ${type}    ${pattern}    IN    GLOB    mes*    REGEXP    mess.*    START    mes    LITERAL    message
        TRY
            Fail    message
        EXCEPT    other    ${pattern}    type=${type}    AS    ${error}
            Log    ${error}
        END
    END

Try Else Finally
    TRY
        No Operation
    EXCEPT
        Fail    not run
    ELSE
        Log    else
    FINALLY
        Log    finally
    END

Try Not Handled
    TRY
        Fail    message
    EXCEPT    other
        Fail    not run
    ELSE
        Fail    not run
    FINALLY
        Log    finally
    END

Try Failing Except
    TRY
        Fail    first
    EXCEPT    first
        Fail    second
    END

Try Failing Finally
    TRY
        Fail    first
    FINALLY
        Fail    finally
    END

Try Failing Else
    TRY
        No Operation
    EXCEPT
        Fail    not run
    ELSE
        Fail    else
    FINALLY
        No Operation
    END

Try Nested
    TRY
        TRY
            Fail    inner
        EXCEPT    other
            Fail    not run
        END
    EXCEPT    inner
        Log    outer
    END

Try Bad Type
    TRY
        Fail    message
    EXCEPT    x    type=odd
        Fail    not run
    END

Try With Continuable Failures
    TRY
        Run Keyword And Continue On Failure    Fail    one
        Fail    two
    EXCEPT    AS    ${error}
        Log    ${error}
    END

Try With Break In A Loop
    FOR    ${item}    IN    @{LETTERS}
        TRY
            Fail    x
        EXCEPT
            IF    '${item}' == 'b'    BREAK
            CONTINUE
        FINALLY
            Log    ${item}
        END
    END

Var Scopes
    VAR    ${local}    local
    VAR    ${test}    test    scope=TEST
    VAR    ${suite}    suite    scope=SUITE
    VAR    ${suites}    suites    scope=SUITES
    VAR    ${global}    global    scope=GLOBAL
    VAR    @{list}    a    b
    VAR    &{dict}    a=1    b=2
    VAR    ${joined}    a    b    separator=-
    Log Many    ${local}    ${test}    ${suite}    ${suites}    ${global}    ${list}    ${dict}    ${joined}

Var Scopes Afterwards
    Log Many    ${suite}    ${suites}    ${global}
    Log    ${test}

Var Bad Scope
    VAR    ${x}    1    scope=odd

Var Unknown Value
    VAR    ${x}    ${no such}

Return
    ${value} =    Returns    early
    Log    ${value}
    ${value} =    Returns From A Loop
    Log    ${value}
    ${value} =    Returns The Old Way
    Log    ${value}

Return In A Test
    RETURN    value

Break Outside
    BREAK

Syntax Error
    ELSE

Empty Body

Assignments
    ${a}    ${b} =    Set Variable    ${{[1, 2]}}
    ${first}    @{rest} =    Set Variable    ${LETTERS}
    &{dict} =    Create Dictionary    a=1
    ${dict}[b] =    Set Variable    2
    ${dict.c} =    Set Variable    3
    Log Many    ${a}    ${b}    ${first}    ${rest}    ${dict}

Assignment Of Wrong Number
    ${a}    ${b} =    Set Variable    ${LETTERS}

Assignment Of A Failure
    ${status}    ${value} =    Run Keyword And Ignore Error    Fail    why
    ${x} =    Fail    not assigned


*** Keywords ***
Returns
    [Arguments]    ${value}
    IF    True    RETURN    ${value}
    Fail    not run

Returns From A Loop
    FOR    ${letter}    IN    @{LETTERS}
        IF    '${letter}' == 'b'    RETURN    ${letter}
    END

Returns The Old Way
    Return From Keyword If    True    old    way
    Fail    not run

*** Settings ***
Documentation       Secrets on every way into a log. The documentation of its tests is masked as well.
Library             AppiumLibrary
Library             QuashLibrary    registry=../../registries/secrets.yaml
Test Setup          Open Application    ${APPIUM_URL}    &{PHONE}
Test Teardown       Close All Applications


*** Test Cases ***
Literal Secret
    [Documentation]    PASS STARTS: Backend warning: @secret-input failed
    @secret-input    written/out secret+1    on_failure=warn
    Validate Backend    @secret-input    secret=written/out secret+1    on_failure=warn
    Log    written/out secret+1
    TRY
        Run Keyword    Log    written/out secret+1
    FOR    ${each}    IN    written/out secret+1    two written/out secret+1
        Log    ${each}
    END
    VAR    ${own}    written/out secret+1    two written/out secret+1    separator=;
    ${returned} =    Returns What Is Secret
    FINALLY
        No Operation
    END

Bearer Token
    [Documentation]    FAIL STARTS: @bearer failed: $.method should be "PUT", was "GET"
    @bearer

Basic Password
    [Documentation]    FAIL STARTS: @basic failed: $.method should be "PUT", was "GET"
    @basic

Key In Header
    [Documentation]    FAIL STARTS: @key-in-header failed: $.method should be "PUT", was "GET"
    @key-in-header

Key In Query
    [Documentation]    FAIL STARTS: @key-in-query failed: $.method should be "PUT", was "GET"
    @key-in-query

Key In Query Of An Exchange That Fails
    [Documentation]    FAIL STARTS: @refused error: connection refused by ${REFUSED}
    @refused

Environment Variable In A Text
    [Documentation]    FAIL STARTS: @in-text failed: $.method should be "PUT", was "GET"
    @in-text

Secret Input
    [Documentation]    FAIL STARTS: @secret-input failed: $.method should be "PUT", was "POST"
    @secret-input    secret=%{SECRET_INPUT}

Known Secret In Another Library
    [Documentation]    FAIL STARTS: ***
    Fail    %{SECRET_BEARER} and %{SECRET_PASSWORD} and %{SECRET_QUERY_KEY}

Code That Is Typed
    [Documentation]    FAIL STARTS: @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Fetch Into Variable    ${otp}    @otp
    Input Text    ${UI.email}    ${otp}
    @order-pending

Code In A Response That Fails
    [Documentation]    FAIL STARTS: @otp-not-sent failed: $.sent should be false, was true
    @otp-not-sent

Code In Messages Of Other Libraries
    [Documentation]    PASS Code ***
    ${otp} =    Fetch Backend Value    @otp
    Log    ${otp}
    Log    The code is "${otp}"    WARN
    Log    <b>${otp}</b>    html=True
    Log Many    ${otp}    ${{{'code': $otp}}}
    Set Test Variable    ${CODE}    ${otp}
    Set Suite Variable    ${SUITE CODE}    ${otp}
    VAR    ${var}    ${otp}    scope=TEST
    ${encoded} =    Evaluate    base64.b64encode($otp.encode()).decode()    modules=base64
    Log    ${encoded}
    ${status} =    Run Keyword And Return Status    Should Be Equal    ${otp}    000000
    Log Variables
    Set Test Message    Code ${otp}

Code In The Description Of A Test
    [Documentation]    PASS
    ${otp} =    Fetch Backend Value    @otp
    Set Tags    ${otp}    code-${otp}
    Set Test Documentation    Code ${otp}\n\nPASS
    Set Suite Documentation    (${otp})    append=yes
    Set Suite Metadata    Code    ${otp}

Token That Is Truncated In Messages
    [Documentation]    FAIL STARTS: @token-is-wrong failed: $.state should start with
    ${token} =    Fetch Backend Value    @token
    Set Test Variable    ${KEPT}    ${token}
    VAR    ${other}    ${token}
    Log    ${token}
    Log Variables
    Run Keyword And Ignore Error    Should Be Equal    ${token}    other
    Run Keyword And Ignore Error    Should Be Equal    x${token}    ${token}y
    FOR    ${part}    IN    ${token}
        Log    ${part}
    END
    @token-is-wrong

Code In A Loop
    [Documentation]    PASS
    ${otp} =    Fetch Backend Value    @otp
    FOR    ${code}    IN    ${otp}    ${otp}
        Log    ${code}
    END

Code As Argument Of A User Keyword
    [Documentation]    FAIL STARTS: *** != 000000
    ${otp} =    Fetch Backend Value    @otp
    Type Code    ${otp}

Code In Control Structures
    [Documentation]    FAIL STARTS: Invalid IF condition: Evaluating expression
    ${otp} =    Fetch Backend Value    @otp
    TRY
        Fail    Wrong code ${otp}
    EXCEPT    AS    ${message}
        Log    ${message}
    END
    IF    ${otp} no expression    No Operation

Code In Several Failures
    [Documentation]    FAIL STARTS: Several failures occurred
    ${otp} =    Fetch Backend Value    @otp
    Run Keyword And Continue On Failure    Fail    First ${otp}
    Run Keyword And Continue On Failure    Fail    Second ${otp}
    [Teardown]    Run Keywords    Close All Applications    AND    Fail    Teardown ${otp}

Skipped With The Code
    [Documentation]    SKIP Not with ***
    ${otp} =    Fetch Backend Value    @otp
    Skip    Not with ${otp}


*** Keywords ***
Type Code
    [Arguments]    ${code}
    Log    ${code}
    Should Be Equal    ${code}    000000

Returns What Is Secret
    RETURN    written/out secret+1

*** Settings ***
Documentation       A registry with problems, imported with strict=\${False}.
Library             QuashLibrary    registry=../registries/half_right.yaml    strict=${False}
Library             AppiumLibrary


*** Test Cases ***
Right
    [Documentation]    PASS
    @right

Wrong
    [Documentation]    FAIL STARTS: @wrong error: its definition in the registry has problems
    @wrong

Wrong With Inputs And Options
    [Documentation]    FAIL STARTS: @wrong error: its definition in the registry has problems
    @wrong    order_id=7    within=10s

Wrong By Validate Backend
    [Documentation]    FAIL STARTS: @wrong error: its definition in the registry has problems
    Validate Backend    @wrong    order_id=7

Wrong Beside Right
    [Documentation]    FAIL STARTS: 1 of 2 validations failed: @wrong
    Validate Backend    @right    @wrong

Wrong And Continued
    [Documentation]    FAIL STARTS: @wrong error: its definition in the registry has problems
    @wrong    on_error=continue
    @right

Wrong And Skipped
    [Documentation]    SKIP STARTS: @wrong error: its definition in the registry has problems
    @wrong    on_error=skip

Wrong And Warned
    [Documentation]    PASS STARTS: Backend warning: @wrong error: its definition in the registry has problems
    ${fetched} =    Validate Backend    @wrong    on_error=warn
    Should Be Equal    ${fetched}    ${{ {} }}
    ${value} =    Fetch Backend Value    @wrong    on_error=warn
    Should Be Equal    ${value}    ${None}
    Fetch Into Variable    ${number}    @wrong    on_error=warn
    Should Be Equal    ${number}    ${None}
    Remember Backend    @wrong    on_error=warn
    Watch Backend    @wrong    on_error=warn

Needed By Another
    [Documentation]    FAIL STARTS: @needs-wrong error: its definition in the registry has problems
    @needs-wrong

Login Of Another
    [Documentation]    FAIL STARTS: @logs-in-wrong error: no token from @wrong-login: its definition in
    @logs-in-wrong

Compared With The Screen
    [Documentation]    FAIL STARTS: @wrong error: its definition in the registry has problems
    UI Should Match Backend    id=number    @wrong

Typed
    [Documentation]    FAIL STARTS: @wrong error: its definition in the registry has problems
    Type Backend Value    id=otp    @wrong

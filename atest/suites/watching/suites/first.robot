*** Settings ***
Library             QuashLibrary    registry=../../../registries/watching.yaml
Library             ../Known.py


*** Test Cases ***
Passed Watch Of The Suite Is Awaited
    [Documentation]    PASS
    &{fetched} =    Await Backend    @known
    Should Be Equal    ${fetched}[state]    pending

Failed Watch Of The Suite Is Awaited
    [Documentation]    FAIL @pending failed: $.state should be "paid", was "pending"
    Await Backend    @pending

Own Watch And The Suite's
    [Documentation]    PASS
    Watch Backend    @paid-at-third    key=watched-own
    Await Backend    @paid-at-third    @known

Without A Slug Only Its Own Are Awaited
    [Documentation]    PASS
    Watch Backend    @known
    &{fetched} =    Await Backend
    Should Be Equal    ${fetched}[state]    pending

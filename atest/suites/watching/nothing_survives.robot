*** Settings ***
Documentation       No watch outlives its test: the last test checks what still runs.
Library             QuashLibrary    registry=../../registries/watching.yaml


*** Test Cases ***
Passes And Awaits
    [Documentation]    PASS
    Watch Backend    @known

Fails
    [Documentation]    FAIL the test itself
    Watch Backend    @waits    key=survivor
    Watch Backend    @hangs    key=survivor    within=10 min
    Watch Backend    @needs-pending
    Fail    the test itself

Times Out
    [Documentation]    FAIL Test timeout 500 milliseconds exceeded.
    [Timeout]    500 milliseconds
    Watch Backend    @waits    key=survivor
    Watch Backend    @hangs    key=survivor    within=10 min
    Await Backend

No Thread Is Left
    [Documentation]    PASS
    ${watching} =    Evaluate    [thread.name for thread in threading.enumerate() if 'watching' in thread.name]
    Should Be Empty    ${watching}
    VAR    ${LAST}    ${{$BACKEND}}/echo/after-the-test    scope=SUITE
    Evaluate    httpx.get($LAST, trust_env=False)

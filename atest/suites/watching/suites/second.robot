*** Settings ***
Library             QuashLibrary    registry=../../../registries/watching.yaml
Suite Setup         Watch Backend    @unreachable    within=100ms
Suite Teardown      Run Keyword And Expect Error    @unreachable error: *    Await Backend    @unreachable


*** Test Cases ***
Awaited By A Test Of Another Suite
    [Documentation]    FAIL @pending failed: $.state should be "paid", was "pending"
    Await Backend    @pending

Timeout Does Not End A Watch Of The Suite
    [Documentation]    FAIL Test timeout 300 milliseconds exceeded.
    [Timeout]    300 milliseconds
    Await Backend    @waits

*** Settings ***
Documentation       Robot's own timeouts end a wait, whatever the registry says.
Library             QuashLibrary    registry=../registries/waiting.yaml


*** Test Cases ***
Test Timeout During A Wait
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    @never-paid

Test Timeout During An Exchange
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    @silent

Test Timeout During Several Waits
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    Validate Backend    @never-paid    @silent

Keyword Timeout
    [Documentation]    FAIL Keyword timeout 1 second exceeded.
    Wait A Second At Most

Test Timeout Is Not Caught
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    Run Keyword And Ignore Error    @never-paid
    Fail    not reached

Next Test Is Not Affected
    [Documentation]    PASS
    @answers


*** Keywords ***
Wait A Second At Most
    [Timeout]    1 second
    Fetch Into Variable    ${state}    @never-paid    value=$.state

*** Settings ***
Documentation       A suite's settings apply to the suite and everything below it; a test's settings apply to the test.
Library             QuashLibrary    registry=../../registries/presets.yaml


*** Variables ***
${PIN}      obvious-test-pin


*** Test Cases ***
Parent Suite Has Set Them
    [Documentation]    PASS
    Environment Should Be    staging
    Role Should Be    owner

Test Sets An Input
    [Documentation]    PASS
    Set Backend Input    role    admin
    Role Should Be    admin

Input Ended With The Test
    [Documentation]    PASS
    Role Should Be    owner

None Restores The Default
    [Documentation]    PASS
    Set Backend Input    role    ${None}
    Role Should Be    guest

None Ended With The Test As Well
    [Documentation]    PASS
    Role Should Be    owner

Call Wins
    [Documentation]    PASS
    Set Backend Input    user    ben
    &{fetched} =    @who    user=anna    role=visitor
    Should Be Equal    ${fetched}[query]    ${{ {"user": "anna", "role": "visitor"} }}
    &{fetched} =    @who    pin=given
    Should Be Equal    ${fetched}[query]    ${{ {"user": "ben", "role": "owner"} }}

Test Sets The Environment For The Suite
    [Documentation]    PASS
    Set Backend Environment    production
    Environment Should Be    production

Environment Applies In The Next Test
    [Documentation]    PASS
    Environment Should Be    production
    Set Backend Environment    ${None}
    Environment Should Be    base

Unknown Environment
    [Documentation]    FAIL no connection has the environment "stagin"; did you mean "staging"?
    Set Backend Environment    stagin

Unknown Input
    [Documentation]    FAIL no validation has an input "usr"; did you mean "user"?
    Set Backend Input    usr    anna

Secret Input
    [Documentation]    PASS
    Set Backend Input    pin    ${PIN}
    Log    ${PIN}


*** Keywords ***
Environment Should Be
    [Arguments]    ${expected}
    ${path} =    Fetch Backend Value    @where
    Should Be Equal    ${path}    /echo/${expected}/

Role Should Be
    [Arguments]    ${expected}
    ${query} =    Fetch Backend Value    @who    user=anna
    Should Be Equal    ${query}[role]    ${expected}

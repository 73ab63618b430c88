*** Settings ***
Documentation       Triggers in unusual places.
Library             ShopTill.py    AS    Shop
Suite Setup         Import Library    QuashLibrary    registry=${REGISTRY}    AS    Late


*** Variables ***
${REGISTRY}         ${CURDIR}/../../registries/attaching/steps.yaml
${WORD}             tea


*** Test Cases ***
Library That Is Imported By A Step
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    fails

Library Of The Suite In Its Resource
    [Documentation]    PASS
    Repeat Keyword    2x    Do    holds

Repeated Until It Fails
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    TRY
        Repeat Keyword    3x    Do    fails
    FINALLY
        Done Should Be    fails
    END

Inline If With Assignment
    [Documentation]    PASS
    ${done} =    IF    True    Do    holds    ELSE    Do    fails
    Should Be Equal    ${done}    holds

Returned From A Keyword
    [Documentation]    PASS
    ${done} =    Do And Return
    Should Be Equal    ${done}    holds

Broken Loop
    [Documentation]    PASS
    FOR    ${what}    IN    holds    fails
        Do    ${what}
        BREAK
    END

Watched At The Same Time
    [Documentation]    PASS
    Watch Backend    @third-time    key=${{uuid.uuid4().hex}}    within=5s
    WHILE    True    limit=20    on_limit=pass
        Do    holds
        Sleep    20ms
    END
    Await Backend

Nested Waits
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    TRY
        Wait Until Keyword Succeeds    3x    10ms
        ...    Wait Until Keyword Succeeds    3x    10ms    Do    fails
    FINALLY
        Done Should Be    fails
    END

Named Arguments
    [Documentation]    PASS
    Run Keyword And Continue On Failure    Do    what=by any name
    Do    what=holds

Keywords Run By The Library Are Not Steps Of The Suite
    [Documentation]    PASS
    Fetch Into Variable    ${said}    @said    word=tea
    Should Be Equal    ${said}    tea

Keyword That Continues On Failure
    [Documentation]    FAIL STARTS: Several failures occurred:
    [Tags]    robot:continue-on-failure
    Run Keyword    Do    fails
    Do    fails
    Do    holds


*** Keywords ***
Do And Return
    ${done} =    Do    holds
    RETURN    ${done}

*** Settings ***
Documentation       Places where a failed request gets a step, and places where it cannot.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             QuashLibrary    registry=../../registries/app_traffic/apps.yaml    ui_library=PhoneApp


*** Test Cases ***
User Keyword Called Twice
    [Documentation]    PASS STARTS: 2 swallowed failures
    Pay    one
    Pay    two

Loop
    [Documentation]    PASS STARTS: 2 swallowed failures
    FOR    ${name}    IN    one    two
        Tap    POST /${name}    status=500
        See    ${EMPTY}
    END

Branches
    [Documentation]    PASS STARTS: 2 swallowed failures
    TRY
        Tap    POST /one    status=500
    FINALLY
        See    ${EMPTY}
    END
    IF    True
        Tap    POST /two    status=500
    END

Repeated By A Keyword
    [Documentation]    PASS STARTS: swallowed failure: POST /one -> 500
    Run Keywords    Tap    POST /one    status=500    AND    See    ${EMPTY}
    See    ${EMPTY}

Setup
    [Documentation]    PASS STARTS: swallowed failure: POST /one -> 500
    [Setup]    Tap    POST /one    status=500
    See    ${EMPTY}

Teardown
    [Documentation]    PASS STARTS: swallowed failure: POST /one -> 500
    See    ${EMPTY}
    [Teardown]    Tap    POST /one    status=500

Failed Anyway
    [Documentation]    FAIL REGEXP: @promise-kept failed: .*\n\nAlso:\nswallowed failure: POST /one -> 500.*
    Tap    POST /one    status=500    at=http://127.0.0.1:${STRICT_PORT}/api
    @promise-kept

Timeout Of The Test
    [Documentation]    FAIL Test timeout 500 milliseconds exceeded.
    [Timeout]    500ms
    Tap    POST /wait/places

Test After The Timeout
    [Documentation]    PASS
    Tap    GET /open/places
    Tap    GET /cart

Skipped
    [Documentation]    SKIP not today
    Tap    POST /one    status=500    at=http://127.0.0.1:${STRICT_PORT}/api
    Skip    not today


*** Keywords ***
Pay
    [Arguments]    ${name}
    Tap    POST /${name}    status=500
    See    ${EMPTY}

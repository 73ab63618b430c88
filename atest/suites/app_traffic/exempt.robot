*** Settings ***
Documentation       Failed requests that are not swallowed failures.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             QuashLibrary    registry=../../registries/app_traffic/apps.yaml    ui_library=PhoneApp


*** Test Cases ***
Retry Succeeds
    [Documentation]    PASS
    Tap    POST /orders    status=503
    Tap    POST /orders

Request Is Ignored
    [Documentation]    PASS
    Tap    POST /analytics/v1    status=500

Request Is Ignored With Another Status
    [Documentation]    PASS STARTS: swallowed failure: POST /login -> 500
    Tap    POST /login    status=401
    Tap    POST /login    status=500

Answer Would Be An Image
    [Documentation]    PASS
    Tap    GET /logo    status=500    kind=image/png

Request Is For A Style Sheet
    [Documentation]    PASS
    Tap    GET /theme    status=500    kind=text/plain    Sec_Fetch_Dest=style

App Cancels The Request
    [Documentation]    PASS
    Give Up    GET /wait/cancelled
    Tap    GET /open/cancelled

Failure Is Announced
    [Documentation]    PASS
    Expect App Failure    POST /orders
    Tap    POST /orders    status=500

Failure Is Announced With Its Status
    [Documentation]    PASS
    Expect App Failure    POST /orders    status=4xx
    Tap    POST /orders    status=409

Failure Is Announced With Another Status
    [Documentation]    PASS STARTS: swallowed failure: POST /orders -> 500
    Expect App Failure    POST /orders    status=4xx
    Tap    POST /orders    status=500

Announced Failure Ends With Its Test
    [Documentation]    PASS STARTS: swallowed failure: POST /orders -> 500
    Tap    POST /orders    status=500

UI Shows The Failure
    [Documentation]    FAIL "Thank you" is not shown, but "Sorry"
    Tap    POST /orders    status=500    shows=Sorry
    See    Thank you

Step That Sent It Shows The Failure
    [Documentation]    FAIL the app shows: something went wrong
    Tap And Fail    POST /orders    500

Text Of The UI Is Compared
    [Documentation]    FAIL Sorry != Thank you
    Tap    POST /orders    status=500    shows=Sorry
    ${text} =    Read Screen
    Should Be Equal    ${text}    Thank you

Token Is Refreshed
    [Documentation]    PASS
    Tap    POST /orders    {"item": 1}    status=401
    Tap    POST /token
    Tap    POST /orders    {"item": 1}

Same Write Is Sent Twice
    [Documentation]    PASS
    Tap Twice    POST /orders    {"item": 1}

Validation With The Expectations Of Its Connection
    [Documentation]    FAIL STARTS: @promise-kept failed: $.success should be true, was false
    @promise-kept

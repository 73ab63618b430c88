*** Settings ***
Documentation       A suite that does not mention QuashLibrary.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Suite Setup         Tap    GET /config    status=503
Suite Teardown      Tap    POST /logout    status=500


*** Test Cases ***
Every Request Succeeds
    [Documentation]    PASS
    Tap    GET /cart
    Tap    POST /checkout    shows=Thank you
    See    Thank you

App Sends Nothing
    [Documentation]    PASS
    See    ${EMPTY}

Checkout Fails And The App Shows Thanks
    [Documentation]    PASS REGEXP: swallowed failure: POST /checkout -> 500 \\(UI showed no failure\\)\n.*the answer was 500\n.*Tap {4}POST /checkout.*not charged.*
    Tap    GET /cart
    Tap    POST /checkout    status=500    answer={"error": "not charged"}    shows=Thank you
    See    Thank you

Write Is Rejected
    [Documentation]    PASS STARTS: swallowed failure: PATCH /profile -> 422 (UI showed no failure)
    Tap    PATCH /profile    {"name": "Ada"}    status=422

Read Fails
    [Documentation]    PASS STARTS: swallowed failure: GET /orders?page=2 -> 502 (UI showed no failure)
    Tap    GET /orders?page\=2    status=502

Read Finds Nothing
    [Documentation]    PASS
    Tap    GET /orders/7    status=404

Backend Hangs Up
    [Documentation]    PASS STARTS: swallowed failure: POST /hangup -> no answer (reset) (UI showed no failure)
    Tap    POST /hangup

Backend Is Unreachable
    [Documentation]    PASS STARTS: swallowed failure: POST /orders -> no answer (refused) (UI showed no failure)
    Tap    POST /orders    at=http://127.0.0.1:${AWAY_PORT}/api

Two Failures Are Reported Together
    [Documentation]    PASS STARTS: 2 swallowed failures
    Tap    POST /one    status=500
    Tap    POST /two    status=500

Fails By Its Policy
    [Documentation]    FAIL STARTS: swallowed failure: POST /checkout -> 500 (UI showed no failure)
    Tap    POST /checkout    status=500    at=http://127.0.0.1:${STRICT_PORT}/api

Only Lists By Its Policy
    [Documentation]    PASS
    Tap    POST /checkout    status=500    at=http://127.0.0.1:${LISTED_PORT}/api

Answer Breaks What Its Connection Expects
    [Documentation]    FAIL REGEXP: swallowed failure: POST /orders -> 200 \\(UI showed no failure\\)\n.*\\$\\.success should be true, was false.*
    Tap    POST /orders    answer={"success": false}    at=http://127.0.0.1:${PROMISING_PORT}/api

Answer Keeps What Its Connection Expects
    [Documentation]    PASS
    Tap    POST /orders    answer={"success": true}    at=http://127.0.0.1:${PROMISING_PORT}/api

Failed Retry Is Swallowed
    [Documentation]    PASS STARTS: swallowed failure: POST /orders -> 503
    Tap    POST /orders
    Tap    POST /orders    status=503

Caught Failure Of The UI Does Not Excuse The App
    [Documentation]    PASS STARTS: swallowed failure: POST /orders -> 500
    Tap    POST /orders    status=500
    TRY
        See    Thank you
    EXCEPT    *    type=GLOB
        Log    handled
    END

Failure Of The UI Before The Request Does Not Excuse The App
    [Documentation]    PASS STARTS: swallowed failure: POST /orders -> 500
    Run Keyword And Ignore Error    See    Thank you
    Tap    POST /orders    status=500

*** Settings ***
Documentation       App requests that tests break on purpose.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             QuashLibrary    registry=../../registries/app_traffic/sent.yaml    ui_library=PhoneApp


*** Test Cases ***
Lost Request Gets The Given Answer
    [Documentation]    PASS
    Break App Request    POST /lost    as=lost    status=201    answer={"number": "A-1"}    connection=shop
    ${answer} =    Tap    POST /lost    {"item": 1}
    Should Be Equal    ${answer}    {"number": "A-1"}

Lost Request Gets A Fresh Answer Like The Last One
    [Documentation]    PASS
    ${first} =    Tap    POST /number    {"item": "tea"}
    Break App Request    POST /number    as=lost    connection=shop
    ${second} =    Tap    POST /number    {"item": "tea"}
    Should Match Regexp    ${second}    ^{"number": "[A-Z]-\\d{4}"}$
    Should Not Be Equal    ${first}    ${second}

Lost Request Without A Known Answer
    [Documentation]    FAIL STARTS: no POST /never has succeeded in this run, so there is no answer to repeat
    Break App Request    POST /never    as=lost    connection=shop

Read Cannot Be Lost
    [Documentation]    FAIL STARTS: only requests that change something can be lost, not "GET /cart"
    Break App Request    GET /cart    as=lost    connection=shop

Request With An Error Never Arrives
    [Documentation]    PASS STARTS: swallowed failure: POST /error -> 503
    Break App Request    POST /error    as=error    status=503    connection=shop
    Tap    POST /error

Request Is Late
    [Documentation]    PASS
    Break App Request    POST /held    as=late    delay=1s    connection=shop
    Start    POST /held
    Finish
    ${requests} =    Get App Requests    POST /held
    Should Be True    ${requests}[0][elapsed] >= 1

Request Is Sent Twice
    [Documentation]    PASS
    Break App Request    POST /twice    as=twice    connection=shop
    Tap    POST /twice    {"item": "tea"}
    Wait Until Keyword Succeeds    5s    50ms    Requests Should Be Sent    POST /twice    2

Number Of Broken Requests Is Limited
    [Documentation]    PASS REGEXP: 2 swallowed failures.*
    Break App Request    POST /counted    as=error    times=2    connection=shop
    Tap    POST /counted    {"n": 1}
    Tap    POST /counted    {"n": 2}
    Tap    POST /counted?n\=3    {"n": 3}

Unused Break Is Reported
    [Documentation]    PASS
    Break App Request    POST /left-over    as=error    connection=shop
    Tap    GET /cart

Breaking Has Ended With Its Test
    [Documentation]    PASS
    Tap    POST /left-over

Unknown Way To Break
    [Documentation]    FAIL STARTS: unknown value as="eror"; did you mean "error"?
    Break App Request    POST /cart    as=eror    connection=shop

Read-Only Connection Refuses
    [Documentation]    FAIL cannot break requests to the connection "locked": it is read-only
    Break App Request    POST /cart    as=error    connection=locked

Several Apps Need A Name
    [Documentation]    FAIL the app has several backends; add connection=shop or connection=locked
    Break App Request    POST /cart    as=error


*** Keywords ***
Requests Should Be Sent
    [Arguments]    ${pattern}    ${count}
    ${requests} =    Get App Requests    ${pattern}    connection=shop
    Length Should Be    ${requests}    ${count}

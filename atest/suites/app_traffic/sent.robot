*** Settings ***
Documentation       Validations of the app's requests.
Library             Collections
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             QuashLibrary    registry=../../registries/app_traffic/sent.yaml    ui_library=PhoneApp
Suite Setup         Tap    POST /cart


*** Variables ***
${LOCKED}           http://127.0.0.1:${STRICT_PORT}/api


*** Test Cases ***
Order Number Comes From The Answer To The App
    [Documentation]    PASS
    Tap    POST /number    {"item": "tea"}
    @order-sent-once
    @order-known

Other Order Was Sent
    [Documentation]    FAIL @order-sent-once failed: $.requests[0].json.item should be "tea", was "cup" (UI showed no failure)
    Tap    POST /number    {"item": "cup"}
    @order-sent-once

Order Was Sent Twice
    [Documentation]    FAIL @order-sent-once failed: $.count should be 1, was 2 (UI showed no failure)
    Tap    POST /number    {"item": "tea"}
    Tap    POST /number    {"item": "tea"}
    @order-sent-once

Nothing Was Sent Since The Test Began
    [Documentation]    FAIL STARTS: @order-sent-once failed: $.count should be 1, was 0
    @order-sent-once

Order Of Requests, Queries And Headers
    [Documentation]    PASS
    Tap    POST /cart?lang\=en    {"item": 1}    X_App=phone
    Tap    POST /checkout
    @two-sent
    @none-sent

Counting Starts At The Remembered Point
    [Documentation]    PASS
    Tap    POST /counted    {"n": 1}
    Tap    POST /counted    {"n": 2}
    Remember Backend    @new-ones
    Tap    POST /counted    {"n": 3}
    @new-ones

Nothing Was Sent Since The Remembered Point
    [Documentation]    FAIL STARTS: @new-ones failed: $.count should be 1, was 0
    Tap    POST /counted
    Remember Backend    @new-ones
    @new-ones

Validation Waits For An Open Request
    [Documentation]    PASS
    Start    POST /wait/late
    Await The Late One

Connection Chooses The App
    [Documentation]    PASS
    Tap    GET /cart    at=${LOCKED}
    Tap    GET /cart
    @of-the-locked-app

Requests Are Returned
    [Documentation]    PASS
    Tap    POST /orders    {"item": "tea"}
    Tap    GET /orders
    ${requests} =    Get App Requests    POST /orders
    Length Should Be    ${requests}    1
    Should Be Equal    ${requests}[0][json][item]    tea
    Should Be Equal    ${requests}[0][status]    ${200}
    ${all} =    Get App Requests    connection=shop
    Length Should Be    ${all}    2

Unanswered Requests Say Why
    [Documentation]    PASS STARTS: swallowed failure: POST /hangup
    Tap    POST /hangup
    ${requests} =    Get App Requests    POST /hangup
    Should Be Equal    ${requests}[0][failed]    reset
    Should Be Equal    ${requests}[0][status]    ${None}

Request Begins In One Test
    [Documentation]    PASS
    Start    GET /wait/next
    Tap    GET /cart

Request Ends In The Next Test
    [Documentation]    PASS
    Tap    POST /open/next
    Finish
    ${requests} =    Get App Requests    GET /wait/*
    Length Should Be    ${requests}    1

Write Stays Open For Ever
    [Documentation]    PASS
    Start    POST /wait/ever
    Tap    GET /cart

Read Stays Open For Ever
    [Documentation]    PASS
    Start    GET /wait/poll
    Tap    GET /cart

Next Test After Those
    [Documentation]    PASS
    Tap    GET /cart
    @none-sent

Another Test After Those
    [Documentation]    PASS
    Tap    GET /open/ever
    Tap    GET /open/poll
    Finish


*** Keywords ***
Await The Late One
    Watch Backend    @sent-at-last
    Tap    GET /open/late
    Finish
    Tap    POST /late
    Await Backend    @sent-at-last

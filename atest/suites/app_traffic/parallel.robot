*** Settings ***
Documentation       Tests in several processes, each with its own port.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             QuashLibrary    registry=../../registries/app_traffic/parallel.yaml    ui_library=PhoneApp


*** Variables ***
${APP_PORT}         ${{[$FIRST_PORT, $SECOND_PORT][int($PABOTEXECUTIONPOOLID)]}}


*** Test Cases ***
One
    [Documentation]    PASS
    Tap    GET /one
    @only-mine    path=/one

Two
    [Documentation]    PASS STARTS: swallowed failure: POST /two -> 500
    Tap    POST /two    status=500
    @only-mine    path=/two

Three
    [Documentation]    PASS
    Tap    GET /three
    @only-mine    path=/three

Four
    [Documentation]    PASS
    No Operation

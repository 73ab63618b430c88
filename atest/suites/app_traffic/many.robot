*** Settings ***
Documentation       Very many requests in one test.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             Proxy.py
Library             QuashLibrary    registry=../../registries/app_traffic/sent.yaml    ui_library=PhoneApp


*** Variables ***
${ROBOT_BYTES}      ${250_000_000}
${PROXY_BYTES}      ${250_000_000}


*** Test Cases ***
Very Many Requests
    [Documentation]    PASS REGEXP: [0-9,]+ swallowed failures.*and [0-9,]+ more
    Tap Often    GET /items    ${READS}
    Tap Often    POST /orders    ${WRITES}    status=500    size=5000
    Memory Is Bounded


*** Keywords ***
Memory Is Bounded
    ${robot} =    Most Memory Of Robot
    ${proxy} =    Most Memory Of Proxy
    Should Be True    ${robot} < ${ROBOT_BYTES}
    Should Be True    ${proxy} < ${PROXY_BYTES}

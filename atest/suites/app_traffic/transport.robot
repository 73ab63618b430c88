*** Settings ***
Documentation       All kinds of bodies and connections pass through the proxy.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             Wire.py    ${APP_PORT}    ${PROXY_PORT}
Library             Proxy.py
Library             QuashLibrary    registry=../../registries/app_traffic/transport.yaml    ui_library=PhoneApp


*** Variables ***
${LARGE}            ${200_000_000}
${MEMORY}           ${200_000_000}


*** Test Cases ***
Compressed Answer Is Read
    [Documentation]    PASS
    Tap    GET /zipped    answer={"state": "paid"}    encoding=gzip
    ${requests} =    Get App Requests    connection=shop
    Should Be Equal    ${requests}[0][answer][state]    paid

Binary Bodies Are No Problem
    [Documentation]    PASS
    ${same} =    Send Bytes    /echo    1000
    Should Be True    ${same}
    ${requests} =    Get App Requests    connection=shop
    Should Be Equal    ${requests}[0][json]    ${None}

Upload And Download Of Very Large Bodies
    [Documentation]    PASS
    Upload    /upload    ${LARGE}
    ${size} =    Download    /download    ${LARGE}
    Should Be Equal    ${size}    ${LARGE}
    Memory Is Bounded

Upload Of Unknown Size
    [Documentation]    PASS
    Upload In Chunks    /chunked    ${LARGE}
    Memory Is Bounded

Events Reach The App Immediately
    [Documentation]    PASS
    ${events} =    Read Events    /events/stream    GET /open/stream
    Should Be Equal    ${events}    ${{["data: first", "data: last"]}}

WebSocket Passes Through
    [Documentation]    PASS
    ${echo} =    Talk By WebSocket    /socket    hello
    Should Be Equal    ${echo}    hello

Certificate Is Not Trusted
    [Documentation]    PASS STARTS: swallowed failure: GET /cart -> no answer (tls) (UI showed no failure)
    Tap    GET /cart    at=http://127.0.0.1:${STRICT_PORT}/api

Every Certificate Is Trusted
    [Documentation]    PASS
    ${answer} =    Tap    GET /cart    answer={"a": 1}    at=http://127.0.0.1:${LISTED_PORT}/api
    Should Be Equal    ${answer}    {"a": 1}

Certificate Of The Registry Is Trusted
    [Documentation]    PASS
    ${answer} =    Tap    GET /cart    answer={"a": 1}    at=http://127.0.0.1:${PROMISING_PORT}/api
    Should Be Equal    ${answer}    {"a": 1}

App And Backend Speak HTTP/2
    [Documentation]    PASS
    ${answer} =    Ask By HTTP/2    https://127.0.0.1:${AWAY_PORT}/    ${NODE}    ${HTTP2}
    Should Be Equal    ${answer}    {"version":"2.0"}
    ${requests} =    Get App Requests    connection=second
    Should Be Equal    ${requests}[0][answer][version]    2.0

App Speaks HTTP/1 And The Backend Both Versions
    [Documentation]    PASS
    ${answer} =    Tap    GET /    at=http://127.0.0.1:${AWAY_PORT}
    Should Be Equal    ${answer}    {"version":"1.1"}

Proxy Records A Host Of The Registry
    [Documentation]    PASS STARTS: swallowed failure: POST /cart -> 500
    Send Through Proxy    POST    ${LOCAL_APP_BACKEND}/api/cart    500
    ${requests} =    Get App Requests    connection=proxied
    Length Should Be    ${requests}    1

Proxy Records A Host Of The Registry By TLS
    [Documentation]    PASS STARTS: swallowed failure: POST /cart -> 500
    ${issuer} =    Send By TLS Through Proxy    POST    ${SECURE_LOCAL_APP_BACKEND}/api/cart    500
    Should Be Equal    ${issuer}    mitmproxy

Other Hosts Pass Through Unrecorded
    [Documentation]    PASS
    ${status} =    Send Through Proxy    POST    ${OTHER_APP_BACKEND}/api/other    500
    Should Be Equal    ${status}    ${500}

Other Hosts Pass Through Unread
    [Documentation]    PASS
    ${issuer} =    Send By TLS Through Proxy    POST    ${SECURE_OTHER_APP_BACKEND}/api/other    500
    Should Be Equal    ${issuer}    127.0.0.1


*** Keywords ***
Memory Is Bounded
    ${robot} =    Most Memory Of Robot
    ${proxy} =    Most Memory Of Proxy
    Should Be True    ${robot} < ${MEMORY}
    Should Be True    ${proxy} < ${MEMORY}

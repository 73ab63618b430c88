*** Settings ***
Documentation       A state that comes late, noticed by ``Wait Until Keyword Succeeds`` with a pause of 0.2 s.
...                 The backend counts the requests for each state, and says how late the last one was.

Library             RequestsLibrary

Suite Setup         Prepare


*** Test Cases ***
Late
    FOR    ${milliseconds}    IN    @{{$WAITS.split('-')}}
        Wait Until Keyword Succeeds    10s    0.2s    State Is Paid    ${milliseconds}
    END


*** Keywords ***
Prepare
    Create Session    shop    ${URL}
    GET On Session    shop    /orders/A-1001
    Sleep    1s    other processes are starting

State Is Paid
    [Arguments]    ${milliseconds}
    ${answer} =    GET On Session    shop    /late/${PARTY}-${milliseconds}/${milliseconds}
    Should Be Equal    ${answer.json()}[state]    paid

*** Settings ***
Documentation       Steps that concern no feature of the listener, a few times and many times; the first test finds out
...                 which features each keyword concerns.


*** Test Cases ***
First
    Cheap Steps    10

Few
    Cheap Steps    100

Many
    Cheap Steps    300


*** Keywords ***
Cheap Steps
    [Arguments]    ${number}
    FOR    ${index}    IN RANGE    ${number}
        No Operation
        ${value} =    Set Variable    ${index}
        Log    ${value}
        User Keyword    ${index}
        IF    ${index} < 0    Fail    never
    END

User Keyword
    [Arguments]    ${index}
    Should Be Equal    ${index}    ${index}

*** Settings ***
Documentation       Tests that DataDriver generates from the rows of a file.

Library             DataDriver    file=${ROWS}

Test Template       Row


*** Test Cases ***
Row ${number}
    [Tags]    generated


*** Keywords ***
Row
    [Arguments]    ${number}
    Should Not Be Empty    ${number}

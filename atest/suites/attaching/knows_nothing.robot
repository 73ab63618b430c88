*** Settings ***
Documentation       A suite that does not mention QuashLibrary, with keywords of the same names.
Library             Till.py    AS    Cash Desk


*** Variables ***
${WORD}             tea
${PIN}              4711-0815


*** Test Cases ***
Holds
    [Documentation]    PASS
    Do    holds

Fails
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    fails

Inputs
    [Documentation]    FAIL @said failed: $.query.word should be "tea", was "cup"
    VAR    ${WORD}    cup
    Cash Desk.Do    gives    it

Own Keyword With A Library Name
    [Documentation]    PASS
    Validate Backend    @fails

Library Keyword Is Unknown
    [Documentation]    FAIL REGEXP: No keyword with name '@fails' found\\..*
    @fails

By A Tag
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    after:@fails
    Do    order

Run Keyword
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Run Keyword    Do    fails


*** Keywords ***
Validate Backend
    [Arguments]    ${slug}
    Log    ${slug}

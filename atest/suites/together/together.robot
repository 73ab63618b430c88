*** Settings ***
Documentation       Runs with many listeners at once. DataDriver generates the tests of the template.
Library             DataDriver    file=rows.csv    dialect=unix
Library             Flaky.py
Library             QuashLibrary    registry=together.yaml
Test Template       Look Up


*** Test Cases ***
Row ${name}


*** Keywords ***
Look Up
    [Arguments]    ${name}    ${flaky}
    Log    looks for ${name}
    IF    '${flaky}' == 'yes'    Fail Once    ${name}
    @paid
    @third    key=${name}    within=10s
    Log    found ${name}

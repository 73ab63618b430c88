*** Settings ***
Name                Given Name
Suite Teardown      No Such Keyword


*** Test Cases ***
Second
    Log    ${SUITE METADATA}

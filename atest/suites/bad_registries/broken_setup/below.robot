*** Settings ***
Suite Setup         Log    the app was opened    WARN


*** Test Cases ***
Test Below A Broken Setup
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: the registry has 1 problem:\n
    Fail    not reached

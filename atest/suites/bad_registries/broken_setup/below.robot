*** Test Cases ***
Test Below A Broken Setup
    [Documentation]    FAIL STARTS: Parent suite setup failed:\nQuashLibrary cannot be used: the registry has 1 problem:\n
    Fail    not reached

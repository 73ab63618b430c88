*** Settings ***
Documentation       A registry with problems, in a suite whose setups would open an app.
Resource            opening.resource
Suite Setup         Open The App
Suite Teardown      Open The App
Test Setup          Open The App
Test Teardown       Open The App


*** Test Cases ***
One
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: the registry has 10 problems:\n
    @any

Another
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: the registry has 10 problems:\n
    Log    Nothing of QuashLibrary is used here.

*** Settings ***
Documentation       Steps of an app as triggers, in a suite that does not mention QuashLibrary.
Library             AppiumLibrary    AS    Phone
Test Setup          Open The App
Test Teardown       Close All Applications


*** Test Cases ***
Silent Failure
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    [Tags]    silent
    Click Element    ${UI.email}
    Click Element    ${UI.password}

Silent Failure Nested
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    [Tags]    nested
    Run Keyword    Phone.Click Element    ${UI.email}

Silent Failure In A Wait
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    [Tags]    nested
    Wait Until Keyword Succeeds    3x    10ms    Click Element    ${UI.email}

Kept From Running
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    [Tags]    prevented
    Click Element    ${UI.email}

Fine
    [Documentation]    PASS
    [Tags]    fine
    Click Element    ${UI.email}

Step That Fails
    [Documentation]    FAIL STARTS: ValueError: Element locator 'accessibility_id=no-such'
    [Tags]    nested
    Click Element    accessibility_id=no-such

Step That Takes A Picture
    [Documentation]    FAIL STARTS: ValueError: Element locator 'accessibility_id=no-such'
    Set Tags    any step
    Click Element    accessibility_id=no-such
    [Teardown]    NONE


*** Keywords ***
Open The App
    Open Application    ${APPIUM_URL}    &{PHONE}
    Wait Until Element Is Visible    ${UI.log_in}

*** Settings ***
Documentation       What a validation leaves in the log of a test that uses an app.
Library             AppiumLibrary    AS    Phone
Library             AppiumServer.py
Library             QuashLibrary    registry=../../registries/screens.yaml
Test Setup          Open The App
Test Teardown       Phone.Close All Applications


*** Test Cases ***
Failed After UI Steps
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Phone.Click Element    ${UI.email}
    @order-pending

Passed After UI Steps
    [Documentation]    PASS
    Phone.Click Element    ${UI.email}
    @order-known

Error After UI Steps
    [Documentation]    FAIL @unreachable error: connection refused by ${REFUSED}
    Phone.Click Element    ${UI.email}
    @unreachable

Failed After A Failed UI Step
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending"
    TRY
        Phone.Page Should Contain Text    no such text
    EXCEPT
        No Operation
    END
    @order-pending

Failed Before A Failed UI Step
    [Documentation]    FAIL STARTS: Several failures occurred:\n\n1) @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    @order-pending    on_failure=continue
    Phone.Page Should Contain Text    no such text

Warned After UI Steps
    [Documentation]    PASS Backend warning: @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Phone.Click Element    ${UI.email}
    @order-pending    on_failure=warn

Several After UI Steps
    [Documentation]    FAIL 1 of 2 validations failed: @order-pending
    Phone.Click Element    ${UI.email}
    Validate Backend    @order-known    @order-pending

Polled
    [Documentation]    PASS
    Phone.Click Element    ${UI.email}
    @paid-at-third    key=${{uuid.uuid4().hex}}

Locator Is Evaluated Once
    [Documentation]    PASS
    VAR    @{evaluated}
    Phone.Click Element    ${{$evaluated.append(1) or $UI.email}}
    Length Should Be    ${evaluated}    1

App Is Closed
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    Phone.Close Application
    @order-pending

App Is Dead
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    ${session} =    Phone.Get Appium SessionId
    End Session    ${APPIUM_URL}    ${session}
    @order-pending


*** Keywords ***
Open The App
    Phone.Open Application    ${APPIUM_URL}    &{PHONE}
    Phone.Wait Until Element Is Visible    ${UI.log_in}

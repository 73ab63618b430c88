*** Settings ***
Documentation       The log of validations in tests that use an app.
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
    [Documentation]    FAIL REGEXP: Several failures occurred:\\n\\n1\\) .*no such text(?s:.*)2\\) @order-pending failed: \\$.state should be "paid", was "pending"\\n(?s:.*)
    Run Keyword And Continue On Failure    Phone.Page Should Contain Text    no such text
    @order-pending

Failed In A Handler Of A Failed UI Step
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending"
    TRY
        Phone.Page Should Contain Text    no such text
    EXCEPT
        @order-pending
    END

Failed After A Caught Failure
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    TRY
        Phone.Page Should Contain Text    no such text
    EXCEPT
        No Operation
    END
    @order-pending

Failed After A Failure That Was Only Checked
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    ${there} =    Run Keyword And Return Status    Phone.Page Should Contain Text    no such text
    @order-pending

Failed After A Wait That Failed At First
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending" (UI showed no failure)
    VAR    ${TEXT}    no such text    scope=TEST
    Wait Until Keyword Succeeds    3x    10ms    Shown At The Second Time
    @order-pending

Failed After A Failed UI Step And A Caught One
    [Documentation]    FAIL REGEXP: Several failures occurred:\\n\\n1\\) .*no such text(?s:.*)2\\) @order-pending failed: \\$.state should be "paid", was "pending"\\n(?s:.*)
    Run Keyword And Continue On Failure    Phone.Page Should Contain Text    no such text
    Run Keyword And Ignore Error    Phone.Page Should Contain Text    no such text
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
Shown At The Second Time
    IF    $TEXT == 'no such text'
        VAR    ${TEXT}    shown    scope=TEST
        Phone.Page Should Contain Text    no such text
    END

Open The App
    Phone.Open Application    ${APPIUM_URL}    &{PHONE}
    Phone.Wait Until Element Is Visible    ${UI.log_in}

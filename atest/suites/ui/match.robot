*** Settings ***
Documentation       The screen compared with the backend.
Library             AppiumLibrary    AS    Phone
Library             QuashLibrary    registry=../../registries/ui.yaml
Test Setup          Open The App
Test Teardown       Phone.Close All Applications


*** Variables ***
${PIN}      obvious-typed-pin


*** Test Cases ***
They Agree
    [Documentation]    PASS
    ${text} =    Phone.Get Text    ${UI.log_in}
    ${value} =    UI Should Match Backend    ${UI.log_in}    @said    text=${text}
    Should Be Equal    ${value}    ${text}

They Never Agree
    [Documentation]    FAIL REGEXP: @said failed: screen .*log-in should show "Log out", showed "Log in"[\\s\\S]*
    UI Should Match Backend    ${UI.log_in}    @said    text=Log out    within=1500ms

Policy Applies
    [Documentation]    PASS REGEXP: Backend warning: @said-warn failed: screen .*
    UI Should Match Backend    ${UI.log_in}    @said-warn    text=Log out    within=0s

Part Of The Text
    [Documentation]    PASS
    UI Should Match Backend    ${UI.log_in}    @said    text=in    matches=Log (.*)    value=$.query.text

Locator With Equals Signs
    [Documentation]    PASS
    UI Should Match Backend    xpath=${XPATH}    @said    text=Log in
    UI Should Match Backend    ${XPATH}    @said    text=Log in

Element Is Missing
    [Documentation]    FAIL REGEXP: @said failed: screen accessibility_id=nowhere should show "x", could not be read: [\\s\\S]*
    UI Should Match Backend    accessibility_id=nowhere    @said    text=x    within=0s

Unknown Reading
    [Documentation]    FAIL unknown value as="money!"; choose text, number, money
    UI Should Match Backend    ${UI.log_in}    @said    text=x    as=money!

Unknown Input
    [Documentation]    FAIL @said: no input "txt"; did you mean "text"?
    UI Should Match Backend    ${UI.log_in}    @said    txt=x

Secret Is Typed
    [Documentation]    PASS
    Type Backend Value    ${UI.email}    @secret    text=${PIN}


*** Keywords ***
Open The App
    Phone.Open Application    ${APPIUM_URL}    &{PHONE}
    Phone.Wait Until Element Is Visible    ${UI.log_in}
    ${tag} =    Evaluate    "//*[@id='log-in']" if "css" in $UI.log_in else "//*[@content-desc='log-in']"
    Set Test Variable    ${XPATH}    ${tag}

*** Settings ***
Documentation       The app's session would end during a validation's wait: Appium's limit is two seconds without a command.
Library             AppiumLibrary
Library             QuashLibrary    registry=../../registries/kept_alive.yaml
Test Setup          Open The App
Test Teardown       Close All Applications


*** Test Cases ***
App Is Used After A Long Wait
    [Documentation]    PASS
    @true-later    key=${{uuid.uuid4().hex}}
    Input Text    ${UI.email}    somebody@shop.example

App Is Used After A Watch Was Awaited
    [Documentation]    PASS
    Watch Backend    @true-later    key=${{uuid.uuid4().hex}}
    Await Backend
    Input Text    ${UI.email}    somebody@shop.example

Watch Is Awaited At The End
    [Documentation]    PASS
    [Teardown]    NONE
    Watch Backend    @true-later    key=${{uuid.uuid4().hex}}

App Is Used After The Wait At The End Of Another Test
    [Documentation]    PASS
    [Setup]    NONE
    Input Text    ${UI.email}    somebody@shop.example


*** Keywords ***
Open The App
    Open Application    ${APPIUM_URL}    &{PHONE}    appium:newCommandTimeout=${2}
    Wait Until Element Is Visible    ${UI.log_in}

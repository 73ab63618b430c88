*** Settings ***
Documentation       The app's session would end while a validation waits: Appium gives it two seconds without a command.
Library             AppiumLibrary
Library             QuashLibrary    registry=../../registries/kept_alive.yaml
Test Setup          Open The App
Test Teardown       Close All Applications


*** Test Cases ***
App Is Used After A Long Wait
    [Documentation]    PASS
    @true-later    key=${{uuid.uuid4().hex}}
    Input Text    ${UI.email}    somebody@shop.example


*** Keywords ***
Open The App
    Open Application    ${APPIUM_URL}    &{PHONE}    appium:newCommandTimeout=${2}
    Wait Until Element Is Visible    ${UI.log_in}

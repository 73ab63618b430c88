*** Settings ***
Documentation       The assumptions of the how-tos: the app is open, and shows the screen on which the example starts.
Library             AppiumLibrary
Suite Setup         Open The App
Suite Teardown      Close All Applications


*** Keywords ***
Open The App
    Open Application    ${APPIUM_URL}    &{PHONE}
    Wait Until Element Is Visible    ${UI.log_in}
    IF    '${SCREEN}' == 'login'    RETURN
    Input Text    ${UI.email}    ${EMAIL}
    Input Password    ${UI.password}    ${PASSWORD}
    Click Element    ${UI.log_in}
    Wait Until Page Contains    Welcome
    IF    '${SCREEN}' == 'products'    RETURN
    Click Element    ${UI.add_tea}
    Click Element    ${UI.add_tea}
    Click Element    ${UI.open_cart}
    Wait Until Element Is Visible    ${UI.checkout}
    Click Element    ${UI.checkout}
    Wait Until Element Is Visible    ${UI.pay}

*** Settings ***
Documentation       Texts with an equals sign that are not named inputs.
Library             QuashLibrary    registry=../../registries/forms


*** Test Cases ***
Equals Sign In A Positional Input
    [Documentation]    PASS
    VAR    ${assignment}    a=b
    ${said} =    @echo    ${assignment}
    Should Contain    ${said}[body]    a=b
    ${said} =    @echo    text=a=b
    Should Contain    ${said}[body]    a=b
    ${said} =    @echo    http://127.0.0.1/?a=b
    Should Contain    ${said}[body]    ?a=b

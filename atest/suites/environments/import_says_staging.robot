*** Settings ***
Documentation       The import's environment wins.
Library             QuashLibrary    registry=../../registries/environments.yaml    environment=staging


*** Test Cases ***
Staging
    [Documentation]    PASS
    ${path} =    Fetch Backend Value    @where
    Should Be Equal    ${path}    /echo/staging/

*** Settings ***
Documentation       What the import says wins.
Library             QuashLibrary    registry=../../registries/environments.yaml    environment=staging


*** Test Cases ***
Staging
    [Documentation]    PASS
    ${path} =    Fetch Backend Value    @where
    Should Be Equal    ${path}    /echo/staging/

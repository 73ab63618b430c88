*** Settings ***
Documentation       The environment comes from the variable, otherwise from the environment variable; otherwise there is none.
Library             QuashLibrary    registry=../../registries/environments.yaml


*** Test Cases ***
Which Environment
    [Documentation]    PASS
    ${path} =    Fetch Backend Value    @where
    Should Be Equal    ${path}    /echo/${EXPECTED}/

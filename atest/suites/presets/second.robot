*** Settings ***
Documentation       The settings of the previous suite ended with it.
Library             QuashLibrary    registry=../../registries/presets.yaml


*** Test Cases ***
Environment Comes From The Parent Suite
    [Documentation]    PASS
    ${path} =    Fetch Backend Value    @where
    Should Be Equal    ${path}    /echo/staging/

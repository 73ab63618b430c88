*** Settings ***
Documentation       What a suite before it has set has ended with that suite.
Library             QuashLibrary    registry=../../registries/presets.yaml


*** Test Cases ***
Environment Is That Of The Suite Above
    [Documentation]    PASS
    ${path} =    Fetch Backend Value    @where
    Should Be Equal    ${path}    /echo/staging/

*** Settings ***
Documentation       The environment is in no connection, and the registry has problems as well.
Library             QuashLibrary    registry=../../registries/bad/environment_and_more.yaml    environment=stagign


*** Test Cases ***
Environment
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

*** Settings ***
Documentation       No connection has the environment.
Library             QuashLibrary    registry=../../registries/bad/environments.yaml    environment=stagign


*** Test Cases ***
Environment
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

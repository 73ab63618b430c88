*** Settings ***
Documentation       No connection has the environment, and the registry has other problems as well.
Library             QuashLibrary    registry=../../registries/bad/environment_and_more.yaml    environment=stagign


*** Test Cases ***
Environment
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

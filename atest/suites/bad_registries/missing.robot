*** Settings ***
Documentation       The registry is missing.
Library             QuashLibrary    registry=no_such.yaml


*** Test Cases ***
Missing
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

*** Settings ***
Documentation       The registry cannot be read.
Library             QuashLibrary    registry=${UNREADABLE}


*** Test Cases ***
Unreadable
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

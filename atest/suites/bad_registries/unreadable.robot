*** Settings ***
Documentation       The registry cannot be read.
Library             QuashLibrary    registry=${UNREADABLE}


*** Test Cases ***
Unreadable
    [Documentation]    FAIL STARTS: No keyword with name '@any' found.
    @any

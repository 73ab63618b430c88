*** Settings ***
Documentation       A folder without registry files.
Library             QuashLibrary    registry=../../registries/bad/no_files


*** Test Cases ***
No Files
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

*** Settings ***
Documentation       The file is not a text file.
Library             QuashLibrary    registry=../../registries/bad/not_utf8.yaml


*** Test Cases ***
Not Utf8
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

*** Settings ***
Documentation       The file is no text.
Library             QuashLibrary    registry=../../registries/bad/not_utf8.yaml


*** Test Cases ***
Not Utf8
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

*** Settings ***
Documentation       Two files define the same slug.
Library             QuashLibrary    registry=../../registries/bad/two_files


*** Test Cases ***
Two Files
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

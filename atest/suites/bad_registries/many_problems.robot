*** Settings ***
Documentation       Unknown keys, wrong types and more, all of them reported at once.
Library             QuashLibrary    registry=../../registries/bad/many_problems.yaml


*** Test Cases ***
Many Problems
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

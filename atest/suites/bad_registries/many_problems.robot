*** Settings ***
Documentation       Unknown keys, wrong types and more, all told at once.
Library             QuashLibrary    registry=../../registries/bad/many_problems.yaml


*** Test Cases ***
Many Problems
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

*** Settings ***
Documentation       Tests that are run twice.
Library             Till.py
Library             Again.py
Library             QuashLibrary    registry=../../registries/attaching/tests.yaml


*** Test Cases ***
Twice
    [Documentation]    PASS
    [Tags]    bothered    after:@holds
    IF    True    Do    something

*** Settings ***
Documentation       An attachment to a suite setup can only be limited by the suite.
Library             ../Till.py
Library             QuashLibrary    registry=../../../registries/attaching/suites.yaml
Suite Setup         Do    never
Suite Teardown      Do    only here


*** Test Cases ***
Before A Failed Teardown
    [Documentation]    PASS
    Do    holds

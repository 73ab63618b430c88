*** Settings ***
Documentation       Of a suite's setup only the suite is known.
Library             ../Till.py
Library             QuashLibrary    registry=../../../registries/attaching/suites.yaml
Suite Setup         Do    never
Suite Teardown      Do    only here


*** Test Cases ***
Before A Failed Teardown
    [Documentation]    PASS
    Do    holds

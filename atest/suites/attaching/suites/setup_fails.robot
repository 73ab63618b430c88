*** Settings ***
Documentation       A suite setup as a trigger, with a failure.
Library             ../Till.py
Library             QuashLibrary    registry=../../../registries/attaching/suites.yaml
Suite Setup         Do    fails


*** Test Cases ***
After A Failed Setup
    [Documentation]    FAIL STARTS: Parent suite setup failed:\n@fails failed
    No Operation

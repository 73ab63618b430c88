*** Settings ***
Documentation       Outside tests nothing can continue and end failed: it fails.
Library             ../Till.py
Library             QuashLibrary    registry=../../../registries/attaching/suites.yaml
Suite Setup         Do    continues


*** Test Cases ***
After A Setup That Would Continue
    [Documentation]    FAIL STARTS: Parent suite setup failed:\n@fails failed
    No Operation

*** Settings ***
Documentation       A suite setup that is prevented and skips.
Library             ../Till.py
Library             QuashLibrary    registry=../../../registries/attaching/suites.yaml
Suite Setup         Do    skips


*** Test Cases ***
After A Setup That Skips
    [Documentation]    SKIP STARTS: Skipped in parent suite setup:\n@errs error
    No Operation

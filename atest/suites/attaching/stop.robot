*** Settings ***
Documentation       The run ends if an attachment says so.
Library             Till.py
Library             QuashLibrary    registry=../../registries/attaching/suites.yaml


*** Test Cases ***
Stops In The Middle
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Run Keyword And Ignore Error    Do    stops
    Wait Until Keyword Succeeds    3x    10ms    Do    stops

Not Run
    [Documentation]    FAIL STARTS: Setup failed:\nthe run was stopped: @fails failed
    No Operation

Nor This One
    [Documentation]    FAIL Test execution stopped due to a fatal error.
    No Operation

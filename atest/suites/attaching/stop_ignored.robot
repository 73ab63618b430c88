*** Settings ***
Documentation       A failure that stops the run is not ignored, like Robot's own.
Library             Till.py
Library             QuashLibrary    registry=../../registries/attaching/suites.yaml


*** Test Cases ***
Ignores And Fails
    [Documentation]    FAIL the run was stopped: @fails failed: $.state should be "paid", was "pending"
    Run Keyword And Ignore Error    Do    stops

Not Run
    [Documentation]    FAIL STARTS: Setup failed:\nthe run was stopped: @fails failed
    No Operation

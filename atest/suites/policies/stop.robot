*** Settings ***
Documentation       The policy stop ends the run.
Library             QuashLibrary    registry=../../registries/policies.yaml


*** Test Cases ***
Stops
    [Documentation]    FAIL @fails-stop failed: $.state should be "paid", was "pending"
    @fails-stop
    Fail    not reached

Not Run
    [Documentation]    FAIL Test execution stopped due to a fatal error.
    Fail    not reached

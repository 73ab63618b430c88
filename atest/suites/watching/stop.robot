*** Settings ***
Documentation       A watch whose policy is to stop the run.
Library             QuashLibrary    registry=../../registries/watching.yaml


*** Test Cases ***
Stops At Its End
    [Documentation]    FAIL @pending-stop failed: $.state should be "paid", was "pending"
    Watch Backend    @pending-stop

Says Why
    [Documentation]    FAIL Setup failed:\nthe run was stopped: @pending-stop failed: $.state should be "paid", was "pending"
    [Setup]    Log    not reached
    Log    not reached

Not Run
    [Documentation]    FAIL Test execution stopped due to a fatal error.
    Log    not reached

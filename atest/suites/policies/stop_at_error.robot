*** Settings ***
Documentation       The policy stop also ends the run at an error.
Library             QuashLibrary    registry=../../registries/policies.yaml


*** Test Cases ***
Stops
    [Documentation]    FAIL @errs-stop error: connection refused by ${REFUSED}
    @errs-stop

Not Run
    [Documentation]    FAIL Test execution stopped due to a fatal error.
    Fail    not reached

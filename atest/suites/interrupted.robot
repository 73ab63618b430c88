*** Settings ***
Documentation       A wait of ten minutes, to be ended with Ctrl-C.
Library             QuashLibrary    registry=../registries/waiting.yaml


*** Test Cases ***
Waits
    [Documentation]    FAIL REGEXP: Execution terminated by signal.*
    ${slugs} =    Evaluate    $SLUGS.split()
    Validate Backend    @{slugs}

Not Run
    [Documentation]    FAIL Test execution stopped due to a fatal error.
    Fail    not reached

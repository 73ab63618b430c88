*** Settings ***
Documentation       A wait of ten minutes for a database, to be ended with Ctrl-C.
Library             QuashLibrary    registry=../../registries/sql/shop.yaml


*** Test Cases ***
Waits
    [Documentation]    FAIL REGEXP: Execution terminated by signal.*
    ${slugs} =    Evaluate    $SLUGS.split()
    Log To Console    begins
    Validate Backend    @{slugs}

Not Run
    [Documentation]    FAIL Test execution stopped due to a fatal error.
    Fail    not reached

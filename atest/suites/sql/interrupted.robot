*** Settings ***
Documentation       Ten minutes of waiting for a database, for those who press Ctrl-C.
Library             QuashLibrary    registry=../../registries/sql/shop.yaml


*** Test Cases ***
Waits
    [Documentation]    FAIL REGEXP: Execution terminated by signal.*
    Log To Console    begins
    ${slugs} =    Evaluate    $SLUGS.split()
    Validate Backend    @{slugs}

Not Run Any More
    [Documentation]    FAIL Test execution stopped due to a fatal error.
    Fail    not reached

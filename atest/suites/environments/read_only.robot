*** Settings ***
Documentation       Production is read-only: requests that may change something are not sent.
Library             QuashLibrary    registry=../../registries/environments.yaml    environment=production


*** Test Cases ***
Reading
    [Documentation]    PASS
    Validate Backend    @where    @asked

Writing
    [Documentation]    FAIL @written error: the connection "backend" is read-only, but POST may change something; read_only: false allows it
    @written

Mutation
    [Documentation]    FAIL @changed error: the connection "backend" is read-only, but POST may change something; read_only: false allows it
    @changed

Elsewhere
    [Documentation]    PASS
    Set Backend Environment    staging
    Validate Backend    @written    @changed
    [Teardown]    Set Backend Environment    ${None}

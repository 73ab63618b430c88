*** Settings ***
Documentation       An import with an argument that is not known, which may not end the run.
Library             QuashLibrary    registry=../../registries/environments.yaml    screenshots=alway


*** Test Cases ***
Nothing Is Known
    [Documentation]    FAIL STARTS: No keyword with name
    @in-environment

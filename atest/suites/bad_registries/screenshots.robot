*** Settings ***
Documentation       An import with an unknown argument, which must not end the run.
Library             QuashLibrary    registry=../../registries/environments.yaml    screenshots=alway    strict=Flase


*** Test Cases ***
Unknown Argument
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: screenshots must be failure, always or never, but is "alway"; did you mean "always"?\nstrict must be True or False, but is "Flase"
    @in-environment

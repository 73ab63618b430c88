*** Settings ***
Documentation       The suite ends before the outcome of its watch is known.
Library             QuashLibrary    registry=../../registries/watching.yaml
Suite Setup         Watch Backend    @waits    key=open-suite


*** Test Cases ***
Does Not Await It
    [Documentation]    PASS
    Validate Backend    @known
    # Long enough for an attempt of what the suite watches.
    Sleep    1s

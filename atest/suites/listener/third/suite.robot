*** Settings ***
Documentation       A suite with registry=validations.yaml, but without such a file beside it.
Library             QuashLibrary    registry=validations.yaml


*** Test Cases ***
Third Has No Slugs
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: the registry has 1 problem:
    @only-second

Third Knows No Slugs
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: the registry has 1 problem:
    Validate Backend    @only-second

*** Settings ***
Documentation       Says registry=validations.yaml as well, and has no such file beside it.
Library             QuashLibrary    registry=validations.yaml


*** Test Cases ***
Third Has No Slugs
    [Documentation]    FAIL STARTS: No keyword with name '@only-second' found.
    @only-second

Third Knows No Slugs
    [Documentation]    FAIL REGEXP: .*(No validation named @only-second|No keyword with name 'Validate Backend').*
    Validate Backend    @only-second

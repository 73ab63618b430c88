*** Settings ***
Documentation       The first of two suites with registry=validations.yaml.
Library             QuashLibrary    registry=validations.yaml


*** Test Cases ***
First Has Its Own Slug
    [Documentation]    PASS
    @only-first

First Has Its Own Meaning Of A Slug
    [Documentation]    PASS
    @same

First Does Not Know The Other's Slug
    [Documentation]    FAIL REGEXP: .*No validation named @only-second in .*first/validations\\.yaml\\..*
    Validate Backend    @only-second

First Does Not Know The Other's Step
    [Documentation]    FAIL STARTS: No keyword with name '@only-second' found.
    @only-second

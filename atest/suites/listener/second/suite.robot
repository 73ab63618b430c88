*** Settings ***
Documentation       The second of two suites with registry=validations.yaml.
Library             QuashLibrary    registry=validations.yaml


*** Test Cases ***
Second Has Its Own Slug
    [Documentation]    PASS
    @only-second

Second Has Its Own Meaning Of A Slug
    [Documentation]    FAIL @same failed: $.currency should be "USD", was "EUR"
    @same

Second Does Not Know The Other's Slug
    [Documentation]    FAIL REGEXP: .*No validation named @only-first in .*second/validations\\.yaml\\..*
    Validate Backend    @only-first

Second Does Not Know The Other's Step
    [Documentation]    FAIL STARTS: No keyword with name '@only-first' found.
    @only-first

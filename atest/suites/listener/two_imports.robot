*** Settings ***
Documentation       Two imports of the library, each with a different registry.
Library             QuashLibrary    registry=first/validations.yaml    AS    First
Library             QuashLibrary    registry=second/validations.yaml    AS    Second


*** Test Cases ***
Slugs Of One Registry
    [Documentation]    PASS
    @only-first
    @only-second
    First.@only-first
    Second.@only-second

Slug Of Both Registries
    [Documentation]    FAIL @same failed: $.currency should be "USD", was "EUR"
    First.@same
    Second.@same

Validate Backend Of Both
    [Documentation]    PASS
    First.Validate Backend    @only-first
    Second.Validate Backend    @only-second

Fetch Into Variable Of Both
    [Documentation]    PASS
    First.Fetch Into Variable    ${value}    @only-first
    Should Be Equal    ${value}    EUR
    Second.Fetch Into Variable    ${value}    @only-second
    Should Be Equal    ${value}    ${17.8}

Slug Of The Other Registry
    [Documentation]    FAIL REGEXP: .*No validation named @only-second in .*first/validations\\.yaml\\..*
    First.Validate Backend    @only-second

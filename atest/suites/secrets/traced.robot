*** Settings ***
Documentation       Secret inputs in every form of a step, traced by Robot before the keyword gets them.
Library             SecretMaker.py
Library             QuashLibrary    registry=../../registries/secrets.yaml


*** Variables ***
${SLUG}     secret-input
@{SLUGS}    @secret-input


*** Test Cases ***
Expression
    [Documentation]    PASS STARTS: Backend warning
    @secret-input    secret=${{SecretMaker.secret()}}    on_failure=warn
    @secret-input    ${{SecretMaker.secret()}}    on_failure=warn
    Validate Backend    @secret-input    secret=${{SecretMaker.secret()}}    on_failure=warn
    Run Keyword    @secret-input    secret=${{SecretMaker.secret()}}    on_failure=warn

Dictionary
    [Documentation]    PASS STARTS: Backend warning
    ${inputs} =    Secret Inputs
    @secret-input    &{inputs}    on_failure=warn
    Validate Backend    @secret-input    &{inputs}    on_failure=warn

Slug In A Variable
    [Documentation]    PASS STARTS: Backend warning
    ${value} =    Hidden Secret
    Validate Backend    @${SLUG}    secret=${value.text}    on_failure=warn
    Validate Backend    @{SLUGS}    secret=${value.text}    on_failure=warn
    Fetch Backend Value    @${SLUG}    value=$.method    secret=${value.text}    on_failure=warn
    Fetch Into Variable    ${method}    @${SLUG}    value=$.method    secret=${value.text}    on_failure=warn
    Watch Backend    @${SLUG}    secret=${value.text}    on_failure=warn
    Await Backend

Set For The Test
    [Documentation]    PASS STARTS: Backend warning
    VAR    ${name}    secret
    ${value} =    Hidden Secret
    Set Backend Input    secret    ${{SecretMaker.secret()}}
    Set Backend Input    ${name}    ${value.text}
    @secret-input    on_failure=warn

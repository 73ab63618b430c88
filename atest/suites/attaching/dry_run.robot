*** Settings ***
Documentation       Attachments in a dry run.
Library             Till.py
Library             QuashLibrary    registry=../../registries/attaching/mistakes.yaml


*** Test Cases ***
Missing Input
    [Documentation]    FAIL @said is missing its input "word": add word=… to the step, or set \${word} before it
    Do    misses

Given Input
    [Documentation]    PASS
    Do    gives

Before A Keyword
    [Documentation]    FAIL @said is missing its input "word": add word=… to the step, or set \${word} before it
    Order Tea

In Run Keyword
    [Documentation]    FAIL @said is missing its input "word": add word=… to the step, or set \${word} before it
    Run Keyword    Do    misses

By A Tag
    [Documentation]    FAIL REGEXP: Tag after:@sayd: No validation named @sayd in .*mistakes\\.yaml\\. Did you mean @said\\?
    [Tags]    after:@sayd
    Do    nothing

By A Tag Without Its Input
    [Documentation]    FAIL @said is missing its input "word": add word=… to the step, or set \${word} before it
    [Tags]    after:@said
    Do    nothing


*** Keywords ***
Order Tea
    No Operation

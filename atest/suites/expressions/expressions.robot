*** Settings ***
Documentation       Robot Framework expressions as an operator.
Library             QuashLibrary    registry=../../registries/expressions.yaml


*** Variables ***
@{currencies}       EUR    USD


*** Test Cases ***
Expressions Hold
    [Documentation]    PASS
    VAR    ${least}    ${1}
    @total-in-cents
    Variable Should Not Exist    ${value}

Expression Is False
    [Documentation]    FAIL STARTS: @total-in-cents failed: $.total should satisfy
    VAR    ${least}    ${1000}
    @total-in-cents

Unknown Variable
    [Documentation]    FAIL REGEXP: @total-in-cents error: cannot evaluate round.*(?s:.*): Variable '\\$least' not found.*
    @total-in-cents

Expression That Cannot Be Evaluated
    [Documentation]    FAIL REGEXP: @total-strange error: cannot evaluate .*: AttributeError: .*
    @total-strange

Expression That Would End The Run
    [Documentation]    FAIL REGEXP: @exits error: cannot evaluate (?s:.*): 3(?s:.*)
    @exits

Inputs Come Before Variables
    [Documentation]    FAIL STARTS: @in-limit failed: $.total should satisfy $value <= $limit, was 17.8
    VAR    ${limit}    ${100}
    @in-limit    limit=25
    @in-limit    limit=5

Fetched Values Come Before Variables
    [Documentation]    PASS
    VAR    ${expected}    nothing of the kind
    @state-fetched
    @state-as-fetched

Variables Of The Running Keyword Are Seen
    [Documentation]    PASS
    Ask In A Keyword

Checked Value Is Not Changed
    [Documentation]    PASS
    @items-kept

Several At The Same Time
    [Documentation]    PASS
    VAR    ${least}    ${1}
    Validate Backend    @total-in-cents    @items-kept


*** Keywords ***
Ask In A Keyword
    VAR    ${least}    ${2}
    @total-in-cents

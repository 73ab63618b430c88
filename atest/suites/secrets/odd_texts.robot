*** Settings ***
Documentation       Responses that could break the log or inject code into it.
Library             QuashLibrary    registry=../../registries/odd_texts.yaml


*** Variables ***
@{EXECUTED}         # What is executed of a response leaves its mark here.


*** Test Cases ***
Lone Surrogates
    [Documentation]    FAIL @surrogates failed: $.name should be "expected", was "lone \\ud800 and \\udfff"
    @surrogates

Lone Surrogates That Are Fetched
    [Documentation]    FAIL STARTS: lone \\ud800 and \\udfff != other
    ${name} =    Fetch Backend Value    @fetched    body=surrogates
    Log    ${name}
    Set Test Variable    ${name}
    Should Be Equal    ${name}    other

Bytes That Are Not Text
    [Documentation]    FAIL STARTS: @no-text error: the body is not JSON
    @no-text

Markup
    [Documentation]    FAIL STARTS: @markup failed: $.name should be "expected", was "*HTML*<script>
    @markup

Markup That Is Fetched
    [Documentation]    PASS
    ${name} =    Fetch Backend Value    @fetched    body=markup
    Should Start With    ${name}    *HTML*<script>

Markup In A Warning
    [Documentation]    PASS STARTS: Backend warning: @markup failed: $.name should be "expected", was "*HTML*<script>
    Validate Backend    @markup    on_failure=warn

Control Characters
    [Documentation]    FAIL STARTS: @controls failed: $.name should be "expected", was "tab
    @controls

Right-To-Left Text
    [Documentation]    FAIL @writing failed: $.name should be "expected", was "שלום"
    @writing

Texts With Robot Syntax
    [Documentation]    FAIL @tricky failed: $.variable should be "", was "\${HOME} and \%{PATH} and @{x}"
    @tricky

Text That Robot Would Execute
    [Documentation]    PASS STARTS: Backend warning: @danger failed: $.text should be "", was
    ${status} =    Run Keyword And Return Status    @danger
    Should Be Equal    ${status}    ${False}
    Run Keyword And Return Status    Validate Backend    @danger    @tricky
    Validate Backend    @danger    on_failure=warn
    Should Be Empty    ${EXECUTED}

Value That Robot Would Execute
    [Documentation]    PASS
    Evaluate    $EXECUTED.clear()
    FOR    ${scope}    IN    LOCAL    TEST    SUITE    SUITES    GLOBAL
        FOR    ${name}    IN    text    list    object
            Fetch Into Variable    ${fetched}    @danger-fetched    value=${name}    scope=${scope}
            ${value} =    Fetch Backend Value    @danger-fetched    value=${name}    given=${fetched}
            Should Be Equal    ${fetched}    ${value}
        END
    END
    Should Be Empty    ${EXECUTED}

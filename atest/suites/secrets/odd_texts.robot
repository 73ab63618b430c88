*** Settings ***
Documentation       Responses that would break a log, or run in it.
Library             QuashLibrary    registry=../../registries/odd_texts.yaml


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

Bytes That Are No Text
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

Writing Of Other Directions
    [Documentation]    FAIL @writing failed: $.name should be "expected", was "שלום"
    @writing

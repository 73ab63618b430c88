*** Settings ***
Documentation       Fetch Into Variable sets variables of every kind, and passes values on unchanged.
Library             ExpectedTexts.py
Library             QuashLibrary    registry=../../registries/forms
Suite Setup         Fetch Into Variable    ${from setup}    @order-known


*** Variables ***
${EXISTING}         before


*** Test Cases ***
Unknown Variable
    [Documentation]    PASS
    Fetch Into Variable    ${otp}    @otp
    Should Match Regexp    ${otp}    ^\\d{6}$

Existing Variable
    [Documentation]    PASS
    Fetch Into Variable    ${EXISTING}    @order-known
    Should Be Equal    ${EXISTING}    EUR

Existing Variable Is Unchanged In The Next Test
    [Documentation]    PASS
    Should Be Equal    ${EXISTING}    before

Name Without Braces
    [Documentation]    PASS
    Fetch Into Variable    $without_braces    @order-known
    Should Be Equal    ${without_braces}    EUR
    Fetch Into Variable    $without_braces    @order-paid    value=number    order_id=${PAID_ORDER}
    Should Be Equal    ${without_braces}    ${PAID_ORDER}

Escaped Name
    [Documentation]    PASS
    Fetch Into Variable    \${escaped}    @order-known
    Should Be Equal    ${escaped}    EUR
    Fetch Into Variable    \${escaped}    @order-paid    value=number    order_id=${PAID_ORDER}
    Should Be Equal    ${escaped}    ${PAID_ORDER}
    Fetch Into Variable    \$escaped    @order-known
    Should Be Equal    ${escaped}    EUR

Bare Name
    [Documentation]    PASS
    Fetch Into Variable    bare_name    @order-known
    Should Be Equal    ${bare_name}    EUR

Name With Equals Sign
    [Documentation]    PASS
    Fetch Into Variable    ${equals} =    @order-known
    Should Be Equal    ${equals}    EUR

Value Is Returned Too
    [Documentation]    PASS
    ${returned} =    Fetch Into Variable    ${set}    @order-known
    Should Be Equal    ${returned}    ${set}

In A Loop In Which It Exists
    [Documentation]    PASS
    FOR    ${key}    IN    loop-1    loop-2    loop-3
        Fetch Into Variable    ${request}    @paid-at-third    key=${key}    within=5s
        Should Be Equal    ${request}    ${3}
        VAR    ${request}    changed
    END

Loop Variable Itself
    [Documentation]    PASS
    FOR    ${currency}    IN    USD    GBP
        Fetch Into Variable    ${currency}    @order-known
        Should Be Equal    ${currency}    EUR
    END

By Name Of The Value
    [Documentation]    PASS
    Fetch Into Variable    ${total}    @order-paid    value=total    order_id=${PAID_ORDER}
    Should Be Equal    ${total}    ${17.8}

By Path
    [Documentation]    PASS
    Fetch Into Variable    ${sku}    @order-paid    value=$.items[0].sku    order_id=${PAID_ORDER}
    Should Be Equal    ${sku}    tea

Input From A Variable
    [Documentation]    PASS
    VAR    ${order_id}    ${PAID_ORDER}
    Fetch Into Variable    ${number}    @order-paid    value=number
    Should Be Equal    ${number}    ${PAID_ORDER}

Slug From A Variable
    [Documentation]    PASS
    VAR    ${name}    order-known
    Fetch Into Variable    ${currency}    @${name}
    Should Be Equal    ${currency}    EUR

Default Scope Is The Test
    [Documentation]    PASS
    Fetch In A User Keyword
    Should Be Equal    ${in_user_keyword}    EUR

Test Scope Ends With The Test
    [Documentation]    PASS
    Variable Should Not Exist    ${in_user_keyword}

Local Scope Ends With The Keyword
    [Documentation]    PASS
    Fetch In A User Keyword    scope=LOCAL
    Variable Should Not Exist    ${in_user_keyword}

Suite Scope
    [Documentation]    PASS
    Fetch Into Variable    ${of_suite}    @order-known    scope=SUITE
    Fetch Into Variable    ${of_all}    @order-known    scope=global

Suite Scope Applies In The Next Test
    [Documentation]    PASS
    Should Be Equal    ${of_suite}    EUR
    Should Be Equal    ${of_all}    EUR

Task Scope Is Test Scope
    [Documentation]    PASS
    Fetch In A User Keyword    scope=TASK
    Should Be Equal    ${in_user_keyword}    EUR

Unknown Scope
    [Documentation]    FAIL STARTS: unknown value scope="WORLD"; choose LOCAL, TEST
    Fetch Into Variable    ${never}    @order-known    scope=WORLD

Suite Setup Sets A Suite Variable
    [Documentation]    PASS
    Should Be Equal    ${from setup}    EUR

Failed Validation Sets Nothing
    [Documentation]    PASS
    Run Keyword And Expect Error    STARTS: @order-pending failed
    ...    Fetch Into Variable    ${never}    @order-pending
    Variable Should Not Exist    ${never}

Unknown Slug
    [Documentation]    FAIL REGEXP: No validation named @opt in .*\. Did you mean @otp\\?
    Fetch Into Variable    ${never}    @opt

Unknown Input
    [Documentation]    FAIL @order-paid: no input "order"; did you mean "order_id"?
    Fetch Into Variable    ${never}    @order-paid    value=total    order=${PAID_ORDER}

Given Fetch Into Variable
    [Documentation]    PASS
    Given Fetch Into Variable    ${given}    @order-known
    Should Be Equal    ${given}    EUR

In A Test's Setup
    [Documentation]    PASS
    [Setup]    Fetch Into Variable    ${in_setup}    @order-known
    Should Be Equal    ${in_setup}    EUR

By Run Keyword
    [Documentation]    PASS
    Run Keyword    Fetch Into Variable    ${by_run_keyword}    @order-known
    Should Be Equal    ${by_run_keyword}    EUR
    Wait Until Keyword Succeeds    3x    0s    Fetch Into Variable    ${waited}    @order-known
    Should Be Equal    ${waited}    EUR

In Run Keywords And Run Keyword If
    [Documentation]    PASS
    Run Keywords    Fetch Into Variable    ${first}    @order-known    AND    Should Be Equal    ${first}    EUR
    Run Keyword If    ${True}    Fetch Into Variable    ${second}    @order-known
    Should Be Equal    ${second}    EUR
    ${status} =    Run Keyword And Return Status    Fetch Into Variable    ${third}    @order-known
    Should Be Equal    ${third}    EUR
    IF    ${True}    Fetch Into Variable    ${fourth}    @order-known
    Should Be Equal    ${fourth}    EUR

Written In Other Ways
    [Documentation]    PASS
    fetch_into_variable    ${first}    @order-known
    QuashLibrary.FetchIntoVariable    ${second}    @order-known
    Should Be Equal    ${first}${second}    EUREUR

Without A Slug
    [Documentation]    FAIL Keyword 'QuashLibrary.Fetch Into Variable' expected at least 2 arguments, got 1.
    Fetch Into Variable    ${never}

Texts Are Passed On Unchanged
    [Documentation]    PASS
    FOR    ${name}    IN    variable    backslashes    equals    named    unicode    spaces    empty    lines
        Fetch Into Variable    ${text}    @tricky    value=${name}
        Should Be Tricky    ${name}    ${text}
        ${text} =    Fetch Backend Value    @tricky    value=${name}
        Should Be Tricky    ${name}    ${text}
    END

Texts Stay Unchanged In Every Scope
    [Documentation]    PASS
    FOR    ${scope}    IN    LOCAL    TEST    SUITE    SUITES    GLOBAL
        Fetch Into Variable    ${text}    @tricky    value=variable    scope=${scope}
        Should Be Tricky    variable    ${text}
    END

Types Are Kept
    [Documentation]    PASS
    Fetch Into Variable    ${whole}    @numbers    value=whole
    Should Be Equal    ${whole}    ${3}
    Fetch Into Variable    ${none}    @numbers    value=none
    Should Be Equal    ${none}    ${None}
    Fetch Into Variable    ${list}    @numbers    value=list
    Should Be Equal    ${list}    ${{[1, 2]}}
    Fetch Into Variable    ${object}    @numbers    value=object
    Should Be Equal    ${object}    ${{{'a': 1}}}

Input With Robot Syntax
    [Documentation]    PASS
    FOR    ${name}    IN    variable    backslashes    equals    named    unicode    spaces
        Fetch Into Variable    ${text}    @tricky    value=${name}
        Fetch Into Variable    ${sent}    @echo    text=${text}
        ${sent} =    Evaluate    json.loads($sent)['text']
        Should Be Tricky    ${name}    ${sent}
    END


*** Keywords ***
Fetch In A User Keyword
    [Arguments]    ${scope}=TEST
    Fetch Into Variable    ${in_user_keyword}    @order-known    scope=${scope}
    Should Be Equal    ${in_user_keyword}    EUR

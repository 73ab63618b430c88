*** Settings ***
Documentation       Mistakes that a dry run must find without sending a request.
Library             QuashLibrary    registry=../../registries/forms


*** Test Cases ***
Mistyped Step
    [Documentation]    FAIL REGEXP: No keyword with name '@order-payd' found\\..*@order-paid.*
    @order-payd    order_id=1

Mistyped Step With Given
    [Documentation]    FAIL REGEXP: No keyword with name 'Given @order-payd' found\\..*
    Given @order-payd    order_id=1

Mistyped Slug Of Validate Backend
    [Documentation]    FAIL REGEXP: No validation named @order-payd in .*\\. Did you mean @order-paid\\?
    Validate Backend    @order-payd    order_id=1

Mistyped Second Slug Of Validate Backend
    [Documentation]    FAIL REGEXP: No validation named @payment-capturd in .*\\. Did you mean @payment-captured\\?
    Validate Backend    @order-paid    @payment-capturd    order_id=1

Mistyped Slug Of Fetch Backend Value
    [Documentation]    FAIL REGEXP: No validation named @opt in .*\\. Did you mean @otp\\?
    ${otp} =    Fetch Backend Value    @opt

Mistyped Slug Of Fetch Into Variable
    [Documentation]    FAIL REGEXP: No validation named @opt in .*\\. Did you mean @otp\\?
    Fetch Into Variable    ${otp}    @opt

Mistyped Slug Of Remember Backend
    [Documentation]    FAIL REGEXP: No validation named @opt in .*\\. Did you mean @otp\\?
    Remember Backend    @opt

Missing Input Of Remember Backend
    [Documentation]    FAIL STARTS: @order-paid is missing its input "order_id"
    Remember Backend    @order-paid

Mistyped Slug In A User Keyword
    [Documentation]    FAIL REGEXP: No validation named @order-knwon in .*\\. Did you mean @order-known\\?
    Keyword With A Mistake

Mistyped Slug In A Branch
    [Documentation]    FAIL REGEXP: No validation named @order-knwon in .*\\. Did you mean @order-known\\?
    IF    ${False}
        Fetch Into Variable    ${currency}    @order-knwon
    END

Missing Input
    [Documentation]    FAIL @paid-at-third is missing its input "key": add key=… to the step, or set \${key} before it
    @paid-at-third

Missing Input Of Validate Backend
    [Documentation]    FAIL @paid-at-third is missing its input "key": add key=… to the step, or set \${key} before it
    Validate Backend    @paid-at-third

Missing Input Of Fetch Into Variable
    [Documentation]    FAIL @paid-at-third is missing its input "key": add key=… to the step, or set \${key} before it
    Fetch Into Variable    ${request}    @paid-at-third

Unknown Input
    [Documentation]    FAIL REGEXP: .*(no input|got unexpected named argument|got unexpected) .*"?kye"?.*
    @paid-at-third    key=x    kye=y

Unknown Input Of Validate Backend
    [Documentation]    FAIL @order-paid: no input "currncy"; did you mean "currency"?
    Validate Backend    @order-paid    order_id=1    currncy=EUR

Unknown Input Of Fetch Into Variable
    [Documentation]    FAIL @order-paid: no input "currncy"; did you mean "currency"?
    Fetch Into Variable    ${total}    @order-paid    order_id=1    currncy=EUR

Unknown Policy
    [Documentation]    FAIL REGEXP: .*'on_failure'.* got value 'ignore'.*
    @order-known    on_failure=ignore

No Slug
    [Documentation]    FAIL REGEXP: Keyword 'QuashLibrary\\.Validate Backend' expected at least 1 non-named argument, got 0\\.
    Validate Backend


*** Keywords ***
Keyword With A Mistake
    Validate Backend    @order-knwon

*** Settings ***
Documentation       Fetch Backend Value returns one value.
Library             QuashLibrary    registry=../../registries/forms


*** Test Cases ***
The Only Value
    [Documentation]    PASS
    ${code} =    Fetch Backend Value    @otp
    Should Match Regexp    ${code}    ^\\d{6}$

By Name
    [Documentation]    PASS
    ${total} =    Fetch Backend Value    @order-paid    total    order_id=${PAID_ORDER}
    Should Be Equal    ${total}    ${17.8}
    ${number} =    Fetch Backend Value    @order-paid    value=number    order_id=${PAID_ORDER}
    Should Be Equal    ${number}    ${PAID_ORDER}

Path That Finds Several
    [Documentation]    PASS
    ${skus} =    Fetch Backend Value    @order-paid    value=$.items[*].sku    order_id=${PAID_ORDER}
    Should Contain    ${skus}    tea
    Variable Should Not Exist    ${number}

Missing Value With A Warning
    [Documentation]    PASS STARTS: Backend warning: @shop-healthy failed: $.statu should be found, was not found
    ${nothing} =    Fetch Backend Value    @shop-healthy    value=$.statu    on_failure=warn
    Should Be Equal    ${nothing}    ${None}

Not A Path
    [Documentation]    FAIL STARTS: @shop-healthy: "$.[" is not a valid path
    Fetch Backend Value    @shop-healthy    value=$.[

By Path
    [Documentation]    PASS
    ${sku} =    Fetch Backend Value    @order-paid    value=$.items[0].sku    order_id=${PAID_ORDER}
    Should Be Equal    ${sku}    tea

Keeps Its Type
    [Documentation]    PASS
    ${value} =    Fetch Backend Value    @numbers    value=whole
    Should Be Equal    ${value}    ${3}
    ${value} =    Fetch Backend Value    @numbers    value=yes
    Should Be Equal    ${value}    ${True}
    ${value} =    Fetch Backend Value    @numbers    value=none
    Should Be Equal    ${value}    ${None}
    ${value} =    Fetch Backend Value    @numbers    value=list
    Should Be Equal    ${value}    ${{[1, 2]}}
    ${value} =    Fetch Backend Value    @numbers    value=object
    Should Be Equal    ${value}    ${{{'a': 1}}}

Several Values
    [Documentation]    FAIL @order-paid: it fetches several values; choose value=number or value=total
    Fetch Backend Value    @order-paid    order_id=${PAID_ORDER}

Unknown Value
    [Documentation]    FAIL @order-paid: it fetches no value "totl"; did you mean "total"?
    Fetch Backend Value    @order-paid    totl    order_id=${PAID_ORDER}

No Value
    [Documentation]    FAIL @shop-healthy: it fetches no value; add \ fetch \ to it in the registry, or write value=$.path
    Fetch Backend Value    @shop-healthy

Path That Finds Nothing
    [Documentation]    FAIL STARTS: @shop-healthy failed: $.statu should be found, was not found
    Fetch Backend Value    @shop-healthy    value=$.statu

Failed Validation
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending"
    ${total} =    Fetch Backend Value    @order-pending
    Fail    not reached

Warning About A Failed Validation
    [Documentation]    PASS Backend warning: @order-pending failed: $.state should be "paid", was "pending"
    ${total} =    Fetch Backend Value    @order-pending    on_failure=warn
    Should Be Equal    ${total}    ${17.8}

Value In An Inline If
    [Documentation]    PASS
    ${currency} =    IF    ${True}    Fetch Backend Value    @order-known    ELSE    Set Variable    none
    Should Be Equal    ${currency}    EUR

By Run Keyword
    [Documentation]    PASS
    ${currency} =    Run Keyword    Fetch Backend Value    @order-known
    Should Be Equal    ${currency}    EUR

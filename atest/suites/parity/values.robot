*** Settings ***
Documentation       Each use of a value in docs/explanation/comparison.md.
Library             QuashLibrary    registry=../../registries/parity


*** Test Cases ***
Fetched
    [Documentation]    PASS
    ${email} =    Fetch Backend Value    @fetched
    Should Be Equal    ${email}    ada@shop.example

Fetched Into Variable
    [Documentation]    PASS
    Fetch Into Variable    ${otp}    @fetched-by-pattern
    Should Be Equal    ${otp}    482913

Fetched Into Variable Fails
    [Documentation]    FAIL STARTS: @fetched-by-pattern failed: fetch code ($.mail) should be found once, was not found
    Fetch Into Variable    ${otp}    @fetched-by-pattern    answer=lost-order

Fetched With Default
    [Documentation]    PASS
    ${reason} =    Fetch Backend Value    @fetched-from-body    value=reason
    Should Be Equal    ${reason}    none
    ${reason} =    Fetch Backend Value    @fetched-from-body    value=reason    answer=lost-order
    Should Be Equal    ${reason}    payment rolled back

Fetched List
    [Documentation]    PASS
    ${skus} =    Fetch Backend Value    @fetched-list    value=skus
    Should Be Equal    ${skus}    ${{['tea', 'cup']}}

Fetched From Headers
    [Documentation]    PASS
    ${fetched} =    @fetched-from-headers
    Should Be Equal    ${fetched}    ${{{'type': 'application/json', 'session': 's-1', 'status': 200}}}

Fetched From Headers Fails
    [Documentation]    FAIL STARTS: @fetched-from-headers failed: fetch session (cookie session) should be found once, was not found
    @fetched-from-headers    given=other=s-1

Fetched By Path
    [Documentation]    PASS
    ${sku} =    Fetch Backend Value    @fetched    value=$.items[1].sku
    Should Be Equal    ${sku}    cup

Sent With Types
    [Documentation]    PASS
    ${sent} =    Fetch Backend Value    @sent-with-types    quantity=2
    Should Be Equal    ${{json.loads($sent)}}    ${{{'quantity': 2, 'note': 'none'}}}

Secret In Text
    [Documentation]    PASS
    @secret-in-text

In Environment
    [Documentation]    PASS
    Set Backend Environment    staging
    ${stage} =    Fetch Backend Value    @in-environment
    Should Be Equal    ${stage}    staging
    Set Backend Environment    ${None}
    ${stage} =    Fetch Backend Value    @in-environment
    Should Be Equal    ${stage}    none

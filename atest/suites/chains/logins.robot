*** Settings ***
Documentation       Logins that need other validations.
Library             QuashLibrary    registry=../../registries/chains


*** Test Cases ***
Login Needs Another Validation
    [Documentation]    PASS
    VAR    ${who}    anna
    @account-of-customer    customer=anna
    VAR    ${who}    bert
    @account-of-customer    customer=bert

Login Of A Watch Needs Another Validation
    [Documentation]    PASS
    VAR    ${who}    anna
    Watch Backend    @account-of-customer    customer=anna
    Await Backend    @account-of-customer

Input Of A Needed Validation Is Missing
    [Documentation]    FAIL STARTS: @account-of-customer error: no token from @token-of-code: needs @code-of-u
    @account-of-customer

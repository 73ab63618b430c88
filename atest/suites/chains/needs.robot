*** Settings ***
Documentation       Validations that need others.
Library             QuashLibrary    registry=../../registries/chains


*** Test Cases ***
Needed Validation Runs First And Passes On Its Values
    [Documentation]    PASS
    &{fetched} =    @profile    user=anna    page=2
    Should Be Equal    ${fetched}[profile]    /echo/anna

Needed Inputs May Be Given By Position
    [Documentation]    PASS
    @profile    2    anna

Needed Twice Runs Once
    [Documentation]    PASS
    @dashboard    user=anna

Needed And Called Runs Once
    [Documentation]    PASS
    Validate Backend    @profile    @session    user=anna

Needed Fails
    [Documentation]    FAIL @after-payment error: needs @order-paid, which failed: $.state should be "paid", was "pending"
    @after-payment

Needed Of Needed Fails
    [Documentation]    FAIL STARTS: @after-after-payment error: needs @after-payment, which had an error: need
    @after-after-payment

Policy Is That Of The Dependent
    [Documentation]    PASS Backend warning: @after-payment-warn error: needs @order-paid, which failed: $.state should be "paid", was "pending"
    @after-payment-warn

Needed And Called Fails
    [Documentation]    FAIL 2 of 2 validations failed: @after-payment, @order-paid
    Validate Backend    @after-payment    @order-paid

Input That No Validation Declares
    [Documentation]    FAIL @profile: no input "usr"; did you mean "user"?
    Validate Backend    @profile    usr=anna

Values Are Available Afterwards
    [Documentation]    PASS
    @profile    user=anna
    @account-of-profile

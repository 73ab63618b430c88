*** Settings ***
Documentation       Mistakes in watching that a dry run can find.
Library             QuashLibrary    registry=../../registries/watching.yaml


*** Test Cases ***
Correct
    [Documentation]    PASS
    Watch Backend    @order-paid    order_id=7    within=3s
    Await Backend    @order-paid
    Await Backend

Unknown Slug
    [Documentation]    FAIL REGEXP: No validation named @order-payed in .*Did you mean @order-paid\\?
    Watch Backend    @order-payed    order_id=7

Unknown Slug To Await
    [Documentation]    FAIL REGEXP: No validation named @order-payed in .*Did you mean @order-paid\\?
    Await Backend    @order-payed

Unknown Input
    [Documentation]    FAIL @order-paid: no input "order"; did you mean "order_id"?
    Watch Backend    @order-paid    order=7

Missing Input
    [Documentation]    FAIL STARTS: @order-paid is missing its input "order_id"
    Watch Backend    @order-paid

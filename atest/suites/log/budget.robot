*** Settings ***
Documentation       One validation that passes.
Library             QuashLibrary    registry=../../registries/budget.yaml    evidence=${EVIDENCE}


*** Variables ***
${EVIDENCE}     failure


*** Test Cases ***
Passed
    [Documentation]    PASS
    @order-created    order=whole-order

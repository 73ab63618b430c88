*** Settings ***
Documentation       Responses are checked against a JSON Schema.
Library             QuashLibrary    registry=../../registries/schemas


*** Test Cases ***
Order Matches The Schema File
    [Documentation]    PASS
    @order-as-agreed    ${PAID_ORDER}

Every Violation Is Reported
    [Documentation]    FAIL REGEXP: @order-strange failed: \\$\\.colour should exist, was not found(?s:.*)\\$\\.items\\[0\\]\\.quantity\\s+should match maximum: 1, was the number 2(?s:.*)\\$\\.total\\s+should be of type string, was the number 17\\.8(?s:.*)
    @order-strange    ${PAID_ORDER}

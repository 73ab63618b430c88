*** Settings ***
Documentation       AppiumLibrary is imported, and no application is open.
Library             AppiumLibrary
Library             QuashLibrary    registry=../../registries/screens.yaml


*** Test Cases ***
Failed Before Any UI Step
    [Documentation]    FAIL @order-pending failed: $.state should be "paid", was "pending"
    @order-pending

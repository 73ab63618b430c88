*** Settings ***
Documentation       Robot's timeouts end attached validations.
Library             Till.py
Library             QuashLibrary    registry=../../registries/attaching/suites.yaml


*** Test Cases ***
In The Test
    [Documentation]    FAIL Test timeout 500 milliseconds exceeded.
    [Timeout]    500ms
    Do    hangs
    Do    not reached

In Run Keyword
    [Documentation]    FAIL Test timeout 500 milliseconds exceeded.
    [Timeout]    500ms
    Run Keyword    Do    hangs
    Do    not reached

In A Keyword
    [Documentation]    FAIL Keyword timeout 500 milliseconds exceeded.
    Hangs
    Do    not reached


*** Keywords ***
Hangs
    [Timeout]    500ms
    Do    hangs

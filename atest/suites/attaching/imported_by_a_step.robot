*** Settings ***
Documentation       The library is imported while a test runs.
Library             Till.py


*** Test Cases ***
Test That Imports
    [Documentation]    FAIL STARTS: reached
    Import Library    QuashLibrary    registry=${CURDIR}/../../registries/attaching/steps.yaml
    Run Keyword    Do    continues
    Fail    reached

Next Test Only This
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    named

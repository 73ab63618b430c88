*** Settings ***
Documentation       A secret in the failures around tests.
Library             QuashLibrary    registry=../../registries/secrets.yaml
Suite Setup         Fail With The Code
Suite Teardown      Fail    Teardown ${otp}


*** Test Cases ***
After A Setup That Failed
    [Documentation]    FAIL Parent suite setup failed:
    ...    Wrong ***
    No Operation


*** Keywords ***
Fail With The Code
    ${otp} =    Fetch Backend Value    @otp
    VAR    ${otp}    ${otp}    scope=SUITE
    Fail    Wrong ${otp}

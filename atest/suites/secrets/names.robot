*** Settings ***
Documentation       Secrets in names, which Robot writes at the start of an item and on the console.
Library             SecretMaker.py
Library             QuashLibrary    registry=../../registries/secrets.yaml
Suite Setup         Learn The Code


*** Test Cases ***
In Metadata
    [Documentation]    PASS
    Set Suite Metadata    Meta ${otp}    x
    Set Suite Metadata    Code    ${otp}

In Names Of Keywords
    [Documentation]    FAIL No keyword with name 'No Such ***' found.
    Run Keyword And Ignore Error    No Such ${otp}
    Run Keyword And Continue On Failure    Typed ${otp} As Name
    Run Keyword    No Such ${otp}

In Control Structures
    [Documentation]    PASS
    IF    '${otp}' == '473829'    No Operation
    WHILE    '${otp}' != '473829'    limit=3    on_limit_message=never 473829
        No Operation
    END
    TRY
        Fail    Wrong
    EXCEPT    473829    Wrong
        No Operation
    END

In Messages That Decide The Next Step
    [Documentation]    FAIL Several failures occurred:
    ...
    ...    1) First ***
    ...
    ...    2) Second ***
    TRY
        Fail    Wrong ${otp}
    EXCEPT    Wrong ${otp}
        No Operation
    END
    Run Keyword And Expect Error    Wrong ${otp}    Fail    Wrong ${otp}
    Run Keyword And Continue On Failure    Fail    First ${otp}
    Run Keyword And Continue On Failure    Fail    Second ${otp}

On The Console
    [Documentation]    PASS
    Log To Console    said: ${otp}
    Log To Console    to stderr: ${otp}    stream=stderr
    Log    logged: ${otp}    console=True
    Print    printed: ${otp}


*** Keywords ***
Learn The Code
    ${otp} =    Fetch Backend Value    @otp
    VAR    ${otp}    ${otp}    scope=SUITE

Typed ${code} As Name
    Log    ${code}

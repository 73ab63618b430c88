*** Settings ***
Documentation       A suite that does not mention QuashLibrary.


*** Test Cases ***
Logs A Secret
    [Documentation]    PASS
    Log    The token is %{SHOP_TOKEN}
    Log    The token is %{SHOP_TOKEN}    WARN

Fails With A Secret
    [Documentation]    FAIL Wrong token ***
    Fail    Wrong token %{SHOP_TOKEN}

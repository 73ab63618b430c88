*** Settings ***
Documentation       Test users for one test at a time; pabot runs each test in a separate process.
Library             QuashLibrary    registry=../../registries/leasing.yaml


*** Test Cases ***
First Test Of Two Users
    [Documentation]    PASS
    Use One Of Two Users

Second Test Of Two Users
    [Documentation]    PASS
    Use One Of Two Users

First Test Of The Only Admin
    [Documentation]    PASS
    Use The Only Admin

Second Test Of The Only Admin
    [Documentation]    PASS
    Use The Only Admin

A Validation Reserves Its Own Value
    [Documentation]    PASS
    &{seen} =    @greets
    ${user} =    Lease Backend Input    user
    Should Be Equal    ${seen}[user]    ${user}

An Input Without A List
    [Documentation]    FAIL no validation has an input "key" with a lease; known are user, admin
    Lease Backend Input    key


*** Keywords ***
Use One Of Two Users
    ${user} =    Lease Backend Input    user
    Log    leased ${user}
    @takes-a-while    key=${{uuid.uuid4().int}}
    &{seen} =    @greets
    Should Be Equal    ${seen}[user]    ${user}

Use The Only Admin
    ${admin} =    Lease Backend Input    admin
    Log    leased ${admin}
    @takes-a-while    key=${{uuid.uuid4().int}}

*** Settings ***
Documentation       A suite with its own registry, which shares a slug with the listener's registry.
Library             Till.py
Library             QuashLibrary    registry=../../registries/attaching/tests.yaml    AS    Mine


*** Test Cases ***
Own Slug
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    @holds
    @fails

Own Attachment
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    [Tags]    lost
    Do    order

Attachment Of The Listener
    [Documentation]    FAIL @fails failed: $.state should be "paid", was "pending"
    Do    fails

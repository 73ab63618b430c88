*** Settings ***
Documentation       A suite with a registry of its own, that has a slug of the same name, beside that of the listener.
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

*** Settings ***
Documentation       Expectations of a connection for every answer.
Library             QuashLibrary    registry=../registries/every_answer.yaml


*** Test Cases ***
As The Connection Expects
    [Documentation]    PASS
    @known    answer=paid-order

Not As The Connection Expects
    [Documentation]    FAIL REGEXP: @known failed: \\$\\.state should be one of .*, was "pending"(?s:.*)every_answer\\.yaml:9 .*
    @known    answer=order

Both Are Wrong
    [Documentation]    FAIL STARTS: @known failed: $.state should be one of
    @known    answer=lost-order

As The Validation Expects
    [Documentation]    PASS
    @pending    answer=order

The Rest Of The Connection Still Applies
    [Documentation]    FAIL STARTS: @pending failed: $.error should not exist
    VAR    ${state}    payment_failed
    @pending    answer=lost-order

Without The Connection
    [Documentation]    PASS
    @as-it-is    answer=order

Answers That Did Not Succeed
    [Documentation]    PASS
    @gone

Check Of The Connection
    [Documentation]    PASS
    Check Backend Connection    backend

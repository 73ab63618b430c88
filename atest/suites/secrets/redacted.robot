*** Settings ***
Documentation       Redacted values of a registry. The documentation of its tests is masked as well.
Library             QuashLibrary    registry=../../registries/redacted.yaml    environment=staging


*** Test Cases ***
Validation That Fails
    [Documentation]    FAIL STARTS: @customer-blocked failed: $.state should be "blocked", was "active"
    @customer-blocked

Validation That Passes
    [Documentation]    PASS
    @customer-known

Values In Messages Of Other Libraries
    [Documentation]    FAIL *** != ***
    &{known} =    Validate Backend    @customer-known
    Log    ${known.email}
    Log    Mail to "${known.email}"    WARN
    Should Be Equal    ${known.email}    ${known.number}    values=True

Cookie
    [Documentation]    FAIL STARTS: @cookie-set failed: header Set-Cookie should contain "Secure", was "sid=***; Path=/"
    @cookie-set

Header
    [Documentation]    FAIL STARTS: @sent-on failed: status should be 200, was 302
    @sent-on

Short Values
    [Documentation]    FAIL STARTS: @family-known failed: $.state should be "blocked", was "active"
    Log    Retried 3 times; state wed, 3 s left, page 3 of 30
    @family-known

Short Value That Is Fetched
    [Documentation]    PASS
    Fetch Into Variable    ${pin}    @family-fetched
    Log    The pin is ${pin}
    ${pin} =    Fetch Backend Value    @family-fetched    value=$.family.pin

No Redacted Value In The Answer
    [Documentation]    FAIL STARTS: @not-redacted failed: $.state should be "paid", was "pending"
    @not-redacted

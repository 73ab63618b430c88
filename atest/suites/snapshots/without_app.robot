*** Settings ***
Documentation       The values that Remember Backend remembers, their lifetime, and the message if they are missing.
Library             QuashLibrary    registry=../../registries/snapshots.yaml
Library             ../../../demo/suites/ShopTestApi.py    ${SHOP_URL}


*** Test Cases ***
Nothing Has Changed
    [Documentation]    PASS
    Remember Backend    @stock-kept
    @stock-kept

A Snapshot Ends With Its Test
    [Documentation]    FAIL STARTS: @stock-kept error: there is no snapshot to compare with
    @stock-kept

Missing Step Is Written Out
    [Documentation]    FAIL REGEXP: .*\n\\s+there is no snapshot to compare with; before the change, add\\s+Remember Backend\\s+@latest-otp\\s+phone=.4915550100\n.*
    @latest-otp    phone=+4915550100

Other Inputs Are Another Snapshot
    [Documentation]    FAIL REGEXP: @one-more-session error: .*only one (?s:.*)with other inputs.*
    ${customer} =    New Customer
    Remember Backend    @one-more-session    user=${customer.phone}
    @one-more-session    ${customer.email}

Counts Change
    [Documentation]    FAIL STARTS: @one-more-session failed: $.count should have changed by 1, was 0, before 0 (+0)
    ${customer} =    New Customer
    Remember Backend    @one-more-session    user=${customer.phone}
    @one-more-session    ${customer.phone}

A Failing Backend Has No State
    [Documentation]    FAIL @never-there error: the backend answered 500 (Internal Server Error), which is not a state to remember
    Remember Backend    @never-there

Errors Follow Their Policy
    [Documentation]    SKIP STARTS: @never-there error
    Remember Backend    @never-there    on_error=skip

Nothing To Compare
    [Documentation]    FAIL REGEXP: @nothing-compared error: .*
    Remember Backend    @nothing-compared

Unknown Input
    [Documentation]    FAIL @latest-otp: no input "telephone"; did you mean "phone"?
    Remember Backend    @latest-otp    telephone=1

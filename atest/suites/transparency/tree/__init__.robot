*** Settings ***
Documentation       A folder of suites.
Metadata            Level    top
Suite Setup         Log    top setup
Suite Teardown      Fail    top teardown
Test Setup          Log    from above
Test Tags           from above

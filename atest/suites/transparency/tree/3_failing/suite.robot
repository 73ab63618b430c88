*** Settings ***
Suite Setup         Fail    setup of a suite


*** Test Cases ***
Not Run
    Log    not run

Not Run Either
    [Setup]    Log    not run
    Log    not run

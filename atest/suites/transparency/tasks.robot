*** Settings ***
Documentation       Tasks.
Task Setup          Log    setup


*** Tasks ***
First Task
    Log    ${TEST NAME}

Second Task
    Set Test Message    done
    Fail    not done

*** Settings ***
Documentation       Libraries that are listeners, in both versions.
Library             Listening.py
Library             ListeningOld.py


*** Test Cases ***
Events Of A Test
    Log    one
    IF    True    Log    two

Events So Far
    ${events} =    Events
    Log    ${events}
    ${events} =    Old Events
    Log    ${events}

*** Settings ***
Documentation       The only test is the pattern for many, see Held.py.
Metadata            Held    ${HELD}


*** Test Cases ***
Pattern
    No Operation


*** Keywords ***
User "${name}" logs in
    Log    ${name}

*** Settings ***
Suite Setup         Skip    all of them


*** Test Cases ***
Skipped By Its Suite
    Log    not run

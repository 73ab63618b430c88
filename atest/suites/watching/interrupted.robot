*** Settings ***
Documentation       A watch of ten minutes, to be ended with Ctrl-C.
Library             QuashLibrary    registry=../../registries/watching.yaml


*** Test Cases ***
Waits
    [Documentation]    FAIL REGEXP: Execution terminated by signal.*
    Watch Backend    @waits    key=${KEY}
    Watch Backend    @hangs    key=${KEY}    within=10 min
    IF    '${WHERE}' == 'await'    Await Backend

Not Run
    [Documentation]    FAIL REGEXP: (Test execution stopped due to a fatal error|Setup failed:\nExecution terminated by signal).*
    Fail    not reached

*** Settings ***
Documentation       A suite that imports the library but runs no validation; pabot starts a process for each test.
Library             QuashLibrary    registry=${CURDIR}/../../../resources/examples/shop


*** Test Cases ***
First
    [Documentation]    PASS
    Write What Is Loaded

Second
    [Documentation]    PASS
    Write What Is Loaded


*** Keywords ***
Write What Is Loaded
    VAR    ${file}    ${OUTPUT DIR}/../../${TEST NAME}.txt
    Evaluate    pathlib.Path($file).write_text("\\n".join(sys.modules))    modules=pathlib, sys

*** Settings ***
Documentation       A listener with a bug.
Library             Breaking.py
Library             QuashLibrary    registry=../../registries/screens.yaml    strict=${STRICT}
Suite Setup         Break Hook    ${HOOK}


*** Variables ***
${STRICT}           ${True}


*** Test Cases ***
First
    [Documentation]    FAIL QuashLibrary's listener failed in ${HOOK}: ZeroDivisionError: on purpose
    Set Backend Environment    ${None}

Second
    [Documentation]    FAIL QuashLibrary's listener failed in ${HOOK}: ZeroDivisionError: on purpose
    Set Backend Environment    ${None}

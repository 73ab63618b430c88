*** Settings ***
Documentation       Libraries of all kinds, resources and variable files.
Library             Scopes.py    ${3}
Library             Scopes.py    AS    Scoped Again
Library             SuiteScope.py
Library             Dynamic.py
Library             Dynamic.Hybrid
Library             Reloaded.py
Library             Collections
Library             String
Library             OperatingSystem
Library             No.Such.Library
Resource            some.resource
Resource            no_such.resource
Variables           values.py    given
Variables           no_such.py
Suite Setup         Keyword Of Resource    from the setup


*** Test Cases ***
Instances First
    ${made} =    Scopes.Instances Made
    ${used} =    Scopes.Use
    ${of suites} =    Instances Of Suites
    Log Many    ${made}    ${used}    ${of suites}

Instances Second
    ${used} =    Scopes.Use
    ${again} =    Scoped Again.Use
    ${made} =    Scopes.Instances Made
    Log Many    ${made}    ${used}    ${again}

Instances Not Used
    No Operation

Instances Third
    ${made} =    Scopes.Instances Made
    Log    ${made}

Dynamic Library
    ${x} =    Dynamic Keyword    a    b
    ${y} =    Dynamic nice Keyword
    ${z} =    Dynamic With Named    1    second=3    third=4
    Log Many    ${x}    ${y}    ${z}

Hybrid Library
    ${x} =    Hybrid Keyword    a
    Log    ${x}

Reload Library
    Run Keyword And Expect Error    No keyword*    New One
    Add Name    new_one
    ${x} =    New One
    Log    ${x}

Import Library
    Import Library    DateTime    AS    Dates
    ${date} =    Dates.Convert Date    2026-01-01    result_format=%d
    Log    ${date}
    Run Keyword And Expect Error    *    Import Library    No.Such

Import Resource
    Import Resource    ${CURDIR}/other.resource
    Run Keyword And Expect Error    Multiple keywords*    Ambiguous
    Set Library Search Order    other
    Ambiguous
    Set Library Search Order

Import Variables
    Import Variables    ${CURDIR}/values.py    again
    Log Many    ${NAME GIVEN}    ${NUMBERS}    ${PERSON}    ${PAGE.button}    ${ÜBER}
    Run Keyword And Ignore Error    Log    ${RAISING}

Keywords Of A Resource
    ${x} =    Keyword Of Resource
    ${y} =    some.Keyword Of Resource    a    b    c=d
    Log Many    ${x}    ${y}    ${FROM RESOURCE}

Standard Libraries
    Append To List    ${NUMBERS}    ${4}
    ${text} =    Convert To Upper Case    abc
    Log    ${text}
    Set Environment Variable    TRANSPARENT    yes
    Log    %{TRANSPARENT} %{NOT THERE=default}

Library Instance
    ${library} =    Get Library Instance    Collections
    Call Method    ${library}    append_to_list    ${NUMBERS}    ${5}

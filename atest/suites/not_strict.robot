*** Settings ***
Documentation       A registry with problems, imported with strict=\${False}.
Library             QuashLibrary    registry=../registries/half_right.yaml    strict=${False}


*** Test Cases ***
Right
    [Documentation]    PASS
    @right

Wrong
    [Documentation]    FAIL STARTS: @wrong error: its definition in the registry has problems
    @wrong

Wrong By Validate Backend
    [Documentation]    FAIL STARTS: @wrong error: its definition in the registry has problems
    Validate Backend    @wrong

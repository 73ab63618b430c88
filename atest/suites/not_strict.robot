*** Settings ***
Documentation       A registry with problems, imported with strict=\${False}.
Library             QuashLibrary    registry=../registries/half_right.yaml    strict=${False}


*** Test Cases ***
Right
    [Documentation]    PASS
    @right

Wrong
    [Documentation]    FAIL @wrong cannot be used, its definition has problems:
    @wrong

Wrong By Validate Backend
    [Documentation]    FAIL @wrong cannot be used, its definition has problems:
    Validate Backend    @wrong

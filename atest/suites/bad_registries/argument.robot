*** Settings ***
Documentation       The name of an argument is mistyped.
Library             QuashLibrary    registri=../../registries/bad/environments.yaml


*** Test Cases ***
Argument
    [Documentation]    FAIL QuashLibrary cannot be used: unknown argument "registri"; did you mean "registry"?
    @any

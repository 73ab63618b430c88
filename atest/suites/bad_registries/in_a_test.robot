*** Settings ***
Documentation       A test imports a registry with problems.


*** Test Cases ***
Import In A Test
    [Documentation]    FAIL REGEXP: Initializing library 'QuashLibrary' with arguments .* failed: the registry has 1 problem:(?s:.*)
    Import Library    QuashLibrary    registry=${CURDIR}/../../registries/bad/not_yaml.yaml
    Fail    not reached

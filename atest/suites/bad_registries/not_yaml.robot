*** Settings ***
Documentation       The file is not YAML.
Library             QuashLibrary    registry=../../registries/bad/not_yaml.yaml


*** Test Cases ***
Not Yaml
    [Documentation]    FAIL STARTS: QuashLibrary cannot be used: 
    @any

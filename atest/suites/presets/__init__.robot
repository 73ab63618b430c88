*** Settings ***
Library         QuashLibrary    registry=../../registries/presets.yaml
Suite Setup     Set For All


*** Keywords ***
Set For All
    Set Backend Environment    staging
    Set Backend Input    role    owner

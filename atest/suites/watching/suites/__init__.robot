*** Settings ***
Documentation       Watches of a suite setup belong to the suite.
Library             ../Known.py
Library             QuashLibrary    registry=../../../registries/watching.yaml
Suite Setup         Watch For All


*** Keywords ***
Watch For All
    Watch Backend    @known
    Watch Backend    @pending
    Watch Backend    @pending-warn
    Watch Backend    @paid-at-third    key=watched-suite
    Watch Backend    @waits    key=watched-suite

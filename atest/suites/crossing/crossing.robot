*** Settings ***
Documentation       Combined features: extends and needs with files, cookies, redirects and snapshots.
Library             QuashLibrary    registry=../../registries/crossing


*** Test Cases ***
Inherited Files Are Beside The Base
    [Documentation]    PASS
    @uploaded

A Body And A Wait Replace Inherited Ones
    [Documentation]    PASS
    @sent-as-text

A Needed Validation Leaves Its Cookie
    [Documentation]    PASS
    @profile

Snapshots Use Needed Values
    [Documentation]    PASS
    Remember Backend    @bookings
    @bookings

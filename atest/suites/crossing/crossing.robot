*** Settings ***
Documentation       Combined features: extends and needs with files, cookies, redirects and snapshots.
Library             QuashLibrary    registry=../../registries/crossing


*** Test Cases ***
Inherited Files Lie Beside The Base
    [Documentation]    PASS
    @uploaded

A Body And A Wait Replace Inherited Ones
    [Documentation]    PASS
    @sent-as-text

A Needed One Leaves Its Cookie
    [Documentation]    PASS
    @profile

Snapshots Know Needed Values
    [Documentation]    PASS
    Remember Backend    @bookings
    @bookings

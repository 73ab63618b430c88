*** Settings ***
Documentation       A secret in the name of a group; Robot Framework has groups since 7.2.
Library             QuashLibrary    registry=../../registries/secrets.yaml


*** Test Cases ***
In The Name Of A Group
    [Documentation]    PASS
    ${otp} =    Fetch Backend Value    @otp
    GROUP    name ${otp}
        No Operation
    END

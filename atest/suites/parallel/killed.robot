*** Settings ***
Documentation       A process is killed while its test has the only admin; pabot runs one process after another.
Library             QuashLibrary    registry=../../registries/leasing.yaml


*** Test Cases ***
The Process Of This Test Is Killed
    Lease Backend Input    admin
    Evaluate    os.kill(os.getpid(), signal.SIGKILL)    modules=os, signal

The Next Test Gets The Admin Immediately
    [Timeout]    20 seconds
    Lease Backend Input    admin

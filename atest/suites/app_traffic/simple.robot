*** Settings ***
Documentation       A suite with a setup, for runs whose proxy cannot start or is inspected from outside.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             QuashLibrary    registry=../../registries/app_traffic/sent.yaml    ui_library=PhoneApp    strict=${STRICT}
Suite Setup         Tap    GET /setup


*** Variables ***
${STRICT}           ${True}


*** Test Cases ***
First
    Tap    GET /first

Second
    Tap    GET /second

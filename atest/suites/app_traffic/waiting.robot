*** Settings ***
Documentation       A signal ends the run while the app waits for an answer.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             QuashLibrary    registry=../../registries/app_traffic/sent.yaml    ui_library=PhoneApp


*** Test Cases ***
Waits
    Tap    POST /wait/signal

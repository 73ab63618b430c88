*** Settings ***
Documentation       The app swallows a failure in the suite setup, and its connection is strict.
Library             PhoneApp.py    http://127.0.0.1:${STRICT_PORT}/api
Library             QuashLibrary    registry=../../registries/app_traffic/apps.yaml    ui_library=PhoneApp
Suite Setup         Tap    GET /config    status=500


*** Test Cases ***
Test Of That Suite
    [Documentation]    FAIL STARTS: Parent suite setup failed:\nswallowed failure: GET /config -> 500 (UI showed no failure)
    Tap    GET /cart

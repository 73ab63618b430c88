*** Settings ***
Documentation       An app that sends secrets in many places.
Library             SecretApp.py    ${APP_PORT}
Library             QuashLibrary    registry=../../registries/app_traffic/secrets.yaml    ui_library=SecretApp


*** Test Cases ***
Secrets Are Accepted
    Log In    /echo/login
    Log In By Form    /echo/form
    ${requests} =    Get App Requests
    Log    ${requests}
    Log    ${requests}[0]

Secrets Are Rejected
    Log In    /echo/login    status=500
    Log In By Form    /echo/form    status=500

Secrets Get No Answer
    Log In    /hangup
    Log In By Form    /hangup

Secrets Are Validated
    Log In    /echo/login
    Log In By Form    /echo/form
    Validate Backend    @login-sent    @form-sent

Secrets Are Sent Twice
    Break App Request    POST /echo/login    as=twice
    Log In    /echo/login
    Wait Until Keyword Succeeds    5s    50ms    Login Should Be Sent Twice

Secrets Are In A Lost Answer
    Break App Request    POST /echo/login    as=lost
    Log In    /echo/login


*** Keywords ***
Login Should Be Sent Twice
    ${requests} =    Get App Requests    POST /echo/login
    Should Be Equal    ${requests.__len__()}    ${2}

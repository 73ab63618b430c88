*** Settings ***
Documentation       The proxy dies during a run.
Library             PhoneApp.py    http://127.0.0.1:${APP_PORT}/api
Library             Proxy.py
Library             QuashLibrary    registry=../../registries/app_traffic/sent.yaml    ui_library=PhoneApp


*** Test Cases ***
Before It Dies
    [Documentation]    PASS
    Tap    GET /cart
    @none-sent

It Dies
    [Documentation]    PASS
    Tap    GET /cart
    Kill Proxy

After It Has Died
    [Documentation]    PASS
    Tap    GET /cart

Validation Of The App's Requests Is An Error
    [Documentation]    FAIL STARTS: @none-sent error: the app's requests are unknown, because the proxy died: mitmdump ended with exit code -9
    @none-sent

Requests Cannot Be Returned
    [Documentation]    FAIL STARTS: the app's requests are unknown, because the proxy died
    Get App Requests    connection=shop

Requests Cannot Be Broken
    [Documentation]    FAIL STARTS: mitmproxy did not reply: mitmdump ended with exit code -9
    Break App Request    POST /cart    as=error    connection=shop

Backend Validations Still Run
    [Documentation]    PASS
    @order-known    order_id=A-1

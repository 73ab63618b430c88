*** Settings ***
Documentation       A suite that knows nothing of backends, as most are when QuashLibrary comes to them.
Library             ../report/App.py


*** Test Cases ***
Order Some Tea
    [Documentation]    PASS
    Put Tea Into The Cart
    Tap    id=place-order
    See    thanks

Look Around
    [Documentation]    PASS
    Tap    id=menu


*** Keywords ***
Put Tea Into The Cart
    Tap    id=tea
    Tap    id=add-to-cart

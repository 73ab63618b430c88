*** Settings ***
Documentation       A suite without backend checks, like most suites before they use QuashLibrary.
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

*** Settings ***
Documentation       A few tests of each kind that a report distinguishes.
Library             App.py
Library             QuashLibrary    registry=../../registries/report.yaml    ui_library=App
Suite Setup         Tap    start


*** Test Cases ***
The App Is Right
    [Documentation]    PASS
    Order Tea
    @order-paid

The App Says It Is Shipped
    [Documentation]    FAIL STARTS: @order-shipped failed: $.state should be "shipped", was "paid" (UI showed no failure)
    [Tags]    checkout
    Order Tea
    @order-shipped

The App Is Wrong As Well
    [Documentation]    FAIL STARTS: Several failures occurred:
    Order Tea
    Run Keyword And Continue On Failure    See    thanks    shown=False
    @order-shipped

Nothing Is Checked
    [Documentation]    PASS
    Order Tea


*** Keywords ***
Order Tea
    Tap    id=tea
    Tap    id=order

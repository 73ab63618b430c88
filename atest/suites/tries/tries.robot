*** Settings ***
Documentation       Failures that do not end a test: retried, or caught.
Library             ../report/App.py
Library             QuashLibrary    registry=../../registries/report.yaml    ui_library=App


*** Test Cases ***
The Order Is Paid At The Third Try
    [Documentation]    PASS
    Tap    id=order
    Wait Until Keyword Succeeds    10 x    20 ms    @order-paid-in-time

The Wait Fails
    [Documentation]    FAIL STARTS: Keyword '@order-shipped' failed after retrying 2 times.
    Tap    id=order
    Wait Until Keyword Succeeds    2 x    20 ms    @order-shipped

The Test Knows That It Is Not Shipped
    [Documentation]    PASS
    Tap    id=order
    Run Keyword And Expect Error    @order-shipped failed: *    @order-shipped

The Test Needs No Stock
    [Documentation]    PASS
    Tap    id=order
    TRY
        @stock
    EXCEPT    @stock error:    type=START
        Log    without it, then
    END

A Watch Fails During A Wait
    [Documentation]    FAIL STARTS: @order-shipped failed: $.state should be "shipped", was "paid" (UI showed no failure)
    Tap    id=order
    Watch Backend    @order-shipped
    Wait Until Keyword Succeeds    10 x    20 ms    Let It Become Known
    Await Backend    @order-shipped

Attached Validation Continues In A Wait
    [Documentation]    FAIL STARTS: @order-shipped failed: $.state should be "shipped", was "paid" (UI showed no failure)
    Tap    id=order
    Wait Until Keyword Succeeds    10 x    20 ms    Log    shipped in a wait


*** Keywords ***
Let It Become Known
    Sleep    200 ms
    Tap    id=order
    Log    known by now

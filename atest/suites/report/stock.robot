*** Settings ***
Documentation       The other part of the same run, in a separate file, as in a shard.
Library             App.py
Library             QuashLibrary    registry=../../registries/report.yaml    ui_library=App


*** Test Cases ***
The Stock Cannot Be Checked
    [Documentation]    FAIL STARTS: @stock error: connection refused by
    Tap    id=stock
    @stock

The Stock Is Not That Important
    [Documentation]    PASS STARTS: Backend warning: @stock error: connection refused by
    Tap    id=stock
    @stock    on_error=warn

Not Today
    [Documentation]    SKIP not today
    Skip    not today

Names With <b>Markup</b> & "Quotes" | Pipes שלום 🛒
    [Documentation]    PASS
    Tap    text=<b>שלום</b>
    @order-paid

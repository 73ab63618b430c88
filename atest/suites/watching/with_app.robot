*** Settings ***
Documentation       The backend is watched while the app is in use.
Library             AppiumLibrary
Library             Known.py
Library             ../../../demo/suites/ShopTestApi.py    ${SHOP_URL}
Library             QuashLibrary    registry=../../registries/watching.yaml
Test Teardown       Close All Applications


*** Test Cases ***
Slow Order Is Known While The App Is Used
    [Documentation]    PASS
    Order Tea    fault=slow-queue
    Watch Backend    @order-paid    order_id=${ORDER_ID}
    Element Should Be Visible    ${UI.order_number}
    Wait Until Known
    Element Should Be Visible    ${UI.order_number}
    Await Backend    @order-paid

Unseen Failure
    [Documentation]    FAIL @order-paid failed: $.state should be "paid", was "payment_failed" (UI showed no failure)
    Order Tea    fault=payment-rollback
    Watch Backend    @order-paid    order_id=${ORDER_ID}    within=300ms
    Wait Until Known
    Element Should Be Visible    ${UI.order_number}

Failure Known Before The App Failed
    [Documentation]    FAIL REGEXP: .*no-such-element.*\n\nAlso when the test ended:\n@order-paid failed: .*\\(UI showed no failure\\).*
    Order Tea    fault=payment-rollback
    Watch Backend    @order-paid    order_id=${ORDER_ID}    within=300ms
    Wait Until Known
    Element Should Be Visible    ${UI.order_number}no-such-element

Failure Known After The App Failed
    [Documentation]    FAIL REGEXP: Several failures occurred:(?s:.*)2\\) @order-paid failed: \\$.state should be "paid", was "payment_failed"\\n(?s:.*)
    Order Tea    fault=payment-rollback
    Watch Backend    @order-paid    order_id=${ORDER_ID}    within=1s
    Run Keyword And Continue On Failure    Element Should Be Visible    ${UI.order_number}no-such-element
    Await Backend    @order-paid


*** Keywords ***
Order Tea
    [Arguments]    ${fault}
    ${customer} =    New Customer
    Break The Shop    ${fault}    ${customer.email}
    Open Application    ${APPIUM_URL}    &{PHONE}
    Wait Until Element Is Visible    ${UI.log_in}
    Input Text    ${UI.email}    ${customer.email}
    Input Password    ${UI.password}    ${customer.password}
    Click Element    ${UI.log_in}
    Wait Until Page Contains    Welcome, ${customer.name}
    Click Element    ${UI.add_tea}
    Click Element    ${UI.open_cart}
    Wait Until Element Is Visible    ${UI.checkout}
    Click Element    ${UI.checkout}
    Wait Until Element Is Visible    ${UI.pay}
    Click Element    ${UI.pay}
    Wait Until Page Contains    Order confirmed
    ${number} =    Get Text    ${UI.order_number}
    VAR    ${ORDER_ID} =    ${number}    scope=TEST

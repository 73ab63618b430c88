*** Settings ***
Documentation    The resource keywords in a suite that imports both libraries under its own names.

Library          AppiumLibrary    AS    Phone
Library          QuashLibrary    registry=validations.yaml    AS    Backend
Library          ../../../demo/suites/ShopTestApi.py    ${SHOP_URL}
Resource         QuashLibrary/quash.resource

Test Teardown    Close Application


*** Test Cases ***
Libraries May Have Other Names
    [Documentation]    PASS
    ${customer} =    New Customer
    Open Application    ${APPIUM_URL}    &{PHONE}
    Log In With One-Time Password    ${customer.phone}    @latest-otp
    ...    phone_field=accessibility_id=phone    send_button=accessibility_id=send-code
    ...    code_field=accessibility_id=otp    verify_button=accessibility_id=verify
    Wait Until Page Contains    Welcome, ${customer.name}

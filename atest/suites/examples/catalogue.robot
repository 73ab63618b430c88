*** Settings ***
Documentation       The example registry's catalogue, on a working shop and on a shop that fails silently.
Resource            app.resource
Test Setup          Open The App
Test Teardown       Run Keywords    Mend The Shop    AND    Close Application


*** Test Cases ***
Products Are Shown
    [Documentation]    PASS
    Check Backend Connection    shop
    Log In
    Page Should Contain Text    8.90 EUR
    @price-as-shown    tea    8.90
    Validate Backend    @catalogue-complete    @prices-plausible    @catalogue-quick    @catalogue-cached

Price Is Different
    [Documentation]    FAIL @price-as-shown failed: $.products[?(@.sku == 'tea')].price should be 8.5, was 8.9 (UI showed no failure)
    Log In
    @price-as-shown    tea    8.50

Prices Are Missing
    [Documentation]    FAIL STARTS: @prices-plausible failed: $.products[*].price
    Break The Shop For Everybody    prices-missing
    Log In
    @prices-plausible

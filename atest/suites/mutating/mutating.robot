*** Settings ***
Documentation       The changes of an answer that expectations would notice; MUTATE says whether they are measured.
Library             QuashLibrary    registry=../../registries/mutating.yaml    mutate=${MUTATE}


*** Test Cases ***
Order Is Paid
    [Documentation]    PASS
    @order-paid
    @order-paid

Order Is Complete
    [Documentation]    PASS
    @order-whole    total=${23.0}

Several At The Same Time
    [Documentation]    PASS
    Validate Backend    @customer-active    @stock-kept    @order-paid    sku=tea

Order Is Lost
    [Documentation]    FAIL STARTS: @order-lost failed: $.state should be "paid"
    @order-lost

*** Settings ***
Documentation       A real PostgreSQL server: types, secrets, read-only and writing statements.
Library             QuashLibrary    registry=../../registries/sql/postgres.yaml


*** Test Cases ***
Row Is A Document
    [Documentation]    PASS
    Check Backend Connection    shop-db
    @order-stored    7

Failed Row Shows No Secret
    [Documentation]    FAIL STARTS: @order-refunded failed: $.rows[0].total should be 0, was 12.1
    @order-refunded    7    code=%{CODE}

List Is Bound
    [Documentation]    PASS
    @orders-stored    ${{[7, '8']}}

Several At The Same Time
    [Documentation]    PASS
    Validate Backend    @order-stored    @orders-stored    order_id=8    orders=${{(7, 8)}}

Statement That Writes
    [Documentation]    FAIL @order-written error: the connection "shop-db" is read-only, but INSERT may change something; read_only: false allows it
    @order-written    9

Hidden Write
    [Documentation]    FAIL @hidden-write error: the connection "shop-db" is read-only, but WITH may change something; read_only: false allows it
    @hidden-write

Write That The Keywords Do Not Reveal
    [Documentation]    FAIL @locked-write error: cannot execute nextval() in a read-only transaction
    @locked-write

Test Timeout
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    @never-ends

Intended Write
    [Documentation]    PASS
    Set Backend Environment    writing
    @order-written    9
    @locked-write
    [Teardown]    Set Backend Environment    ${None}

Written Row Stays
    [Documentation]    PASS
    @orders-stored    ${{[8, 9]}}

Wrong Password
    [Documentation]    FAIL REGEXP: @orders-stored error: 127\\.0\\.0\\.1:[0-9]+ does not accept the login: .*password authentication failed for user "shop".*
    Set Backend Environment    wrong
    @orders-stored    ${{[8]}}
    [Teardown]    Set Backend Environment    ${None}

Nothing Listens
    [Documentation]    FAIL Connection "shop-db" is not reachable: connection refused by ${REFUSED} (SELECT 1 on shop-db)
    Set Backend Environment    refused
    Check Backend Connection    shop-db
    [Teardown]    Set Backend Environment    ${None}

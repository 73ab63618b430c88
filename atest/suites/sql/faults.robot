*** Settings ***
Documentation       Queries that fail, and how waits for a database end.
Library             QuashLibrary    registry=../../registries/sql/shop.yaml


*** Test Cases ***
Connection Is Reachable
    [Documentation]    PASS
    Check Backend Connection    shop-db
    Check Backend Connection    shop

Connection Is Not Reachable
    [Documentation]    FAIL STARTS: Connection "nowhere" is not reachable: the database file 
    Check Backend Connection    nowhere

Database Is Missing
    [Documentation]    FAIL STARTS: @not-there error: the database file 
    @not-there

Table Is Missing
    [Documentation]    FAIL @no-such-table error: no such table: nope
    @no-such-table

Connection Is Read Only
    [Documentation]    FAIL @emptied error: the connection "shop-db" is read-only, but DELETE may change something; read_only: false allows it
    @emptied

Value Is Bound And Not Inserted
    [Documentation]    FAIL @stock-of-tea failed: fetch stock ($.rows[0].stock) should be found once, was not found
    @stock-of-tea    '; DROP TABLE products; --

Table Is Still There
    [Documentation]    PASS
    @stock-of-tea

Test Timeout During A Wait
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    @never-true

Test Timeout During A Statement
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    @never-ends

Test Timeout During Several
    [Documentation]    FAIL Test timeout 1 second exceeded.
    [Timeout]    1 second
    Validate Backend    @never-ends    @never-true

Next Test Is Not Affected
    [Documentation]    PASS
    @stock-of-tea

*** Settings ***
Documentation       Each expectation in docs/explanation/comparison.md, on an answer that passes and on one that fails.
Library             QuashLibrary    registry=../../registries/parity


*** Test Cases ***
One Value
    [Documentation]    PASS
    @one-value

One Value Fails
    [Documentation]    FAIL @one-value failed: $.state should be "paid", was "payment_failed"
    @one-value    answer=lost-order

Json Types
    [Documentation]    PASS
    @json-types

Json Types Fails
    [Documentation]    FAIL @json-types failed: $.customer.id should be the number 7, was the text "7"
    @json-types    answer=lost-order

Another Value
    [Documentation]    PASS
    @another-value

Another Value Fails
    [Documentation]    FAIL @another-value failed: $.state should not be "payment_failed", was "payment_failed"
    @another-value    answer=lost-order

Member Of List
    [Documentation]    PASS
    @member-of-list

Member Of List Fails
    [Documentation]    FAIL @member-of-list failed: $.state should be one of ["paid", "shipped"], was "payment_failed"
    @member-of-list    answer=lost-order

No Member Of List
    [Documentation]    PASS
    @no-member-of-list

No Member Of List Fails
    [Documentation]    FAIL @no-member-of-list failed: $.state should not be one of ["payment_failed", "cancelled"], was "payment_failed"
    @no-member-of-list    answer=lost-order

Range
    [Documentation]    PASS
    @range

Range Fails
    [Documentation]    FAIL @range failed: $.total should be at most 500, was 2300
    @range    answer=lost-order

Tolerance
    [Documentation]    PASS
    @tolerance

Tolerance Fails
    [Documentation]    FAIL @tolerance failed: $.total should be within 0.01 of 22.99, was 2300
    @tolerance    answer=lost-order

Text Parts
    [Documentation]    PASS
    @text-parts

Text Parts Fails
    [Documentation]    FAIL @text-parts failed: $.number should start with "A-", was "7"
    @text-parts    answer=lost-order

Pattern
    [Documentation]    PASS
    @pattern

Pattern Fails
    [Documentation]    FAIL @pattern failed: $.number should match "^A-[0-9]{4}$", was "7"
    @pattern    answer=lost-order

Two Parts
    [Documentation]    PASS
    @two-parts

Two Parts Fails
    [Documentation]    FAIL @two-parts failed: $.mail should contain "Thank you" and contain "Ada", was "Sorry"
    @two-parts    answer=lost-order

Types
    [Documentation]    PASS
    @types

Types Fails
    [Documentation]    FAIL @types failed: $.customer.id should be of type integer, was "7" (type string)
    @types    answer=lost-order

Number In Text
    [Documentation]    PASS
    @number-in-text

Number In Text Fails
    [Documentation]    FAIL @number-in-text failed: $.price should be readable as a number, was the text "free"
    @number-in-text    answer=lost-order

Later Than
    [Documentation]    PASS
    @later-than

Later Than Fails
    [Documentation]    FAIL @later-than failed: $.created_at should be greater than "2024-01-01T00:00:00Z", was "2023-05-01T10:00:00Z"
    @later-than    answer=lost-order

Same Moment
    [Documentation]    PASS
    @same-moment

Same Moment Fails
    [Documentation]    FAIL STARTS: @same-moment failed: $.created_at should be "2024-05-01T10:00:00Z", was "2023-05-01T10:00:00Z"
    @same-moment    answer=lost-order

Nothing There
    [Documentation]    PASS
    @nothing-there

Nothing There Fails
    [Documentation]    FAIL @nothing-there failed: $.error should not exist, was "payment rolled back"
    @nothing-there    answer=lost-order

Null There
    [Documentation]    PASS
    @null-there

Null There Fails
    [Documentation]    FAIL @null-there failed: $.coupon should be null, was the text "TEA10"
    @null-there    answer=lost-order

Nothing In It
    [Documentation]    PASS
    @nothing-in-it

Nothing In It Fails
    [Documentation]    FAIL @nothing-in-it failed: $.note should be empty, was "rolled back"
    @nothing-in-it    answer=lost-order

Length
    [Documentation]    PASS
    @length

Length Fails
    [Documentation]    FAIL @length failed: $.items should have a count of 2, was 1 ([{"sku": "tea", "quantity": 0, "price": 8.5, "sum": 17}])
    @length    answer=lost-order

Every Element
    [Documentation]    PASS
    @every-element

Every Element Fails
    [Documentation]    FAIL @every-element failed: $.items[*].quantity should be at least 1 for each element, failed for 1 of 1: …[0].quantity was 0
    @every-element    answer=lost-order

Every Object
    [Documentation]    PASS
    @every-object

Every Object Fails
    [Documentation]    FAIL @every-object failed: $.items should satisfy $value['sum'] == $v…alue['quantity'] for each element, failed for…sum": 17}
    @every-object    answer=lost-order

Some Element
    [Documentation]    PASS
    @some-element

Some Element Fails
    [Documentation]    FAIL @some-element failed: $.tags should be one of ["app", "… for at least one element, failed for all 1: $.tags[0] was "web"
    @some-element    answer=lost-order

Any Order
    [Documentation]    PASS
    @any-order

Any Order Fails
    [Documentation]    FAIL @any-order failed: $.tags should include ["checkout", "app"], was ["web"]
    @any-order    answer=lost-order

Any Order Only
    [Documentation]    PASS
    @any-order-only

Any Order Only Fails
    [Documentation]    FAIL @any-order-only failed: $.tags should include ["checkout", "app"] and have a count of 2, was ["web"], was 1 (["web"])
    @any-order-only    answer=lost-order

Whole Object
    [Documentation]    PASS
    @whole-object

Whole Object Fails
    [Documentation]    FAIL @whole-object failed: $.customer should be {"email": "ada@shop.example", "id": 7}, was {"id": "7", "email": "none"}
    @whole-object    answer=lost-order

Partial Document
    [Documentation]    PASS
    @partial-document

Partial Document Fails
    [Documentation]    FAIL @partial-document failed: $.state should be "paid", was "payment_failed"
    @partial-document    answer=lost-order

Partial With Operators
    [Documentation]    PASS
    @partial-with-operators

Partial With Operators Fails
    [Documentation]    FAIL @partial-with-operators failed: $.state should be "paid", was "payment_failed"
    @partial-with-operators    answer=lost-order

Found By Filter
    [Documentation]    PASS
    @found-by-filter    sku=tea

Found By Filter Fails
    [Documentation]    FAIL @found-by-filter failed: $.items[?(@.sku == 'tea')].quantity should be 2, was 0
    @found-by-filter    sku=tea    answer=lost-order

Form Of Document
    [Documentation]    PASS
    @form-of-document

Form Of Document Fails
    [Documentation]    FAIL @form-of-document failed: $.total should match maximum: 500, was the number 2300
    @form-of-document    answer=lost-order

Own Expression
    [Documentation]    PASS
    @own-expression

Own Expression Fails
    [Documentation]    FAIL @own-expression failed: $.tags should satisfy $value == sorted($value) and len($value) > 1, was ["web"]
    @own-expression    answer=lost-order

Text Of Body
    [Documentation]    PASS
    @text-of-body

Text Of Body Fails
    [Documentation]    FAIL STARTS: @text-of-body failed: body should contain
    @text-of-body    answer=lost-order

Status
    [Documentation]    PASS
    @status

Status Fails
    [Documentation]    FAIL @status failed: status should be 200 or 201, was 500 (Internal Server Error)
    @status    code=500

Status Class
    [Documentation]    PASS
    @status-class

Status Class Fails
    [Documentation]    FAIL @status-class failed: status should be 2xx, was 404 (Not Found)
    @status-class    code=404

Status Range
    [Documentation]    PASS
    @status-range

Status Range Fails
    [Documentation]    FAIL @status-range failed: status should be less than 300, was 404
    @status-range    code=404

Status By Default
    [Documentation]    PASS
    @status-by-default

Status By Default Fails
    [Documentation]    FAIL @status-by-default failed: status should be 2xx, was 500 (Internal Server Error)
    @status-by-default    code=500

Header
    [Documentation]    PASS
    @header

Header Fails
    [Documentation]    FAIL @header failed: header Content-Type should contain "json", was "text/html"
    @header    kind=not-json

Age Of Header
    [Documentation]    PASS
    @age-of-header

Age Of Header Fails
    [Documentation]    FAIL STARTS: @age-of-header failed: header Last-Modified should be newer than 1 min, was
    @age-of-header    age=3600

Cookie
    [Documentation]    PASS
    @cookie

Cookie Fails
    [Documentation]    FAIL @cookie failed: cookie session should start with "s-", was "other"
    @cookie    given=session=other

Cookie Attributes
    [Documentation]    PASS
    @cookie-attributes

Cookie Attributes Fails
    [Documentation]    FAIL @cookie-attributes failed: cookie session[Secure] should exist, was not found
    @cookie-attributes    given=session=s-1; HttpOnly; Max-Age=10

Quick
    [Documentation]    PASS
    @quick

Quick Fails
    [Documentation]    FAIL STARTS: @quick failed: time should be less than 0.001 ms, was
    @quick    most=1 us

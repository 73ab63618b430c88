*** Settings ***
Documentation       Values stay the same on the way from the answer to the test and back.
Library             QuashLibrary    registry=../../registries/values.yaml


*** Test Cases ***
Fetched Fraction Has All Its Digits
    [Documentation]    PASS
    ${price} =    Fetch Backend Value    @price
    Should Be Equal As Strings    ${price}    12345678901234567890.12
    Should Be True    isinstance($price, decimal.Decimal)
    @price-is    price=${price}

Another Fraction Is Another Number
    [Documentation]    FAIL STARTS: @price-is failed: $.price should be 12345678901234567890.13, was 12345678901234567890.12
    @price-is    price=${{decimal.Decimal('12345678901234567890.13')}}

Fraction Beyond A Float Is Not One
    [Documentation]    FAIL STARTS: @tiny-is-one failed: $.tiny should be 1, was 1.000000000000000001
    @tiny-is-one

Decimal Is A Number
    [Documentation]    PASS
    @rate-is    rate=${{decimal.Decimal('0.10')}}
    @rate-is    rate=0.1
    @any-rate-is    rate=${{decimal.Decimal('0.1')}}

Text Of A Typed Input Has All Its Digits
    [Documentation]    FAIL STARTS: @rate-is failed: $.rate should be 0.1000000000000000000001, was 0.1
    @rate-is    rate=0.1000000000000000000001

Bytes Are Not A Value
    [Documentation]    FAIL STARTS: @any-rate-is error: the input rate is bytes, not a text; decode it first:
    @any-rate-is    rate=${{b'0.1'}}

Element Instead Of Its Text
    [Documentation]    FAIL STARTS: @any-rate-is error: the input rate is an object of type object, which has no value;
    @any-rate-is    rate=${{object()}}

List That Contains Itself
    [Documentation]    FAIL STARTS: @any-rate-is error: the input rate contains itself, or is nested more than 200 levels
    ${endless} =    Evaluate    []
    Evaluate    $endless.append($endless)
    @any-rate-is    rate=${endless}

Repeated Key
    [Documentation]    FAIL STARTS: @repeated error: $.state occurs twice in the body: "failed", then "paid"
    @repeated

Repeated Key That Is Not Used
    [Documentation]    PASS
    @repeated-beside

Body Beside A Wrong Status
    [Documentation]    FAIL REGEXP: (?s)@missing failed: status should be 2xx, was 404 \\(Not Found\\).*not reached: \\$\\.state.*
    @missing

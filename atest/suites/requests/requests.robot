*** Settings ***
Documentation       Requests as the backend receives them, and their number.
Library             QuashLibrary    registry=../../registries/requests.yaml


*** Variables ***
${number}           ${7}
@{list}             a    ${1}    ${None}
${name}             Ada


*** Test Cases ***
Short Form
    [Documentation]    PASS
    @short

Long Form
    [Documentation]    PASS
    ${body} =    Fetch Backend Value    @long    text=plain
    Should Be Equal    ${{json.loads($body)}}    ${{{'text': 'plain', 'whole': 7, 'list': [['a', 1, None]]}}}

Values Are Encoded For Their Place
    [Documentation]    PASS
    ${body} =    Fetch Backend Value    @long    text=a/b ?c&d=e%20"f" ü
    Should Be Equal    ${{json.loads($body)['text']}}    a/b ?c&d=e%20"f" ü

Form
    [Documentation]    PASS
    @form

Text
    [Documentation]    PASS
    @text

Multipart
    [Documentation]    PASS
    @multipart    file=note.txt

File Elsewhere
    [Documentation]    FAIL STARTS: @multipart error: the file name "../canned.py" contains ".."
    @multipart    file=../canned.py

File
    [Documentation]    PASS
    @file

GraphQL
    [Documentation]    PASS
    @graphql
    @graphql-expected

GraphQL With Errors
    [Documentation]    FAIL @graphql-errors failed: errors should be none, were "no such order" (at order)
    @graphql-errors

Authentication
    [Documentation]    PASS
    Validate Backend    @bearer    @basic    @key-in-header    @key-in-query    @own-headers

Path That Would Leave Its Segment
    [Documentation]    FAIL STARTS: @dots error:
    @dots    part=..

Header That Would Become Two
    [Documentation]    FAIL STARTS: @line-break error:
    @line-break    part=a\r\nX-Other: b

Status 503 Is Retried
    [Documentation]    PASS
    @flaky    key=${{uuid.uuid4().hex}}    status=503

Status 404 Is Retried Until It Holds
    [Documentation]    PASS
    @flaky    key=${{uuid.uuid4().hex}}    status=404

Gives Up Immediately
    [Documentation]    FAIL @gives-up failed: $.state should be "paid", was "pending"
    @gives-up

Gives Up After Three Attempts
    [Documentation]    FAIL @three-times failed: $.state should be "paid", was "pending"
    @three-times

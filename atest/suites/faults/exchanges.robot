*** Settings ***
Documentation       Backends that are unreachable, and answers that are unreadable or wrong.
Library             QuashLibrary    registry=../../registries/faults.yaml


*** Test Cases ***
Unresolved Variable
    [Documentation]    FAIL @unresolved error: \${no_such_variable} is not set; set it before this step
    @unresolved

Environment Variable That Is Not Set
    [Documentation]    FAIL REGEXP: (?s)@no-token error: .*NO_SUCH_VARIABLE is not set .auth of connection "needs-token", [^ ]*faults.yaml:10.*
    @no-token

Connection Refused
    [Documentation]    FAIL @refused error: connection refused by ${REFUSED}
    @refused

Connection Refused For A While
    [Documentation]    FAIL @refused-for-a-while error: connection refused by ${REFUSED}
    @refused-for-a-while

Unknown Host
    [Documentation]    FAIL REGEXP: @no-host error: .*no-such-host\\.invalid.*\n.*
    @no-host

Timeout
    [Documentation]    FAIL REGEXP: @silent error: no complete answer from 127\\.0\\.0\\.1:\\d+ within 300 ms\n.*
    @silent

Total Deadline Ends A Trickling Answer
    [Documentation]    FAIL REGEXP: @trickle error: no complete answer from 127\\.0\\.0\\.1:\\d+ within 300 ms\n.*
    @trickle

Deadline Of The Wait Ends A Trickling Answer
    [Documentation]    FAIL REGEXP: @trickle-for-a-while error: no complete answer from 127\\.0\\.0\\.1:\\d+ within \\d+ ms\n.*
    @trickle-for-a-while

Untrusted Certificate
    [Documentation]    FAIL REGEXP: @untrusted error: TLS with 127\\.0\\.0\\.1:\\d+ failed: the certificate is not trusted \\(self-signed certificate\\)\n.*
    @untrusted

Server Without TLS
    [Documentation]    FAIL REGEXP: @not-tls error: 127\\.0\\.0\\.1:\\d+ does not support TLS; write http:// in base_url\n.*
    @not-tls

Not HTTP
    [Documentation]    FAIL REGEXP: @not-http error: the answer from 127\\.0\\.0\\.1:\\d+ is not HTTP\n.*
    @not-http

Reset
    [Documentation]    FAIL REGEXP: @reset error: connection closed by 127\\.0\\.0\\.1:\\d+ before the whole answer arrived\n.*
    @reset

Not JSON
    [Documentation]    FAIL STARTS: @not-json error: the body is not JSON
    @not-json

Not JSON And A Failed Check
    [Documentation]    FAIL @not-json-and-failed failed: status should be 201, was 200
    @not-json-and-failed

Not JSON Where None Is Expected
    [Documentation]    PASS
    @not-json-and-not-wanted

Empty Body
    [Documentation]    FAIL @empty failed: $.state should be "paid", was not found (200 OK: there is no body)
    @empty

Empty Body For A Fetch
    [Documentation]    FAIL @empty-fetched failed: fetch state ($.state) should be found once, was not found (200 OK: there is no body)
    @empty-fetched

Body Of 50 MB
    [Documentation]    FAIL @huge error: the body is larger than 10 MiB
    @huge

Body Of 50 MB Of Which Only The Status Matters
    [Documentation]    PASS
    @huge-status-only

Two Matches For A Plain Value
    [Documentation]    FAIL STARTS: @two-matches failed: $.items[*].sku should be "tea", found 2 values: $.items[0].sku was "tea"
    @two-matches

Two Matches For A Fetch
    [Documentation]    FAIL STARTS: @two-fetched failed: fetch sku ($.items[*].sku) should be found once, was found 2 times
    @two-fetched

Path That Finds Nothing
    [Documentation]    FAIL STARTS: @nothing-found failed: $.stat should be "paid", was not found
    @nothing-found

Status 500
    [Documentation]    FAIL @server-error failed: status should be 2xx, was 500 (Internal Server Error)
    @server-error

Status 404
    [Documentation]    FAIL @not-found failed: status should be 2xx, was 404 (Not Found)
    @not-found

Number Against Text
    [Documentation]    FAIL @wrong-type failed: $.items[0].quantity should be the text "2", was the number 2
    @wrong-type

Long Values
    [Documentation]    FAIL STARTS: @long-values failed: $.items
    @long-values

Nothing Leaks
    [Documentation]    FAIL REGEXP: @silent-with-token error: no complete answer from 127\\.0\\.0\\.1:\\d+ within 300 ms\n.*
    @silent-with-token

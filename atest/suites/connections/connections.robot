*** Settings ***
Documentation       Connections: redirects, cookies, proxies, and whether they can be used.
Library             QuashLibrary    registry=../../registries/connections.yaml


*** Variables ***
${number}           404


*** Test Cases ***
Redirect Is Checked
    [Documentation]    PASS
    @redirect

Redirect Is Followed
    [Documentation]    PASS
    @followed

Cookies Are Kept For The Test
    [Documentation]    PASS
    @without-cookie
    @sets-cookie
    @with-cookie

Cookies End With The Test
    [Documentation]    PASS
    @without-cookie

Proxy
    [Documentation]    PASS
    @over-proxy

Proxy With A Password
    [Documentation]    FAIL STARTS: @over-guarded-proxy failed: $.headers should not exist, was {
    VAR    ${PROXY}    ${BACKEND.removeprefix('http://')}    scope=TEST
    @over-guarded-proxy

Proxy Is Unreachable
    [Documentation]    FAIL STARTS: @no-proxy error: connection refused by the proxy 127.0.0.1:
    @no-proxy

Digest
    [Documentation]    PASS
    @digest

Token By Client Credentials
    [Documentation]    PASS
    @oauth
    Validate Backend    @oauth    @digest
    Check Backend Connection    oauth

Token Of Another Validation
    [Documentation]    PASS
    @logged-in
    Validate Backend    @logged-in    @oauth
    Check Backend Connection    from-login

Token Of Another Test
    [Documentation]    PASS
    @logged-in
    @login

Login That Is Busy
    [Documentation]    PASS
    @busy

No Token
    [Documentation]    FAIL STARTS: @not-logged-in error: no token from @login-is-down: 503 (Service Unavailable): the backend is not available
    @not-logged-in

Reachable
    [Documentation]    PASS
    Check Backend Connection    following
    Check Backend Connection    missing
    Check Backend Connection    with-token

Not Reachable
    [Documentation]    FAIL STARTS: Connection "refused" is not reachable: connection refused by 127.0.0.1:
    Check Backend Connection    refused

Credentials Not Accepted
    [Documentation]    FAIL REGEXP: Connection "no-credentials" is reachable, but does not accept the credentials: GET http://127.0.0.1:\\d+/status/401 -> 401 \\(Unauthorized\\) in .*
    Check Backend Connection    no-credentials

Backend Down
    [Documentation]    FAIL REGEXP: Connection "down" is reachable, but its backend fails: GET .*/status/503 -> 503 \\(Service Unavailable\\) in .*
    Check Backend Connection    down

Unknown Value Of A Check
    [Documentation]    FAIL Connection "missing" cannot be checked: \${number} is null, but the path /status/\${number} needs a value
    VAR    ${number}    ${None}
    Check Backend Connection    missing

Unknown Connection
    [Documentation]    FAIL REGEXP: No connection named "plian" in .*connections.yaml; did you mean "plain"\\?
    Check Backend Connection    plian

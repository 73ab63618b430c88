"""A plan has nothing left to look up: the request is exactly what will be sent."""

import json
from base64 import b64encode
from typing import Any

import pytest

from QuashLibrary.engine.plan.plan import Plan, make_plan
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.json_values import JSON
from utest.engine.registries import BASE_URL, scope_of, used


def plan_of(
    text: str, connection: str = "", base_url: str = BASE_URL, within: float | None = None, **more: Any
) -> Plan:
    """Return the plan of a validation; `more` goes to its scope."""
    validation, its_connection = used(text, connection, base_url)
    return make_plan(validation, its_connection, scope_of(validation, **more), within)


def refused(text: str, connection: str = "", base_url: str = BASE_URL, **more: Any) -> str:
    """Return why a validation cannot be planned."""
    with pytest.raises(UnusableValueError) as raised:
        plan_of(text, connection, base_url, **more)
    return str(raised.value)


def url_of(path: str, base_url: str = BASE_URL, **variables: object) -> str:
    """Return the URL that is asked for a path."""
    return plan_of(f"request: 'GET {path}'", base_url=base_url, variables=variables).request.url


@pytest.mark.parametrize(
    ("base", "path", "url"),
    [
        ("http://h/api", "/orders", "http://h/api/orders"),
        ("http://h/api/", "/orders", "http://h/api/orders"),
        ("http://h/api//", "orders", "http://h/api/orders"),
        ("http://h", "/orders?x=1", "http://h/orders?x=1"),
        ("http://h:81", "/a/", "http://h:81/a/"),
        ("http://[::1]:81/v1", "/a", "http://[::1]:81/v1/a"),
        ("http://h/ä", "/ö%20x", "http://h/%C3%A4/%C3%B6%20x"),
    ],
)
def test_path_and_base_are_joined_by_one_slash(base: str, path: str, url: str) -> None:
    """However either of them is written; what a URL cannot hold is encoded, what is encoded stays."""
    assert url_of(path, base) == url


def test_a_link_of_the_same_origin_is_asked() -> None:
    """Also where only one of them writes the port that is meant anyway, or the host in capitals."""
    link = "http://127.0.0.1:8080/other?page=2"
    assert url_of("${link}", link=link) == link
    assert (
        url_of("${link}", "https://shop.example/api", link="https://SHOP.example:443/x") == "https://SHOP.example:443/x"
    )


@pytest.mark.parametrize(
    "link",
    [
        "http://evil.example/other",
        "https://127.0.0.1:8080/other",
        "http://127.0.0.1:8081/other",
        "http://127.0.0.1/other",
        "http://127.0.0.1:8080.evil.example/other",
    ],
)
def test_a_link_of_another_origin_is_refused(link: str) -> None:
    """The credentials of a connection go to its own origin only."""
    told = refused("request: GET ${link}", variables={"link": link})
    assert "origin http://127.0.0.1:8080" in told or "should have a host" in told


def test_a_link_without_scheme_stays_with_the_connection() -> None:
    """`//host/path` is a path here, and never another host."""
    assert url_of("${link}", link="//evil.example/x") == f"{BASE_URL}/evil.example/x"


@pytest.mark.parametrize("link", ["http://user:s3cr3t@127.0.0.1:8080/x", "http://127.0.0.1:8080@evil.example/x"])
def test_a_link_with_a_user_is_refused(link: str) -> None:
    """Credentials stand in `auth`, and the message does not show them."""
    told = refused("request: GET ${link}", variables={"link": link})
    assert told.startswith("the path may not hold a user or password")
    assert "s3cr3t" not in told


@pytest.mark.parametrize("base", ["http://user:s3cr3t@h/api", "http://s3cr3t@h/api", "http://user:s3/cr3t@h/"])
def test_a_base_url_with_a_password_is_refused(base: str) -> None:
    """It would stand in every log; the message says where credentials go, and does not show them."""
    told = refused("request: GET /x", base_url=base)
    assert told.startswith("base_url ")
    assert "s3" not in told


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("shop.example/api", "base_url should begin with http:// or https://"),
        ("ftp://shop.example", "base_url should begin with http:// or https://"),
        ("http://", "base_url should have a host, and where it has a port, one from 1 to 65535"),
        ("http://h:abc", "base_url should have a host, and where it has a port, one from 1 to 65535"),
        ("http://h:70000", "base_url should have a host, and where it has a port, one from 1 to 65535"),
        ("http://h:0", "base_url should have a host, and where it has a port, one from 1 to 65535"),
        ("http://[::1", "base_url should have a host, and where it has a port, one from 1 to 65535"),
        ("http://h/api?v=1", 'base_url may not hold a query or fragment; set "query" of the request instead'),
    ],
)
def test_a_base_url_that_is_none(base: str, told: str) -> None:
    """It is told before anything is sent; names in it are looked up first."""
    assert refused("request: GET /x", base_url="${base}", variables={"base": base}) == told


def test_a_base_url_may_name_values() -> None:
    """Also only a part of it."""
    assert url_of("/x", "http://${host}/api", host="127.0.0.1:81") == "http://127.0.0.1:81/api/x"


def test_a_query_is_encoded_and_lists_repeat() -> None:
    """Values keep no meaning in a query; a list gives the parameter again for each member."""
    request = "request: {method: GET, path: '/o?a=1', query: {phone: '${p}', tag: '${tags}', n: 3, ok: true}}"
    plan = plan_of(request, variables={"p": "+49 &x=#", "tags": ["a", "ä"]})
    assert plan.request.url == f"{BASE_URL}/o?a=1&phone=%2B49%20%26x%3D%23&tag=a&tag=%C3%A4&n=3&ok=true"


def test_a_json_body_keeps_types() -> None:
    """A whole name stays what it is; within a text it becomes text."""
    body = "{id: '${n}', text: 'no. ${n}', list: ['${l}'], on: true, none: null, price: 1.50, zip: '01234'}"
    plan = plan_of(f"request: {{method: POST, path: /o, json: {body}}}", variables={"n": 7, "l": [1, "x"]})
    expected = {"id": 7, "text": "no. 7", "list": [[1, "x"]], "on": True, "none": None, "price": 1.5, "zip": "01234"}
    assert json.loads(plan.request.body) == expected
    assert ("Content-Type", "application/json") in plan.request.headers


def test_a_form_repeats_lists() -> None:
    """As a form in a browser does."""
    plan = plan_of("request: {method: POST, path: /o, form: {a: ['1', 2], b: 'x&y ${n}'}}", variables={"n": "ä"})
    assert plan.request.body == b"a=1&a=2&b=x%26y+%C3%A4"
    assert ("Content-Type", "application/x-www-form-urlencoded") in plan.request.headers


def test_a_text_body_is_sent_in_utf_8() -> None:
    """Its type says so."""
    plan = plan_of("request: {method: POST, path: /o, text: 'Grüße, ${n}'}", variables={"n": "\U0001f600"})
    assert plan.request.body == "Grüße, \U0001f600".encode()
    assert ("Content-Type", "text/plain; charset=utf-8") in plan.request.headers


def test_headers_of_the_request_go_before_those_of_the_connection() -> None:
    """Whatever their case; the type of the body may be replaced."""
    plan = plan_of(
        """
        headers: {X-B: validation, X-C: validation}
        request: {method: POST, path: /o, json: {}, headers: {x-c: request, content-type: application/x+json}}
        """,
        "headers: {X-A: connection, x-b: connection}",
    )
    headers = dict(plan.request.headers)
    assert headers == {"X-A": "connection", "X-B": "validation", "x-c": "request", "content-type": "application/x+json"}


def test_cookies_are_one_header() -> None:
    """With names looked up."""
    plan = plan_of("request: {method: GET, path: /, cookies: {a: '1', b: '${n}'}}", variables={"n": "x"})
    assert plan.request.headers == (("Cookie", "a=1; b=x"),)


def test_a_value_makes_no_second_cookie() -> None:
    """What follows a semicolon would be one."""
    with pytest.raises(UnusableValueError, match=r"^the cookie b may not hold a semicolon"):
        plan_of("request: {method: GET, path: /, cookies: {b: '${n}'}}", variables={"n": "x; admin=1"})


@pytest.mark.parametrize(
    ("auth", "header", "secret"),
    [
        ("{bearer: {env: TOKEN}}", ("Authorization", "Bearer s3cr3t-t"), "s3cr3t-t"),
        ("{bearer: 'pre-%{TOKEN}'}", ("Authorization", "Bearer pre-s3cr3t-t"), "pre-s3cr3t-t"),
        ("{api_key: {header: X-Key, value: '${key}'}}", ("X-Key", "k3y-k3y"), "k3y-k3y"),
        ("{headers: {X-Sign: 'v1 ${key}'}}", ("X-Sign", "v1 k3y-k3y"), "v1 k3y-k3y"),
    ],
)
def test_credentials_are_sent_and_secret(auth: str, header: tuple[str, str], secret: str) -> None:
    """All of `auth` is known to the redactor before anything can show it."""
    redactor = Redactor()
    more: dict[str, Any] = {"environment": {"TOKEN": "s3cr3t-t"}, "variables": {"key": "k3y-k3y"}}
    plan = plan_of("request: GET /", f"auth: {auth}", redactor=redactor, **more)
    assert plan.request.headers == (header,)
    assert redactor.clean(f"got {secret}") == "got ***"


def test_basic_credentials_are_secret_in_every_form() -> None:
    """RFC 7617 in UTF-8; user, password, and both together in Base64."""
    redactor = Redactor()
    plan = plan_of("request: GET /", "auth: {basic: {username: tester, password: 'pä€ss'}}", redactor=redactor)
    encoded = b64encode("tester:pä€ss".encode()).decode()
    assert plan.request.headers == (("Authorization", f"Basic {encoded}"),)
    assert redactor.clean(f"{encoded} pä€ss tester") == "*** *** ***"


def test_a_user_with_a_colon_is_refused() -> None:
    """The colon would end the user's name (RFC 7617)."""
    told = refused("request: GET /", "auth: {basic: {username: 'a:b', password: x}}")
    assert told == "the username of auth may not hold a colon (RFC 7617)"


def test_an_api_key_in_the_query_is_encoded_and_secret() -> None:
    """It is added to what the request asks for."""
    redactor = Redactor()
    plan = plan_of(
        "request: GET /o?a=1",
        "auth: {api_key: {query: key, value: '${k}'}}",
        redactor=redactor,
        variables={"k": "s3cr3t &x"},
    )
    assert plan.request.url == f"{BASE_URL}/o?a=1&key=s3cr3t%20%26x"
    assert redactor.clean(plan.request.url) == f"{BASE_URL}/o?a=1&key=***"


def test_a_validation_has_its_own_auth_and_timeout() -> None:
    """They replace those of the connection."""
    plan = plan_of("request: GET /\nauth: {bearer: own-token}\ntimeout: 2s", "auth: {bearer: their-token}\ntimeout: 7s")
    assert plan.request.headers == (("Authorization", "Bearer own-token"),)
    assert plan.exchange.timeout == 2


def test_a_header_of_auth_cannot_be_split() -> None:
    """A token with the line break of the file it was read from is told, and not shown."""
    told = refused("request: GET /", "auth: {bearer: {env: TOKEN}}", environment={"TOKEN": "s3cr3t\n"})
    assert told == "the header of auth may not hold a line break or NUL character"


def test_an_input_that_is_not_declared() -> None:
    """It is named, and those that are."""
    told = refused("inputs: {order_id: The order., currency: {default: EUR}}\nrequest: GET /", call={"ordr": 1})
    assert told == "@order has no input ordr; it takes order_id, currency"


def test_a_name_in_a_jsonpath_stands_for_a_literal() -> None:
    """Whatever it holds, it is quoted; a number stays a number."""
    expect = "request: GET /\nexpect: {'$[?(@.id == ${n})].state': paid}"
    document: JSON = [{"id": "a' || 'b", "state": 1}, {"id": 7, "state": 2}, {"id": "7", "state": 3}]
    for value, found in {"a' || 'b": [1], 7: [2], "7": [3]}.items():
        path = plan_of(expect, variables={"n": value}).expect[-1].subject.path
        assert path is not None
        assert [match.value for match in path.find(document)] == found


def test_a_value_in_a_regular_expression_stands_for_itself() -> None:
    """Its special characters have no meaning."""
    plan = plan_of("request: GET /\nexpect: {body: {matches: '^no ${n}$'}}", variables={"n": "1.5 (a)"})
    conditions = plan.expect[-1].conditions
    assert conditions is not None
    assert conditions.items[0].argument == r"^no 1\.5\ \(a\)$"


def test_names_in_expectations_keep_their_types() -> None:
    """In plain values, operators, documents and in the status."""
    plan = plan_of(
        """
        request: GET /
        expect:
          status: ${code}
          $.total: ${total}
          $.size: {at least: '${total}'}
          json: {a: ['${total}', 'no. ${total}', {expect: {less than: '${total}'}}]}
        """,
        variables={"code": 201, "total": 9.5},
    )
    status, total, size, document = plan.expect
    assert status.argument == [201]
    assert total.conditions is not None
    assert total.conditions.items[0].argument == 9.5
    assert size.conditions is not None
    assert size.conditions.items[0].argument == 9.5
    assert isinstance(document.argument, dict)
    assert document.argument["a"][:2] == [9.5, "no. 9.5"]


@pytest.mark.parametrize(
    ("expected", "given", "read"),
    [
        ("'${s}'", "404", ["404"]),
        ("'${s}'", "4xx", ["4xx"]),
        ("'${s}'", 404.0, [404]),
        ("'${s}'", [200, "2xx"], [200, "2xx"]),
        ("[200, '${s}']", "404", [200, "404"]),
    ],
)
def test_a_status_that_is_looked_up(expected: str, given: object, read: object) -> None:
    """It may be a list, as it may be in the registry."""
    assert plan_of(f"request: GET /\nexpect: {{status: {expected}}}", variables={"s": given}).expect[0].argument == read


@pytest.mark.parametrize(
    ("given", "told"),
    [("foo", 'the text "foo"'), ("", 'the text ""'), (True, "true"), (700, "the number 700"), ([], "an empty list")],
)
def test_a_status_that_is_none_cannot_be_used(given: object, told: str) -> None:
    """It would never be answered; the value is named."""
    assert refused("request: GET /\nexpect: {status: '${s}'}", variables={"s": given}) == (
        f"status should be 200, 2xx or a list of them, is {told}"
    )


@pytest.mark.parametrize(
    "operator", ["equals", "not equals", "==", "greater than", "less than", "at least", "at most", "!="]
)
def test_a_status_is_compared_with_the_number_that_a_text_is(operator: str) -> None:
    """Cells of Robot Framework are texts: `{not equals: ${s}}` would always hold."""
    [status] = plan_of(f"request: GET /\nexpect: {{status: {{'{operator}': '${{s}}'}}}}", variables={"s": "404"}).expect
    assert status.conditions is not None
    assert status.conditions.items[0].argument == 404
    assert refused(f"request: GET /\nexpect: {{status: {{'{operator}': '${{s}}'}}}}", variables={"s": "4xx"}) == (
        'status: it is a number, and is never the text "4xx"; give for example 404'
    )


@pytest.mark.parametrize(
    ("expected", "given", "read"),
    [
        ("{one of: '${s}'}", ["404", 410], [404, 410]),
        ("{not one of: [200, '${s}']}", "404", [200, 404]),
        ("{all: [{not equals: '${s}'}]}", "404", 404),
        ("{as: text, equals: '${s}'}", "404", "404"),
        ("{as: text, starts: '${s}'}", "4", "4"),
    ],
)
def test_numbers_of_a_status_in_lists_and_below(expected: str, given: object, read: object) -> None:
    """Wherever it is compared as a number, and nowhere else."""
    [status] = plan_of(f"request: GET /\nexpect: {{status: {expected}}}", variables={"s": given}).expect
    assert status.conditions is not None
    argument = status.conditions.items[0].argument
    assert (argument[0].items[0].argument if isinstance(argument, tuple) else argument) == read


def test_a_value_that_an_operator_cannot_take() -> None:
    """It is told with the path and before anything is sent."""
    told = refused("request: GET /\nexpect: {$.size: {count: '${n}'}}", variables={"n": "many"})
    assert told.startswith("$.size: ")


def test_every_name_is_looked_up_before_anything_is_sent() -> None:
    """Those of expectations and of `give_up_if` too."""
    assert refused("request: GET /\nexpect: {$.a: '${n}'}").startswith("${n} is not known")
    waiting = "eventually: {within: 1s, give_up_if: {$.a: '${n}'}}"
    assert refused(f"request: GET /\n{waiting}").startswith("${n} is not known")


def test_within_of_the_call_goes_before_that_of_the_registry() -> None:
    """Zero too: asked once."""
    text = "request: GET /\neventually: 10s"
    assert plan_of(text).within == 10
    assert plan_of(text, within=0).within == 0
    assert plan_of("request: GET /").within is None


def test_a_fetch_may_name_values() -> None:
    """In its path, its regular expression and its default; in an expression a value stands for itself."""
    text = (
        "request: GET /\nfetch:\n"
        "  price: '$.products[?(@.sku == ${sku})].price'\n"
        "  code: {from: body, matches: '${sku}: ([0-9]+)', default: '${other}'}\n"
        "  any: {from: body, matches: '${pattern}'}\n"
    )
    names = {"sku": "tea+", "other": 7, "pattern": "a+"}
    price, code, found = plan_of(text, variables=names).fetch
    assert price.subject.name == "$.products[?(@.sku == 'tea+')].price"
    assert (code.matches, code.default, found.matches) == (r"tea\+: ([0-9]+)", 7, "a+")


def test_a_fetch_by_what_is_no_expression_is_refused() -> None:
    """Before anything is sent."""
    told = refused("request: GET /\nfetch: {x: {from: body, matches: '${pattern}'}}", variables={"pattern": "("})
    assert told.startswith("matches of fetch x: invalid regular expression")

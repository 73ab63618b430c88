"""The plan of a request has nothing left to look up: bodies, headers and credentials are as they will be sent."""

import json
from base64 import b64encode
from typing import Any

import pytest

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import UnusableValueError
from utest.engine.plans import plan_of, refused
from utest.engine.registries import BASE_URL


def test_a_json_body_keeps_types() -> None:
    """A single name keeps its type; inside a text it becomes text."""
    body = "{id: '${n}', text: 'no. ${n}', list: ['${l}'], on: true, none: null, price: 1.50, zip: '01234'}"
    plan = plan_of(f"request: {{method: POST, path: /o, json: {body}}}", variables={"n": 7, "l": [1, "x"]})
    expected = {"id": 7, "text": "no. 7", "list": [[1, "x"]], "on": True, "none": None, "price": 1.5, "zip": "01234"}
    assert json.loads(plan.request.body) == expected
    assert ("Content-Type", "application/json") in plan.request.headers


def test_a_form_repeats_lists() -> None:
    """Lists are sent as by a form in a browser."""
    plan = plan_of("request: {method: POST, path: /o, form: {a: ['1', 2], b: 'x&y ${n}'}}", variables={"n": "ä"})
    assert plan.request.body == b"a=1&a=2&b=x%26y+%C3%A4"
    assert ("Content-Type", "application/x-www-form-urlencoded") in plan.request.headers


def test_a_text_body_is_sent_in_utf_8() -> None:
    """Its media type says so."""
    plan = plan_of("request: {method: POST, path: /o, text: 'Grüße, ${n}'}", variables={"n": "\U0001f600"})
    assert plan.request.body == "Grüße, \U0001f600".encode()
    assert ("Content-Type", "text/plain; charset=utf-8") in plan.request.headers


def test_headers_of_the_request_go_before_those_of_the_connection() -> None:
    """Letter case makes no difference; the type of the body may be replaced."""
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
    """Names in them are looked up."""
    plan = plan_of("request: {method: GET, path: /, cookies: {a: '1', b: '${n}'}}", variables={"n": "x"})
    assert plan.request.headers == (("Cookie", "a=1; b=x"),)


def test_a_value_makes_no_second_cookie() -> None:
    """Text after a semicolon would be another cookie."""
    with pytest.raises(UnusableValueError, match=r"^the cookie b must not contain a semicolon"):
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
    """The redactor knows everything in `auth` before anything can show it."""
    redactor = Redactor()
    more: dict[str, Any] = {"environment": {"TOKEN": "s3cr3t-t"}, "variables": {"key": "k3y-k3y"}}
    plan = plan_of("request: GET /", f"auth: {auth}", redactor=redactor, **more)
    assert plan.request.headers == (header,)
    assert redactor.clean(f"got {secret}") == "got ***"


def test_basic_credentials_are_secret_in_every_form() -> None:
    """This follows RFC 7617 in UTF-8: user, password, and both together in Base64."""
    redactor = Redactor()
    plan = plan_of("request: GET /", "auth: {basic: {username: tester, password: 'pä€ss'}}", redactor=redactor)
    encoded = b64encode("tester:pä€ss".encode()).decode()
    assert plan.request.headers == (("Authorization", f"Basic {encoded}"),)
    assert redactor.clean(f"{encoded} pä€ss tester") == "*** *** ***"


def test_a_user_with_a_colon_is_refused() -> None:
    """The colon would end the user name (RFC 7617)."""
    reason = refused("request: GET /", "auth: {basic: {username: 'a:b', password: x}}")
    assert reason == "the username of auth must not contain a colon (RFC 7617)"


def test_an_api_key_in_the_query_is_encoded_and_secret() -> None:
    """It is added to the query of the request."""
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
    assert plan.timeout == 2


def test_a_header_of_auth_cannot_be_split() -> None:
    """A token with a line break from its file is reported, and not shown."""
    reason = refused("request: GET /", "auth: {bearer: {env: TOKEN}}", environment={"TOKEN": "s3cr3t\n"})
    assert reason == "the header of auth must not contain a line break or NUL character"


@pytest.mark.parametrize("value", ["", "  ", None])
@pytest.mark.parametrize(
    ("connection", "what"),
    [
        ("auth: {bearer: {env: TOKEN}}", "auth"),
        ("auth: {bearer: 'x-%{TOKEN}'}", "auth"),
        ("auth: {basic: {username: qa, password: {env: TOKEN}}}", "auth"),
        ("auth: {digest: {username: {env: TOKEN}, password: x}}", "auth"),
        ("auth: {api_key: {header: X-Key, value: {env: TOKEN}}}", "auth"),
        ("auth: {headers: {X-Key: '%{TOKEN}'}}", "auth"),
        ("auth: {oauth2: {token_url: /t, client_id: a, client_secret: {env: TOKEN}}}", "auth"),
        ("auth: {oauth2: {token_url: '%{TOKEN}', client_id: a, client_secret: b}}", "auth"),
    ],
)
def test_an_empty_variable_of_the_environment_is_named(value: str | None, connection: str, what: str) -> None:
    """CI systems pass unset secrets as empty texts: the message names the variable and who needs it."""
    environment = {} if value is None else {"TOKEN": value}
    state = "is not set" if value is None else "is empty"
    message = refused("request: GET /", connection, environment=environment)
    place = message.removeprefix(f'the environment variable TOKEN {state} ({what} of connection "shop", ')
    assert place.endswith("validations.yaml:5)"), message


def test_an_empty_variable_in_an_address_is_named() -> None:
    """There would be no backend to send the request to."""
    message = refused("request: GET /", base_url="%{SHOP_URL}/api", environment={"SHOP_URL": ""})
    assert message.startswith('the environment variable SHOP_URL is empty (base_url of connection "shop", ')
    assert message.endswith("validations.yaml:4)")


def test_a_variable_that_may_be_empty_is_sent_so() -> None:
    """In a header or a body, an empty value may be intended."""
    plan = plan_of("request: {method: POST, path: /, headers: {X-A: '%{X}'}, text: '%{X}'}", environment={"X": ""})
    assert dict(plan.request.headers)["X-A"] == ""


def test_an_empty_bearer_token_is_named() -> None:
    """HTTP does not allow the header, and its error would not name the owner."""
    assert refused("request: GET /", "auth: {bearer: '${token}'}", variables={"token": ""}) == (
        "the bearer token of auth is empty: ${token}"
    )


def test_an_address_out_of_the_environment_is_shown() -> None:
    """Without it, nobody could repeat the request; a password in it is not shown."""
    redactor = Redactor()
    base_url = "%{SHOP_URL}/api"
    plan = plan_of("request: GET /", base_url=base_url, redactor=redactor, environment={"SHOP_URL": "http://shop.test"})
    assert redactor.clean(plan.request.description.line) == "GET http://shop.test/api/"
    message = refused(
        "request: GET /", base_url=base_url, redactor=redactor, environment={"SHOP_URL": "http://ann:pass-word@shop"}
    )
    assert "user or password" in message
    assert redactor.clean("ann pass-word shop.test") == "*** *** shop.test"


def test_files_of_tls_may_be_named_by_variables() -> None:
    """They are relative to the registry, like literal names."""
    plan: Any = plan_of("request: GET /o", "tls: {ca: '${folder}/ca.pem'}", variables={"folder": "certificates"})
    assert plan.source_plan.tls.ca.startswith("/")
    assert plan.source_plan.tls.ca.endswith("/certificates/ca.pem")
    plan = plan_of("request: GET /o", "tls: {ca: '${ca}'}", variables={"ca": "/etc/ca.pem"})
    assert plan.source_plan.tls.ca == "/etc/ca.pem"

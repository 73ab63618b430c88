"""Cookies are kept if the connection says so, and are only sent to the origin that set them."""

from datetime import UTC, datetime, timedelta

import pytest

from QuashLibrary.engine.credentials import TestCredentials
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.engine.sources.http.cookies import CookieJar
from QuashLibrary.engine.sources.http.messages import Request, http_answer
from utest.engine.registries import scope_of, used
from utest.engine.servers import Server, answering, response, serving

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
URL = "http://h:80/shop/orders"


def jar(*cookies: str, url: str = URL) -> CookieJar:
    """Return a jar after a response that sets cookies."""
    made = CookieJar()
    made.take(Request("GET", url), http_answer(200, "OK", tuple(("Set-Cookie", line) for line in cookies), b""), NOW)
    return made


def sent(made: CookieJar, url: str = URL, *own: str, now: datetime = NOW) -> str:
    """Return the Cookie header of a request; empty if there is none."""
    request = made.add_to(Request("GET", url, tuple(("Cookie", line) for line in own)), now)
    return dict(request.headers).get("Cookie", "")


def ask(runner: Runner, server: Server, connection: str, credentials: TestCredentials) -> None:
    """Run a validation once."""
    validation, its_connection = used("request: GET /a", connection, server.url)
    (outcome,) = runner.run([Call(validation, its_connection, scope_of(validation), credentials=credentials)])
    assert outcome.verdict == "passed"


@pytest.mark.parametrize(("connection", "sends"), [("cookies: keep", True), ("cookies: none", False)])
def test_cookies_are_kept_where_the_connection_says_so(runner: Runner, connection: str, sends: bool) -> None:
    """They are kept from one validation of a test to the next."""
    credentials = TestCredentials()
    with serving(answering(response(b"{}", "200 OK", "Set-Cookie: session=s-1; HttpOnly"))) as server:
        ask(runner, server, connection, credentials)
        ask(runner, server, connection, credentials)
        ask(runner, server, connection, TestCredentials())
    assert [b"Cookie: session=s-1" in request for request in server.requests] == [False, sends, False]


def test_a_redirect_takes_the_cookies_along(runner: Runner) -> None:
    """A cookie from a login is sent to the page that it redirects to."""
    login = response(b"", "303 See Other", "Location: /b", "Set-Cookie: session=s-1")
    with serving(answering(login, response())) as server:
        ask(
            runner, server, "{cookies: keep, redirects: same-origin}".strip("{}").replace(", ", "\n"), TestCredentials()
        )
    assert b"Cookie: session=s-1" in server.requests[1]


@pytest.mark.parametrize(
    "url", ["http://h:81/shop/orders", "https://h:80/shop/orders", "http://sub.h/shop/orders", "http://i/shop/orders"]
)
def test_no_other_origin_gets_them(url: str) -> None:
    """The cookie's Domain makes no difference."""
    assert sent(jar("a=1; Domain=h; Path=/"), url) == ""


def test_the_port_that_is_meant_anyway_is_the_same_origin() -> None:
    """`:80` and the letter case of the host make no difference."""
    assert sent(jar("a=1"), "http://H/shop/orders") == "a=1"


@pytest.mark.parametrize(
    ("cookie", "path", "sends"),
    [("a=1", "/shop/x", True), ("a=1", "/shop", True), ("a=1", "/", False), ("a=1", "/shopping", False),
     ("a=1; Path=/", "/", True), ("a=1; path=/x/", "/x/y", True), ("a=1; path=/x", "/xy", False),
     ("a=1; path=x", "/shop", True)],
)  # fmt: skip
def test_a_cookie_is_sent_below_its_path(cookie: str, path: str, sends: bool) -> None:
    """This follows RFC 6265, 5.1.4."""
    assert sent(jar(cookie), f"http://h{path}") == ("a=1" if sends else "")


def test_a_longer_path_goes_first() -> None:
    """This follows RFC 6265, 5.4."""
    assert sent(jar("a=outer; Path=/", "a=inner; Path=/shop")) == "a=inner; a=outer"


@pytest.mark.parametrize(
    "end", ["a=; Max-Age=0", "a=; max-age=-1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=; Max-Age=0; Expires=x"]
)
def test_a_cookie_may_be_deleted(end: str) -> None:
    """A server deletes a cookie with Max-Age or Expires."""
    assert sent(jar("a=1", end)) == ""


def test_a_cookie_lives_as_long_as_it_says() -> None:
    """Max-Age takes precedence over Expires; unreadable values are ignored."""
    made = jar("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "b=2; Expires=soon; Max-Age=x")
    assert sent(made, now=NOW + timedelta(seconds=59)) == "a=1; b=2"
    assert sent(made, now=NOW + timedelta(seconds=60)) == "b=2"


def test_what_the_request_names_itself_goes_before() -> None:
    """Cookies of the registry replace stored ones with the same name."""
    assert sent(jar("a=1", "b=2"), URL, "a=own; c=3") == "a=own; c=3; b=2"


def test_what_is_no_cookie_is_passed_over() -> None:
    """A text without a name or an equals sign is ignored."""
    assert sent(jar("=x", "novalue", "")) == ""

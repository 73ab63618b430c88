"""The URL of a request is exactly what is sent, and never leads to another origin."""

import pytest

from utest.engine.plans import plan_of, refused
from utest.engine.registries import BASE_URL


def url_of(path: str, base_url: str = BASE_URL, **variables: object) -> str:
    """Return the URL of a request for a path."""
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
    """This holds for all spellings; illegal characters are encoded, encoded ones stay."""
    assert url_of(path, base) == url


def test_a_link_of_the_same_origin_is_used() -> None:
    """The default port and the letter case of the host make no difference."""
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
    """The credentials of a connection are only sent to its own origin."""
    reason = refused("request: GET ${link}", variables={"link": link})
    assert "origin http://127.0.0.1:8080" in reason or "must have a host" in reason


def test_a_link_without_scheme_stays_with_the_connection() -> None:
    """`//host/path` is a path here, and never another host."""
    assert url_of("${link}", link="//evil.example/x") == f"{BASE_URL}/evil.example/x"


@pytest.mark.parametrize("link", ["http://user:s3cr3t@127.0.0.1:8080/x", "http://127.0.0.1:8080@evil.example/x"])
def test_a_link_with_a_user_is_refused(link: str) -> None:
    """Credentials belong in `auth`, and the message does not show them."""
    reason = refused("request: GET ${link}", variables={"link": link})
    assert reason.startswith("the path must not contain a user or password")
    assert "s3cr3t" not in reason


@pytest.mark.parametrize("base", ["http://user:s3cr3t@h/api", "http://s3cr3t@h/api", "http://user:s3/cr3t@h/"])
def test_a_base_url_with_a_password_is_refused(base: str) -> None:
    """It would appear in every log; the message says where to write credentials, and does not show them."""
    reason = refused("request: GET /x", base_url=base)
    assert reason.startswith("base_url ")
    assert "s3" not in reason


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        ("shop.example/api", "base_url must begin with http:// or https://"),
        ("ftp://shop.example", "base_url must begin with http:// or https://"),
        ("http://", "base_url must have a host, and its port, if any, must be from 1 to 65535"),
        ("http://h:abc", "base_url must have a host, and its port, if any, must be from 1 to 65535"),
        ("http://h:70000", "base_url must have a host, and its port, if any, must be from 1 to 65535"),
        ("http://h:0", "base_url must have a host, and its port, if any, must be from 1 to 65535"),
        ("http://[::1", "base_url must have a host, and its port, if any, must be from 1 to 65535"),
        ("http://h/api?v=1", 'base_url must not contain a query or fragment; write "query" in the request instead'),
    ],
)
def test_an_invalid_base_url(base: str, reason: str) -> None:
    """It is reported before anything is sent, after names in it are looked up."""
    assert refused("request: GET /x", base_url="${base}", variables={"base": base}) == reason


def test_a_base_url_may_name_values() -> None:
    """A value may be only a part of it."""
    assert url_of("/x", "http://${host}/api", host="127.0.0.1:81") == "http://127.0.0.1:81/api/x"


def test_a_query_is_encoded_and_lists_repeat() -> None:
    """Values have no special meaning in a query; a list repeats the parameter for each member."""
    request = "request: {method: GET, path: '/o?a=1', query: {phone: '${p}', tag: '${tags}', n: 3, ok: true}}"
    plan = plan_of(request, variables={"p": "+49 &x=#", "tags": ["a", "ä"]})
    assert plan.request.url == f"{BASE_URL}/o?a=1&phone=%2B49%20%26x%3D%23&tag=a&tag=%C3%A4&n=3&ok=true"

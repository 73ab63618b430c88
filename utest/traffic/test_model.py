"""Requests of the app as data: writes, equality, failures and relative paths."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.traffic.model import Way, header
from utest.traffic.requests_made import made

segments = st.text("abAB0-_.~%", min_size=1, max_size=5)
paths = st.lists(segments, max_size=3).map(lambda parts: "".join(f"/{part}" for part in parts))


@pytest.mark.parametrize(
    ("base", "target", "relative"),
    [
        ("", "/orders?a=1", "/orders?a=1"),
        ("", "", "/"),
        ("", "*", "*"),
        ("", "//orders", "//orders"),
        ("/api", "/api/orders", "/orders"),
        ("/api", "/api/orders?a=/api", "/orders?a=/api"),
        ("/api", "/api", "/"),
        ("/api", "/api?a=1", "/?a=1"),
        ("/api", "/api/", "/"),
        ("/api", "/apis/orders", "/apis/orders"),
        ("/api", "/health", "/health"),
        ("/api", "*", "*"),
    ],
)
def test_targets_are_relative_to_the_base_url(base: str, target: str, relative: str) -> None:
    """Targets are relative to the base URL; others stay unchanged."""
    assert Way("shop", "http://h", base).relative(target) == relative


@given(paths, paths, st.text("ab=&?/", max_size=5))
def test_path_of_the_registry_is_found_again(base: str, path: str, query: str) -> None:
    """A registry path is found again in recorded targets, for any base URL."""
    way = Way("shop", "http://h", base)
    path = path or "/"
    assert way.relative(f"{base.rstrip('/')}{path}?{query}") == f"{path}?{query}"


@pytest.mark.parametrize(
    ("way", "mode"),
    [
        (Way("a", "http://h:1", port=8888), "reverse:http://h:1@127.0.0.1:8888"),
        (Way("a", "http://h:1", host="::1", port=8888), "reverse:http://h:1@[::1]:8888"),
        (Way("a", "http://h:1", port=8889, hosts=("h",)), "regular@127.0.0.1:8889"),
    ],
)
def test_way_is_written_as_mitmproxy_reads_it(way: Way, mode: str) -> None:
    """A way is a reverse proxy to one backend or a regular proxy for hosts."""
    assert way.mode == mode


def test_query_and_path_are_parts_of_the_target() -> None:
    """Path and query are split at the first question mark."""
    request = made("GET //[a?b=1?c")
    assert (request.path, request.query) == ("//[a", "b=1?c")


@given(st.text(max_size=30))
def test_any_target_has_a_key(target: str) -> None:
    """Any target has a key, even if it is not a URL."""
    request = made(f"GET {target}")
    assert request.equal_key[2] == request.path
    assert request.line.startswith("GET ")


@pytest.mark.parametrize("one", ["POST /a?x=1&y=2", "POST /a?y=2&x=1"])
def test_fields_of_a_query_may_change_places(one: str) -> None:
    """Equal requests may have their query fields in another order."""
    assert made(one).equal_key == made("POST /a?x=1&y=2").equal_key


@pytest.mark.parametrize("other", ["PUT /a?x=1&x=2", "POST /b?x=1&x=2", "POST /a?x=2&x=1", "POST /a?x=1", "POST /a"])
def test_other_requests_are_not_equal(other: str) -> None:
    """Method, path, values and the order of repeated fields count."""
    assert made(other).equal_key != made("POST /a?x=1&x=2").equal_key


def test_requests_to_other_connections_are_not_equal() -> None:
    """Requests to different connections are not equal."""
    assert made("GET /a", connection="shop").equal_key != made("GET /a", connection="bank").equal_key


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_methods_are_not_writes(method: str) -> None:
    """Reading methods are not writes, as with read_only."""
    assert not made(f"{method} /a").is_write


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "MERGE"])
def test_other_methods_are_writes(method: str) -> None:
    """All other methods are writes, including unknown ones."""
    assert made(f"{method} /a").is_write


@pytest.mark.parametrize(
    ("query", "name", "operation", "is_write"),
    [
        ("query Cart { cart }", None, "Cart", False),
        ("{ cart }", None, "", False),
        ("mutation Pay { pay }", None, "Pay", True),
        ("query A { a } mutation B { b }", "B", "B", True),
        ("query A { a }", 5, "A", False),
    ],
)
def test_graphql_goes_by_its_operation(query: str, name: object, operation: str, is_write: bool) -> None:
    """For GraphQL, the operation decides whether a request is a write."""
    body = json.dumps({"query": query} | ({"operationName": name} if name else {})).encode()
    request = made("POST /graphql", body=body)
    assert (request.operation, request.is_write) == (operation, is_write)
    assert request.line == f"POST /graphql{f' {operation}' if operation else ''} -> 200"


@pytest.mark.parametrize(
    "body", [b'{"query": 5}', b'{"query": "shoes"}', b'["query"]', b'{"query": "{ a }"', b"", None]
)
def test_body_without_a_document_is_not_graphql(body: bytes | None) -> None:
    """A body with a "query" that is not a document is not GraphQL."""
    assert (made("POST /search", body=body).operation, made("POST /search", body=body).is_write) == ("", True)


@pytest.mark.parametrize(
    ("line", "status", "problem"),
    [
        ("GET /a", 200, ""), ("GET /a", 404, ""), ("POST /a", 404, "the answer was 404"), ("POST /a", 302, ""),
        ("GET /a", 500, "the answer was 500"), ("GET /a", 101, ""),
    ],
)  # fmt: skip
def test_status_decides_whether_a_request_failed(line: str, status: int, problem: str) -> None:
    """With 404, a read has not failed, but a write has."""
    assert made(line, status).problem == problem


def test_request_without_an_answer_failed() -> None:
    """A request without an answer failed, with a reason in words."""
    refused = "no answer: the backend refused the connection: it is not running at the address of base_url"
    assert made("GET /a", None, fault="refused", message="[Errno 111]").problem == refused
    untrusted = made("GET /a", None, fault="tls", message="self-signed certificate")
    assert untrusted.problem == "no answer: the connection to the backend is not trusted (self-signed certificate)"
    assert made("GET /a", None, fault="protocol", message="what").problem == "no answer: what"
    assert made("GET /a", None, fault="protocol").problem == "no answer: protocol"
    assert made("GET /a", None, fault="refused").line == "GET /a -> no answer (refused)"


def test_open_request_has_not_failed() -> None:
    """An open request has not failed."""
    assert made("POST /a", None, fault="open").problem == ""
    assert made("POST /a", None, fault="open").line == "POST /a -> still open"


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ((("Sec-Fetch-Dest", "image"),), ()),
        ((("sec-fetch-dest", "FONT"),), ()),
        ((), (("Content-Type", "image/png"),)),
        ((), (("content-type", "Text/CSS; charset=utf-8"),)),
    ],
)
def test_pictures_fonts_and_styles_are_decoration(
    sent: tuple[tuple[str, str], ...], answered: tuple[tuple[str, str], ...]
) -> None:
    """Decoration is recognised by the requested destination or by the answer's type."""
    assert made("GET /a", headers=sent, answer_headers=answered).is_decoration


def test_data_is_not_decoration() -> None:
    """Data is not decoration."""
    assert not made("GET /a", answer_headers=(("Content-Type", "application/json"),)).is_decoration


def test_first_header_of_a_name_counts() -> None:
    """The first header of a name counts, and its value is in lower case."""
    assert header((("X-A", "ONE"), ("x-a", "two")), "x-a") == "one"
    assert header((), "x-a") == ""

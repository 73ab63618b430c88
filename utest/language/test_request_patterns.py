"""Request patterns as a tester writes them."""

import contextlib
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import RequestPatternError
from QuashLibrary.language.request_patterns import RequestPattern, parse_request_pattern, parse_statuses


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("POST /orders", RequestPattern("POST", "/orders")),
        ("post   /orders", RequestPattern("POST", "/orders")),
        ("/orders", RequestPattern("*", "/orders")),
        ("* /orders", RequestPattern("*", "/orders")),
        ("*", RequestPattern("*", "*")),
        ("GET *", RequestPattern("GET", "*")),
        ("POST /login 401", RequestPattern("POST", "/login", ("401",))),
        ("/login 4XX,500", RequestPattern("*", "/login", ("4xx", "500"))),
    ],
)
def test_text_means_a_pattern(text: str, pattern: RequestPattern) -> None:
    """The method and the status are optional."""
    assert parse_request_pattern(text) == pattern


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", '"" must be a method and a path, for example  POST /orders'),
        ("POST", '"POST" must be a method and a path, for example  POST /orders'),
        ("POST orders", '"POST orders" must be a method and a path, for example  POST /orders'),
        ("GET /a?b=1", '"GET /a?b=1" contains a query, but a pattern matches only the path; write /a'),
        (
            "GET /a 401 b",
            '"GET /a 401 b" contains more than a method, a path and a status; write for example  POST /orders 4xx',
        ),
        ("GET /a 600", '"600" is not a status; write for example 401, 4xx or 401,403'),
        ("GET /a 40x", '"40x" is not a status; write for example 401, 4xx or 401,403'),
    ],
)
def test_text_that_is_no_pattern_says_what_to_write(text: str, message: str) -> None:
    """The message is one line and says what to write."""
    with pytest.raises(RequestPatternError) as caught:
        parse_request_pattern(text)
    assert str(caught.value) == message


@given(st.text() | st.text("GETPOST /*?4x,01"))
def test_any_text_is_a_pattern_or_no_pattern(text: str) -> None:
    """Any text is a pattern or raises a RequestPatternError; a pattern prints as it was written."""
    with contextlib.suppress(RequestPatternError):
        pattern = parse_request_pattern(text)
        assert parse_request_pattern(str(pattern)) == pattern


@given(st.text())
def test_any_text_lists_statuses_or_not(text: str) -> None:
    """Any text is a list of statuses or raises a RequestPatternError."""
    with contextlib.suppress(RequestPatternError):
        assert parse_statuses(text)


@given(st.text(string.printable, max_size=20))
def test_path_without_asterisks_matches_itself_alone(path: str) -> None:
    """Without asterisks, every character of a path is literal."""
    path = "/" + path.replace("*", "")
    pattern = RequestPattern("*", path)
    assert pattern.matches("GET", path)
    assert not pattern.matches("GET", f"{path}x")


@given(st.text(), st.text())
def test_asterisk_matches_any_text(before: str, between: str) -> None:
    """An asterisk also matches slashes and line breaks."""
    before = before.replace("*", "")
    assert RequestPattern("*", f"/{before}*/end").matches("GET", f"/{before}{between}/end")


@pytest.mark.parametrize(
    ("pattern", "method", "status", "is_meant"),
    [
        ("POST /a", "POST", 200, True), ("POST /a", "post", None, True), ("POST /a", "PUT", 200, False),
        ("/a", "ANY", None, True), ("/a 401", "POST", 401, True), ("/a 401", "POST", 403, False),
        ("/a 4xx", "POST", 499, True), ("/a 4xx", "POST", 500, False), ("/a 4xx", "POST", None, False),
        ("/a 401,5xx", "POST", 503, True),
    ],
)  # fmt: skip
def test_method_and_status_must_fit(pattern: str, method: str, status: int | None, is_meant: bool) -> None:
    """A pattern with a status does not match a request without an answer."""
    assert parse_request_pattern(pattern).matches(method, "/a", status) is is_meant

"""Any text is made fit to be shown: bounded, redacted, harmless to what it is written into."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.engine.redactor import Redactor, masked_headers, masked_url
from QuashLibrary.engine.sources.http.messages import Request, Response
from QuashLibrary.language.printable import TEXT_LIMIT, one_line, safe, shorten
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.texts import body_text, shown
from utest.views.outcomes import outcome

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_safe_text_can_be_written(text: str) -> None:
    """As UTF-8 and as XML; what is harmless stays as it is."""
    written = safe(text)
    written.encode("utf-8")
    assert not any(character in written for character in "\x00\x08\x0b\x1b\x7f\x80\x9f\ud800\ufffe\uffff")


def test_what_cannot_be_written_is_escaped() -> None:
    """So that a tester sees that it was there."""
    assert safe("a\x00\x1b\x85\ud800\ufffe\t\nä\U0001f600") == "a\\x00\\x1b\\x85\\ud800\\ufffe\t\nä\U0001f600"


def test_shown_text_is_redacted_before_it_is_escaped() -> None:
    """A secret with a control character in it is masked."""
    redactor = Redactor()
    redactor.add("se\x07cret")
    assert shown("a se\x07cret\x00", redactor) == "a ***\\x00"


@given(ANY, st.integers(0, 50))
def test_a_shortened_text_keeps_to_its_limit(text: str, limit: int) -> None:
    """Its beginning and its end stay."""
    short = shorten(text, limit)
    assert len(short) <= max(limit, 1)
    assert short == text or "…" in short


def test_a_text_is_shortened_in_its_middle() -> None:
    """A bit more of the beginning."""
    assert shorten("abcdefghij", 6) == "abc…ij"


def test_one_line_has_no_breaks() -> None:
    """Of any kind."""
    assert one_line(" a\r\n b\u2028c\x85d\t ") == "a b c d"


def test_json_is_indented() -> None:
    """With its characters as they are."""
    assert body_text('{"a":["ä"]}'.encode()) == '{\n  "a": [\n    "ä"\n  ]\n}'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", ""),
        (b"<html>", "<html>"),
        (b"\xff\xfe", "(2 bytes that are not UTF-8 text)"),
        (b"[" * 3000, "[" * 3000),
        (b"9" * 3900, "9" * 3900),
    ],
    ids=["empty", "no JSON", "binary", "too deep", "huge number"],
)
def test_other_bodies(body: bytes, text: str) -> None:
    """As they are, or by their size."""
    assert body_text(body) == text


def test_a_long_body_is_cut() -> None:
    """It says how much is left out."""
    text = body_text(b"x" * (TEXT_LIMIT + 1234))
    assert text == f"{'x' * TEXT_LIMIT}… (1,234 more characters)"


@given(st.integers(0, 60))
def test_a_secret_is_masked_also_where_a_body_is_cut(before: int) -> None:
    """Even if only its beginning is left."""
    secret = "s3cr3t-" * 8
    redactor = Redactor()
    redactor.add(secret)
    body = b"x" * (TEXT_LIMIT - before) + secret.encode()
    answer = Response(200, "OK", (), body)
    (attempt,) = outcome("failed", answer=answer).attempts
    assert "s3cr" not in exchange_text(attempt.exchange, redactor)


def test_headers_that_authenticate_are_masked() -> None:
    """Whether or not they are known secrets, in any case."""
    headers = (("authorization", "a"), ("Cookie", "b"), ("SET-COOKIE", "c"), ("Proxy-Authorization", "d"), ("X", "e"))
    assert [value for _, value in masked_headers(headers)] == ["***", "***", "***", "***", "e"]


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("http://h/x", "http://h/x"),
        ("http://u:p@h:1/x", "http://***@h:1/x"),
        ("HTTPS://u:p@p@h/", "HTTPS://***@h/"),
        ("http://h/a@b?c@d", "http://h/a@b?c@d"),
        ("http://u:p@[::1", "http://***@[::1"),
    ],
)
def test_a_user_in_an_address_is_masked(url: str, masked: str) -> None:
    """Also in one that cannot be asked."""
    assert masked_url(url) == masked
    assert Request("GET", url).line == f"GET {masked}"


def test_an_answer_in_a_word() -> None:
    """Its status, or why there is none."""
    assert Response(503, "", (), b"").brief == "503"
    assert Fault("reset", "closed").brief == "closed"


def test_an_exchange_as_text() -> None:
    """The command to ask again, then what came back, with its headers and body."""
    answer = Response(201, "Created", (("Set-Cookie", "sid=1"), ("X-A", "b")), json.dumps({"a": 1}).encode(), "cut")
    (attempt,) = outcome("failed", answer=answer).attempts
    assert exchange_text(attempt.exchange, Redactor()).split("\n") == [
        "curl --globoff http://127.0.0.1:8080/api/orders/A-17",
        "",
        "201 Created",
        "Set-Cookie: ***",
        "X-A: b",
        "",
        "{",
        '  "a": 1',
        "}",
        "(cut)",
    ]

"""Texts from outside are shown redacted, limited in length, and readable."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.language.json_text.reader import read_document
from QuashLibrary.language.printable import TEXT_LIMIT
from QuashLibrary.views import texts
from QuashLibrary.views.exchange import exchange_excerpt, exchange_text
from QuashLibrary.views.html import outcome_html
from QuashLibrary.views.outcome_record import record_of
from QuashLibrary.views.texts import EXCERPT, body_excerpt, body_text, shown
from utest.views.outcomes import outcome


def test_shown_text_is_redacted_before_it_is_escaped() -> None:
    """A secret with a control character in it is masked."""
    redactor = Redactor()
    redactor.add("se\x07cret")
    assert shown("a se\x07cret\x00", redactor) == "a ***\\x00"


def test_json_is_indented() -> None:
    """Its characters stay as they are."""
    assert body_text('{"a":["ä"]}'.encode()) == '{\n  "a": [\n    "ä"\n  ]\n}'


def test_a_body_is_parsed_once_for_all_that_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Log, HTML and record of an outcome that did not pass show the same body."""
    parsed: list[object] = []
    monkeypatch.setattr(texts, "read_document", lambda text: parsed.append(text) or read_document(text))
    failed, redactor = outcome(answer=http_answer(200, "OK", (), b'{"only": "here"}')), Redactor()
    assert failed.last
    shown_texts = (
        exchange_text(failed.last.exchange, redactor),
        outcome_html(failed, redactor),
        record_of(failed, redactor).exchange,
    )
    assert all("only" in text for text in shown_texts)
    assert len(parsed) == 1


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
    """They are shown as they are, or by their size."""
    assert body_text(body) == text


def test_a_long_body_is_cut() -> None:
    """The text says how much is left out."""
    text = body_text(b"x" * (TEXT_LIMIT + 1234))
    assert text == f"{'x' * TEXT_LIMIT}… (1,234 more characters)"


@given(st.integers(0, 60))
def test_a_secret_is_masked_also_where_a_body_is_cut(before: int) -> None:
    """This holds even if only its beginning is left."""
    secret = "s3cr3t-" * 8
    redactor = Redactor()
    redactor.add(secret)
    body = b"x" * (TEXT_LIMIT - before) + secret.encode()
    answer = http_answer(200, "OK", (), body)
    (attempt,) = outcome("failed", answer=answer).attempts
    assert "s3cr" not in exchange_text(attempt.exchange, redactor)


def test_an_exchange_as_text() -> None:
    """It has the command that repeats the request, then the answer with its headers and body."""
    answer = http_answer(201, "Created", (("Set-Cookie", "sid=1"), ("X-A", "b")), json.dumps({"a": 1}).encode(), "cut")
    (attempt,) = outcome("failed", answer=answer).attempts
    assert exchange_text(attempt.exchange, Redactor()).split("\n") == [
        "curl http://127.0.0.1:8080/api/orders/A-17",
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


def test_an_excerpt_of_an_exchange() -> None:
    """It has the command, and the beginning of the answer as it was sent."""
    (attempt,) = outcome("passed", answer=http_answer(200, "OK", (("X-A", "b"),), b'{"a":1}\n')).attempts
    assert exchange_excerpt(attempt.exchange, Redactor()) == 'curl http://127.0.0.1:8080/api/orders/A-17\n\n{"a":1}'


def test_an_excerpt_says_from_where_a_redirect_led() -> None:
    """The user in the URL is left out."""
    (attempt,) = outcome("passed").attempts
    exchange = replace(attempt.exchange, redirected_from=("http://u:p@h/a", "http://h/b"))
    assert exchange_excerpt(exchange, Redactor()).startswith(
        "redirected from http://***@h/a\nredirected from http://h/b\ncurl http://127.0.0.1"
    )


def test_an_excerpt_says_what_cannot_be_read() -> None:
    """The validation may only expect the status of such an answer."""
    answer = http_answer(200, "OK", (), b'{"a', "the body is not whole")
    (attempt,) = outcome("passed", answer=answer).attempts
    assert exchange_excerpt(attempt.exchange, Redactor()).endswith('\n\n{"a\n(the body is not whole)')


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", "(empty body)"),
        (b"\xff\xfe", "(2 bytes that are not UTF-8 text)"),
        (b"x" * EXCERPT, "x" * EXCERPT),
        (b"x" * (EXCERPT + 1), "x" * EXCERPT + "…"),
        ("ü🎉".encode() * EXCERPT, "ü🎉" * (EXCERPT // 2) + "…"),
        ("🎉".encode() * (EXCERPT + 1), "🎉" * EXCERPT + "…"),
        (b"x" * 10_000_000 + b"\xff", "x" * EXCERPT + "…"),
    ],
    ids=["empty", "binary", "short", "long", "mixed", "wide", "huge"],
)
def test_an_excerpt_of_a_body_has_400_characters(body: bytes, text: str) -> None:
    """No more is decoded than is shown."""
    assert body_excerpt(body) == text


@given(st.integers(0, 60))
def test_a_secret_is_masked_also_where_an_excerpt_is_cut(before: int) -> None:
    """This holds even if only its beginning is left."""
    secret = "s3cr3t-" * 8
    redactor = Redactor()
    redactor.add(secret)
    answer = http_answer(200, "OK", (), b"x" * (EXCERPT - before) + secret.encode())
    (attempt,) = outcome("passed", answer=answer).attempts
    assert "s3cr" not in exchange_excerpt(attempt.exchange, redactor)


def test_numbers_of_a_body_are_shown_with_all_their_digits() -> None:
    """Indenting does not round."""
    assert body_text(b'{"n":1.000000000000000001}') == '{\n  "n": 1.000000000000000001\n}'

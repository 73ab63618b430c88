"""What came from outside is shown redacted, bounded and readable."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.language.json_text.reader import read_document
from QuashLibrary.language.printable import TEXT_LIMIT
from QuashLibrary.views import texts
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.html import outcome_html
from QuashLibrary.views.record import record_of
from QuashLibrary.views.texts import body_text, shown
from utest.views.outcomes import outcome


def test_shown_text_is_redacted_before_it_is_escaped() -> None:
    """A secret with a control character in it is masked."""
    redactor = Redactor()
    redactor.add("se\x07cret")
    assert shown("a se\x07cret\x00", redactor) == "a ***\\x00"


def test_json_is_indented() -> None:
    """With its characters as they are."""
    assert body_text('{"a":["ä"]}'.encode()) == '{\n  "a": [\n    "ä"\n  ]\n}'


def test_a_body_is_parsed_once_for_all_that_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Log, HTML and record of an outcome that did not pass have the same body."""
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
    answer = http_answer(200, "OK", (), body)
    (attempt,) = outcome("failed", answer=answer).attempts
    assert "s3cr" not in exchange_text(attempt.exchange, redactor)


def test_an_exchange_as_text() -> None:
    """The command to ask again, then what came back, with its headers and body."""
    answer = http_answer(201, "Created", (("Set-Cookie", "sid=1"), ("X-A", "b")), json.dumps({"a": 1}).encode(), "cut")
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


def test_numbers_of_a_body_are_shown_with_all_their_digits() -> None:
    """Indenting rounds nothing."""
    assert body_text(b'{"n":1.000000000000000001}') == '{\n  "n": 1.000000000000000001\n}'

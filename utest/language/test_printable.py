"""Any text becomes safe to show: on one line, with limited length, and harmless in files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.printable import is_deceptive, look_alike, one_line, safe, shorten

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_safe_text_can_be_written(text: str) -> None:
    """A safe text can be written as UTF-8 and XML; harmless characters stay unchanged."""
    written = safe(text)
    written.encode("utf-8")
    assert not any(character in written for character in "\x00\x08\x0b\x1b\x7f\x80\x9f\ud800\ufffe\uffff")


def test_what_cannot_be_written_is_escaped() -> None:
    """Characters that cannot be written are escaped, so a tester sees them."""
    assert safe("a\x00\x1b\x85\ud800\ufffe\t\nä\U0001f600") == "a\\x00\\x1b\\x85\\ud800\\ufffe\t\nä\U0001f600"


@given(ANY, st.integers(0, 50))
def test_a_shortened_text_keeps_to_its_limit(text: str, limit: int) -> None:
    """A shortened text keeps to the limit and keeps its start and its end."""
    short = shorten(text, limit)
    assert len(short) <= max(limit, 1)
    assert short == text or "…" in short


def test_a_text_is_shortened_in_its_middle() -> None:
    """A text is cut in its middle, and a bit more of the start remains."""
    assert shorten("abcdefghij", 6) == "abc…ij"


def test_one_line_has_no_breaks() -> None:
    """Line breaks of every kind are removed."""
    assert one_line(" a\r\n b\u2028c\x85d\t ") == "a b c d"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "Cafe\u0301"),
        ("12 EUR", "12\u00a0EUR"),
        ("A-1", "A\u200b-1"),
        ("A-1", "A\u2011\u00ad1"),
        ("paid", "p\u0430id"),
        ("ok", "\u2060ok"),
        ("10'000", "10\u2019000"),
    ],
)
def test_texts_that_look_the_same(one: str, other: str) -> None:
    """Texts look the same with another composition, invisible characters, other blanks or foreign letters."""
    assert look_alike(one, other)
    assert any(map(is_deceptive, one + other))


@pytest.mark.parametrize(
    ("one", "other"), [("a", "a"), ("a", "b"), ("A", "a"), ("x" * 5000, "x\u200b" * 2500), ("Café", "Cafe"), ("", "x")]
)
def test_texts_that_do_not(one: str, other: str) -> None:
    """Equal, visibly different and very long texts do not count."""
    assert not look_alike(one, other)

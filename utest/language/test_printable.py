"""Any text is made fit to be shown: bounded, in one line, harmless to what it is written into."""

from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.printable import one_line, safe, shorten

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

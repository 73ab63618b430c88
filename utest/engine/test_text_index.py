"""Known texts are found in another text, however many there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.text_index import TextIndex
from utest.calls import calls_of_ours

ALPHABET = "abé€𝄞\ud800"
"""Letters of one to four bytes, and half a letter."""
TEXTS = st.text(alphabet=ALPHABET, min_size=4, max_size=9)
MANY = [f"many-{number}" for number in range(400)]


def index_of(*texts: str) -> TextIndex:
    """Return an index of texts."""
    index = TextIndex()
    index.add(texts)
    return index


@given(st.lists(TEXTS, max_size=6), st.text(alphabet=ALPHABET + "x", max_size=60))
def test_few_and_many_texts_are_found_alike(texts: list[str], text: str) -> None:
    """All texts that occur are found, the longest first."""
    expected = {known for known in texts if known in text}
    for index in (index_of(*texts), index_of(*MANY, *texts)):
        assert index.may_occur_in(text) or not expected
        found = index.found_in(text)
        assert set(found) == expected
        assert [*map(len, found)] == sorted(map(len, found), reverse=True)


@given(st.lists(TEXTS, max_size=6), st.text(alphabet=ALPHABET + "x", max_size=30))
def test_the_longest_beginning_at_the_end_of_a_text_is_found(texts: list[str], text: str) -> None:
    """It must have at least four characters."""
    starts = [start for start in range(len(text) - 3) if any(known.startswith(text[start:]) for known in texts)]
    for index in (index_of(*texts), index_of(*MANY, *texts)):
        assert index.start_of_beginning(text) == (starts[0] if starts else -1)


@pytest.mark.parametrize("text", ["", "abc", "of no interest", "nothing of it " * 4_000])
def test_a_text_without_any_of_them_is_done_with_in_a_few_calls(text: str) -> None:
    """Ten thousand known texts need as many calls as a thousand."""
    counts = [calls_of_ours(lambda index=index: index.found_in(text)) for index in map(numbered, (1_000, 10_000))]
    assert counts[0] == counts[1] <= 16


def numbered(number: int) -> TextIndex:
    """Return an index of this many texts with different beginnings."""
    return index_of(*(f"{number:05}-text" for number in range(number)))


def test_an_index_without_texts_finds_nothing() -> None:
    """Such an index is false."""
    assert not index_of()
    assert index_of("text")
    assert index_of().found_in("text") == []

"""Texts are found in another one, however many there are."""

from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.text_index import TextIndex

TEXTS = st.text(alphabet="abc", min_size=4, max_size=9)
MANY = [f"many-{number}" for number in range(400)]


def index_of(*texts: str) -> TextIndex:
    """Return an index of texts."""
    index = TextIndex()
    index.add(texts)
    return index


@given(st.lists(TEXTS, max_size=6), st.text(alphabet="abcx", max_size=60))
def test_few_and_many_texts_are_found_alike(texts: list[str], text: str) -> None:
    """All that occur, the longest first."""
    expected = {known for known in texts if known in text}
    for index in (index_of(*texts), index_of(*MANY, *texts)):
        found = index.found_in(text)
        assert set(found) == expected
        assert [*map(len, found)] == sorted(map(len, found), reverse=True)


@given(st.lists(TEXTS, max_size=6), st.text(alphabet="abcx", max_size=30))
def test_the_longest_beginning_at_the_end_of_a_text_is_found(texts: list[str], text: str) -> None:
    """Of four characters at least."""
    starts = [start for start in range(len(text) - 3) if any(known.startswith(text[start:]) for known in texts)]
    assert index_of(*texts).start_of_beginning(text) == (starts[0] if starts else -1)


def test_an_index_without_texts_finds_nothing() -> None:
    """It is false."""
    assert not index_of()
    assert index_of("text")
    assert index_of().found_in("text") == []

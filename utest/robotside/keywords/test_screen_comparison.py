"""The messages of a comparison of the screen with the backend."""

import pytest

from QuashLibrary.language.screen_values import Reading
from QuashLibrary.robotside.keywords.screen_comparison import compared_words


@pytest.mark.parametrize(
    ("expected", "shown", "reading", "words"),
    [
        ("Anna Meier", "Anna\u00a0Meier", "text", ('should show "Anna Meier"', r'showed "Anna\u00a0Meier"')),
        ("A\u200b-1", "A-1", "text", (r'should show "A\u200b-1"', 'showed "A-1"')),
        ("Anna", "Ann", "text", ('should show "Anna"', "as read")),
        (7, "8", "number", ("should show 7 as number", "as read")),
    ],
)
def test_texts_of_the_screen_that_look_the_same_are_told_apart(
    expected: object, shown: str, reading: Reading, words: tuple[str, str]
) -> None:
    """Texts that look alike are shown with escapes and a hint; other differences are visible."""
    should, was, hint = compared_words(expected, "as read", shown, reading)
    assert (should, was) == words
    assert bool(hint) is (was != "as read")

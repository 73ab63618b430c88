"""Cells of the keywords for the screen: a locator is never a named argument."""

import pytest
from robot.utils import unescape

from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.keywords.screen import _pattern, _positional, _reading


@pytest.mark.parametrize(
    ("cell", "escaped"),
    [
        ("css=#total", r"css\=#total"),
        ("id=a=b", r"id\=a\=b"),
        ('//*[@id="x"]', r'//*[@id\="x"]'),
        (r"css\=#total", r"css\=#total"),
        ("accessibility_id", "accessibility_id"),
        ("${x}", "${x}"),
        ("${{ a == b }}", "${{ a == b }}"),
        ("@{cells}", "@{cells}"),
        ("", ""),
    ],
)
def test_a_locator_is_escaped_where_robot_would_split_it(cell: str, escaped: str) -> None:
    """An `=` is escaped once, but not inside variables."""
    assert _positional(cell) == escaped


def test_an_escaped_locator_is_what_was_written() -> None:
    """Robot removes the escapes again."""
    assert unescape(_positional("xpath=//a[@b='c' and @d=\"e\"]")) == "xpath=//a[@b='c' and @d=\"e\"]"


def test_an_unknown_reading_is_told() -> None:
    """The message lists the valid values of `as`."""
    assert _reading("money") == "money"
    with pytest.raises(ValidationError, match='unknown value as="euro"; choose text, number, money'):
        _reading("euro")


def test_a_wrong_regular_expression_is_told() -> None:
    """A wrong pattern is refused before any request."""
    assert _pattern("") is None
    with pytest.raises(ValidationError, match=r"matches=\( is not a regular expression: "):
        _pattern("(")

"""Step patterns match keywords and cells of Robot steps."""

import pytest

from QuashLibrary.errors import StepPatternError
from QuashLibrary.language.step_patterns import keyword_names, parse_step

OWNERS = ("Phone", "AppiumLibrary")


@pytest.mark.parametrize(
    "pattern",
    [
        "Click Element",
        "click_element",
        "AppiumLibrary.Click Element",
        "Phone.ClickElement",
        "appium library . CLICK ELEMENT",
        "*.Click Element",
        "Click *",
        "AppiumLibrary.*",
    ],
)
def test_a_keyword_is_meant(pattern: str) -> None:
    """As in Robot, case, spaces and underscores are ignored, and the library's name may come first."""
    assert parse_step(pattern).is_named(keyword_names(["Click Element"], OWNERS))


@pytest.mark.parametrize(
    "pattern", ["Click", "Element", "Browser.Click Element", "Click Element *?", "Click [E]lement"]
)
def test_another_keyword_is_meant(pattern: str) -> None:
    """A whole name must match, and only the star is special."""
    assert not parse_step(pattern).is_named(keyword_names(["Click Element"], OWNERS))


@pytest.mark.parametrize(
    ("pattern", "cells", "meant"),
    [
        ("Click", [], True),
        ("Click", ["id=pay"], True),
        ("Click    id=pay", ["id=pay"], True),
        ("Click    id=pay", ["id=pay", "timeout=5s"], True),
        ("Click    id=pay", ["id=Pay"], False),
        ("Click    id=pay", [], False),
        ("Click\tid=pay", ["id=pay"], True),
        ("Click    *    5s", ["id=pay", "5s"], True),
        ("Click    *    5s", ["id=pay"], False),
        ('Click    xpath=//*[@text="Place order"]', ['xpath=//*[@text="Place order"]'], True),
        ('Click    *"Place order"*', ['xpath=//*[@text="Place order"]'], True),
        ("Click    id=*", ["id=a\nb"], True),
        ("Click    id=(a|b)", ["id=a"], False),
    ],
)
def test_cells_are_compared(pattern: str, cells: list[str], meant: bool) -> None:
    """The first cells of the step are compared as a whole; the step may have more cells."""
    assert parse_step(pattern).begins([cells]) == meant


def test_a_cell_may_be_meant_in_any_reading() -> None:
    """A cell matches as it is written or with its variables replaced."""
    readings = [["${UI.pay}", "5s"], ["id=pay", "5s"]]
    assert parse_step("Click    ${UI.pay}").begins(readings)
    assert parse_step("Click    id=pay    5s").begins(readings)


def test_a_named_cell_may_be_anywhere() -> None:
    """The order of named arguments does not matter."""
    named = {"locator=id=pay", "timeout=5s"}
    assert parse_step("Click    timeout=5*    locator=id=pay").begins([["id=pay", "5s"]], named)
    assert not parse_step("Click    id=5s").begins([["id=pay", "5s"]], named)
    assert not parse_step("Click    *pay    *pay").begins([["id=pay", "5s"]], named)


@pytest.mark.parametrize("text", ["", "  ", "*", "*.*", "${x} =    Get Text    id=a"])
def test_what_is_no_step_is_refused(text: str) -> None:
    """An empty pattern, a pattern for every step, and an assigned variable are refused."""
    with pytest.raises(StepPatternError):
        parse_step(text)


def test_a_pattern_shows_itself() -> None:
    """A pattern is shown with the gaps of Robot's own formatter."""
    assert str(parse_step("Click Element  id=pay\tagain")) == "Click Element    id=pay    again"

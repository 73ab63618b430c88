"""Regular expressions mean the same as in Python, and a search always ends."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language import regexes
from QuashLibrary.language.operators.model import Found
from QuashLibrary.language.operators.table import evaluate, parse_conditions

COSTLY = r"^(a|a)*$"
TEXT = f"{'a' * 69}!"


@given(st.from_regex(r"[ab]{0,3}(\([ab|.]{1,3}\)[*+?]?)?[ab]{0,3}\$?", fullmatch=True), st.text("abc\n", max_size=8))
def test_a_search_finds_what_python_finds(pattern: str, text: str) -> None:
    """The place and the groups are the same as in Python."""
    ours, theirs = regexes.search(pattern, text), re.search(pattern, text)
    assert (ours and (ours.span(), ours.groups())) == (theirs and (theirs.span(), theirs.groups()))
    assert [hit.span() for hit in regexes.find_all(pattern, text)] == [hit.span() for hit in re.finditer(pattern, text)]


def test_a_costly_one_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A costly search ends with an error; Python's own search would block the run despite any deadline."""
    monkeypatch.setattr(regexes, "LONGEST_SECONDS", 0.05)
    message = "takes longer than 50 ms on a text of 70 characters; avoid ambiguous parts inside a repetition"
    with pytest.raises(regexes.SlowPatternError, match=message):
        regexes.search(COSTLY, TEXT)
    with pytest.raises(regexes.SlowPatternError, match=message):
        regexes.find_all(COSTLY, TEXT)


@pytest.mark.parametrize("operator", ["matches", "not matches"])
def test_neither_operator_holds_if_a_search_takes_too_long(operator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a search takes too long, neither `matches` nor `not matches` holds."""
    monkeypatch.setattr(regexes, "LONGEST_SECONDS", 0.05)
    result = evaluate(parse_conditions({operator: COSTLY}).conditions, Found.one(TEXT))
    assert not result.holds
    assert result.hint.endswith("avoid ambiguous parts inside a repetition")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("a{e}", "a{e}"),
        ("{e}", "was {e}"),
        ("(?:abc){e<=1}", "abx"),
        ("(?:abc){e<=1}", "abc{e<=1}"),
        ("x{s}", "x"),
        (r"x\{e}", "x{e}"),
        (r"x\\{e}", "x\\{e}"),
        ("[{e}]+", "{e}"),
        ("a{2}", "aa"),
        ("a{,2}b", "aab"),
        ("a{,}b", "aaab"),
        ("a{1,}b", "aab"),
        ("a{1,3}?", "aaa"),
        ("a{1,x}", "a{1,x}"),
        ("{}", "{}"),
        (r"\N{DIGIT ONE}{2}", "11"),
        ('{"id": "${id}"}', '{"id": "$'),
    ],
)
def test_braces_mean_what_they_mean_in_python(pattern: str, text: str) -> None:
    """Braces mean the same as in Python; the engine would read some as "approximately" and pass a wrong text."""
    ours, theirs = regexes.search(pattern, text), re.search(pattern, text)
    assert (ours and ours.span()) == (theirs and theirs.span())


@pytest.mark.parametrize("pattern", ["(", "a**", "[", r"\L<names>", "(?e)a", "(?<=a+)b"])
def test_a_pattern_is_checked_for_both_engines(pattern: str) -> None:
    """A pattern that either engine refuses is reported early, not when an answer is judged."""
    with pytest.raises(re.error):
        regexes.compile_regex(pattern)


@given(st.text(r"ab{}[]()^\\.*+?|,:=!<>ePN12 ", max_size=12))
def test_what_passes_the_check_can_be_searched_for(pattern: str) -> None:
    """Any pattern that passes the check can be searched for."""
    try:
        regexes.compile_regex(pattern)
    except (re.error, RecursionError, OverflowError):
        return
    regexes.search(pattern, "ab{e} 12")
    regexes.find_all(pattern, "ab{e} 12")

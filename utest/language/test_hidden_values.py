"""A hidden value is judged normally and masked wherever it is shown."""

import json
from collections.abc import Mapping
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import CannotJudgeError, ExpressionError
from QuashLibrary.language.hidden_values import (
    HiddenText,
    hidden,
    is_hidden,
    joined,
    like,
    revealed,
    shown,
    shown_text,
)
from QuashLibrary.language.json_display import excerpt, join_key, show, show_typed
from QuashLibrary.language.json_values import JSON, same, type_name
from QuashLibrary.language.operators.model import Context, Found
from QuashLibrary.language.operators.table import evaluate, parse_conditions
from utest.language.json_strategies import JSONS

LETTERS = st.text(alphabet="xyz", min_size=1, max_size=20)


@given(JSONS)
def test_a_hidden_value_equals_the_value(value: JSON) -> None:
    """A hidden value equals the original by JSON's rules at any depth, and loses its mark for use."""
    marked = hidden(value)
    assert same(marked, value)
    assert type_name(marked) == type_name(value)
    assert json.dumps(revealed(marked)) == json.dumps(value)
    assert not is_hidden(revealed(marked))


@given(LETTERS, st.integers(min_value=1000), st.floats(min_value=1e4, max_value=1e9))
def test_a_hidden_value_is_masked_where_it_is_shown(text: str, number: int, fraction: float) -> None:
    """A hidden value is masked alone and in lists and objects, in messages and in documents."""
    values: list[JSON] = [text, number, fraction]
    marked = hidden({"a": values})
    assert show(marked) == '{"a": ["***", ***, ***]}'
    assert show(hidden(text * 100)) == '"***"'
    assert show_typed(hidden(number)) == "the number ***"
    assert shown(marked) == {"a": ["***"] * 3}
    assert repr(marked) == "{'a': ['***', ***, ***]}"


@pytest.mark.parametrize("value", [True, False, None, "", [], {}])
def test_what_is_never_hidden(value: JSON) -> None:
    """true, false, null and empty values are never hidden."""
    assert not is_hidden(hidden(value))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (min(pair), max(pair))), min_size=1))
def test_parts_of_a_text_are_hidden(spans: list[tuple[int, int]]) -> None:
    """Overlapping parts are hidden together, and parts that were hidden before stay hidden."""
    text = "abcdefghijklmnopqrst"
    hidden_at = {place for start, end in spans for place in range(start, end)}
    seen = shown_text(HiddenText(HiddenText(text, spans[:1]), spans[1:] or spans))
    assert [letter for letter in text if letter in seen] == [text[at] for at in range(20) if at not in hidden_at]


def test_keys_and_paths_are_masked() -> None:
    """Keys and paths are masked, because a pattern may match a key."""
    key = HiddenText("ann-7", [(0, 3)])
    assert join_key("$", key) == "$['***-7']"
    assert show({key: 1}) == '{"***-7": 1}'
    assert excerpt(key) == "***-7"


def test_several_texts_are_joined() -> None:
    """Hidden parts stay hidden in the joined text."""
    text = joined(", ", ["a", HiddenText("secret"), HiddenText("b-pin", [(2, 5)])])
    assert text == "a, secret, b-pin"
    assert shown_text(text) == "a, ***, b-***"
    assert not is_hidden(joined(", ", ["a", "b"]))


def test_what_is_made_of_a_hidden_value_is_hidden() -> None:
    """A value derived from a hidden value is hidden; one derived from another value is not."""
    assert is_hidden(like(hidden({"a": [7]}), "7"))
    assert not is_hidden(like({"a": [7]}, "7"))


def test_an_expression_gets_the_value_and_its_error_is_not_shown() -> None:
    """An expression gets the value, but its error is not shown because Python's messages contain values."""
    given_values: list[JSON] = []

    def fail(_expression: str, values: Mapping[str, object]) -> bool:
        given_values.append(cast(JSON, values["value"]))
        raise ExpressionError(f"invalid literal: {values['value']!r}")

    conditions = parse_conditions({"satisfies": "int($value) > 1"}).conditions
    with pytest.raises(CannotJudgeError, match=r"^cannot evaluate int\(\$value\) > 1$"):
        evaluate(conditions, Found.one(hidden("ann")), Context(evaluate=fail))
    assert given_values == ["ann"]
    assert type(given_values[0]) is str


def test_a_snapshot_hides_what_was_there_before() -> None:
    """Values in a snapshot are hidden like current values."""
    before, now = Found.one(hidden("old")), Found.one(hidden("new"))
    result = evaluate(parse_conditions({"changed": False}).conditions, now, Context(before=before))
    assert result.was == 'was "***", before "***"'
    assert not result.holds

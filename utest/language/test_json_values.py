"""JSON is read strictly, compared by its types, and shown on one line of limited length."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import JsonError, JsonLimitError
from QuashLibrary.language.json_display import describe, join_key, show, show_pair, show_typed
from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.language.json_values import JSON, difference, includes, same, type_name
from utest.language.json_strategies import JSONS


def _nested(levels: int) -> JSON:
    value: JSON = 1
    for _ in range(levels):
        value = [value]
    return value


_SAME = [(1, 1.0), (10**23, 10**23), (10**23, 1e23), ({"a": 1, "b": 2}, {"b": 2, "a": 1}), (0.0, -0.0), ([], [])]
_OTHER = [(1, True), (0, False), (1, "1"), (10**23 + 1, 1e23), (None, False), ([], {}), ([1], [True]), ("", None)]


@pytest.mark.parametrize(("left", "right"), _SAME)
def test_same_values(left: JSON, right: JSON) -> None:
    """Numbers are a single type, and the order of keys does not matter."""
    assert same(left, right)


@pytest.mark.parametrize(("left", "right"), _OTHER)
def test_types_never_mix(left: JSON, right: JSON) -> None:
    """Values of different JSON types are never the same, even deep inside."""
    assert not same(left, right)
    assert not same({"a": [left]}, {"a": [right]})


@given(JSONS, JSONS)
def test_same_is_equality_of_canonical_json(left: JSON, right: JSON) -> None:
    """Two documents are the same exactly if there is no difference between them."""
    assert same(left, right) == (not difference(left, right))
    assert same(left, left)


@given(JSONS)
def test_everything_includes_itself(value: JSON) -> None:
    """A document is a part of itself."""
    assert includes(value, value)


def test_deepest_documents_compare() -> None:
    """A document with the deepest allowed nesting can be compared, included and shown."""
    deep = _nested(200)
    assert same(deep, _nested(200))
    assert includes(deep, _nested(200))
    assert difference(deep, _nested(200)) == []
    assert show(deep).startswith("[[[")


_TYPES = [
    ("x", "string"),
    (1, "integer"),
    (1.0, "integer"),
    (1.5, "number"),
    (True, "boolean"),
    (None, "null"),
    ([], "array"),
    ({}, "object"),
]


@pytest.mark.parametrize(("value", "name"), _TYPES)
def test_types_are_json_schemas(value: JSON, name: str) -> None:
    """A type has the name that JSON Schema gives it."""
    assert type_name(value) == name


_DIFFERENCES = [
    ({"a": 1}, {"a": "1"}, ['$.a should be the number 1, was the text "1"']),
    ({"a": 1}, {}, ["$.a should be 1, was missing"]),
    ({}, {"b c": 1}, ["$['b c'] should not exist, was 1"]),
    ([1, 2], [1, 3, 4], ["$[1] should be 2, was 3", "$[2] should not exist, was 4"]),
    ([1, 2], [1], ["$[1] should be 2, was missing"]),
    ({"a": {"b": [None]}}, {"a": {"b": [False]}}, ["$.a.b[0] should be null, was false"]),
    ({"a": None}, {}, ["$.a should be null, was missing"]),
]


@pytest.mark.parametrize(("expected", "actual", "sentences"), _DIFFERENCES)
def test_differences_are_listed_by_path(expected: JSON, actual: JSON, sentences: list[str]) -> None:
    """Each difference is a sentence that names its place."""
    assert [str(one) for one in difference(expected, actual)] == sentences


def test_differences_are_bounded() -> None:
    """Only the first hundred differences are listed."""
    assert len(difference(list(range(1000)), [])) == 100


_SHOWN = [
    ("paid", 100, '"paid"'),
    (1.0, 100, "1.0"),
    ({"a": [None, True]}, 100, '{"a": [null, true]}'),
    (list(range(37)), 12, "[0, 1, 2, 3, …] (37 items)"),
    ("x" * 200, 5, '"xxxxx…" (200 characters)'),
    ({"a": 1, "b": {"c": [1] * 50}}, 20, '{"a": 1, …} (2 keys)'),
    ("a\nb\ud800\x7f\u202e", 100, '"a\\nb\\ud800\\u007f\\u202e"'),
    (10**5000, 100, "(a number of about 5,001 digits)"),
    (float("inf"), 100, "Infinity"),
]


@pytest.mark.parametrize(("value", "limit", "text"), _SHOWN, ids=range(len(_SHOWN)))
def test_values_are_shown_as_json(value: JSON, limit: int, text: str) -> None:
    """A value is shown as JSON text, and cut if it is long."""
    assert show(value, limit) == text


@given(JSONS, st.integers(0, 60))
def test_shown_values_are_safe(value: JSON, limit: int) -> None:
    """The text is one line, can be encoded, and is at most twice as long as the limit and its count."""
    text = show(value, limit)
    text.encode("utf-8")
    assert len(text.splitlines()) == 1
    assert len(text) <= 6 * max(limit, 1) + 40


@given(JSONS)
def test_short_values_are_shown_whole(value: JSON) -> None:
    """If there is room, the value is shown as complete JSON."""
    assert same(json.loads(show(value, 10**6)), value)


def test_types_are_named_if_they_differ() -> None:
    """A pair names its types only if they are not the same."""
    assert show_pair("2", 2) == ('the text "2"', "the number 2")
    assert show_pair("2", "3") == ('"2"', '"3"')
    assert show_pair(None, 3) == ("null", "the number 3")
    assert show_typed({"a": 1}) == 'the object {"a": 1}'


_DESCRIBED = [
    ([], "an empty list"),
    ([1], "a list of 1"),
    ({}, "an empty object"),
    ({"a": 1}, "an object with 1 key"),
    ("", "an empty text"),
    ("ab", "a text of 2 characters"),
    (None, "null"),
    (True, "true/false"),
    (1, "a number"),
]


@pytest.mark.parametrize(("value", "text"), _DESCRIBED)
def test_values_are_described(value: JSON, text: str) -> None:
    """A value is described by its kind, in a tester's words, and its size."""
    assert describe(value) == text


def test_keys_are_quoted_if_necessary() -> None:
    """Plain keys follow a dot, others are in brackets."""
    assert join_key("$", "order-id") == "$.order-id"
    assert join_key("$", "it's") == "$['it\\'s']"


_NOT_JSON = [
    ("", "it is empty"),
    (" \n", "it is blank"),
    ("<html><body>x", 'it looks like HTML or XML: "<html><body>x"'),
    ('{"a": ', 'it ends too early, at line 1, column 7: its last characters are "a":"'),
    ('{"a": "foo', "it ends too early, at line 1, column 7: a text is not closed"),
    ("[1,,2]", 'expecting value at line 1, column 4, found ",2]", in a text that starts with "[1,,2]"'),
    ("Not found", 'expecting value at line 1, column 1, found "Not found"'),
    ("[NaN]", "NaN is not a JSON number"),
    ("-Infinity", "-Infinity is not a JSON number"),
    ("[1e999]", "the number 1e999 is too large"),
    ("1" * 5000, f"the number {'1' * 40}… has too many digits (5,000)"),
    ("[" * 201 + "]" * 201, "lists and objects are nested more than 200 levels deep"),
    ("[" * 100_000, "lists and objects are nested more than 200 levels deep"),
    (b"\xff", "byte 1 (0xff) is not UTF-8 text"),
]


@pytest.mark.parametrize(("text", "message"), _NOT_JSON, ids=range(len(_NOT_JSON)))
def test_what_is_not_json_is_described(text: str | bytes, message: str) -> None:
    """The message says what is there instead, and where."""
    with pytest.raises(JsonError) as caught:
        read_json(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["1e400", "-1e400", "1" * 5000, "0." + "1" * 5000, "1e-99999", "[" * 201 + "]" * 201])
def test_what_is_beyond_a_limit_is_still_json(text: str) -> None:
    """RFC 8259 allows limits, so the message does not claim that the text is not JSON."""
    with pytest.raises(JsonLimitError) as caught:
        read_json(text)
    assert caught.value.sentence.startswith("is JSON, but cannot be read: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    """Bytes are read as UTF-8, UTF-16 or UTF-32."""
    assert read_json('{"a": "é"}'.encode(encoding)) == {"a": "é"}


def test_deepest_document_is_read() -> None:
    """200 levels are allowed."""
    assert read_json("[" * 200 + "]" * 200)


@given(st.text() | st.binary())
def test_reading_raises_nothing_else(text: str | bytes) -> None:
    """Any text is a value or raises a JsonError with a message that can be encoded."""
    try:
        told = json.dumps(read_json(text))
    except JsonError as error:
        told = str(error)
    assert told.encode("utf-8")


@given(JSONS)
def test_values_survive_writing_and_reading(value: JSON) -> None:
    """A value that is written and read again is the same value."""
    assert same(read_json(json.dumps(value)), value)

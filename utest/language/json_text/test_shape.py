"""Conclusions from the text of a document are correct for any content."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.json_text.reader import DEEPEST, read_document
from QuashLibrary.language.json_text.shape import may_be_deep, may_have_repeated_keys
from utest.calls import calls_of_ours

TEXTS = st.text(alphabet='[]{}":\\ a', max_size=4)
VALUES = st.recursive(
    TEXTS | st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)
DEEP_VALUES = st.lists(st.tuples(TEXTS, st.booleans()), max_size=12)


def depth_of(value: object) -> int:
    """Return the nesting depth of lists and objects."""
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, list) else 0


@given(VALUES, st.sampled_from([0, 2, 4]), st.booleans())
def test_what_is_deep_is_never_taken_for_shallow(value: object, deepest: int, escaped: bool) -> None:
    """A deep document is never taken for a shallow one, even with brackets in its texts."""
    text = json.dumps(value, ensure_ascii=escaped).encode()
    assert may_be_deep(text, deepest) or depth_of(value) <= deepest


@given(DEEP_VALUES, st.sampled_from([2, 4, 8]))
def test_deep_documents_with_brackets_in_their_texts(levels: list[tuple[str, bool]], deepest: int) -> None:
    """A deep document is recognized with texts before and after each level."""
    value: object = "]"
    for text, is_object in levels:
        value = {f"{text}]": value, "[": text} if is_object else [f"{text}]", value, "["]
    assert may_be_deep(json.dumps(value).encode(), deepest) or depth_of(value) <= deepest


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4), st.sampled_from(["", " ", "\t\n"]))
def test_repeated_keys_are_never_overlooked(pairs: list[tuple[str, str]], blank: str) -> None:
    """Repeated keys are found despite any colons, quotes and blanks."""
    text = ",".join(f"{json.dumps(key)}{blank}:{json.dumps(value)}" for key, value in pairs)
    members = len(dict(pairs))
    assert may_have_repeated_keys(f"{{{text}}}".encode(), members) or members == len(pairs)


def test_the_plain_case_is_proved() -> None:
    """A typical answer with many orders, times and addresses needs no further check."""
    order = {"at": "2026-11-29T05:26:26Z", "of": "https://shop.example", "name": "Zoë, née B", "items": [{}, []]}
    text = json.dumps([order] * 1_000, ensure_ascii=False, indent=2).encode()
    assert not may_be_deep(text, DEEPEST)
    assert not may_have_repeated_keys(text, 4_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_large_answer_is_read_with_one_call_for_each_object_and_fraction(encoding: str) -> None:
    """A large answer needs one Python call per object and fraction, in every encoding."""
    order = {"at": "12:30:00", "total": 30.5, "items": [{"sku": "tea", "price": 1.5}], "tags": ["a", "b"]}
    data = json.dumps([order] * 1_000).encode(encoding)
    assert read_document(data).value == [order] * 1_000
    assert calls_of_ours(lambda: read_document(data)) <= 4_000 + 20

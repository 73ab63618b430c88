"""Documents are read exactly: repeated keys are found, and several documents are counted."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text import reader
from QuashLibrary.language.json_text.reader import read_document, read_json, read_json_lines
from utest.language.json_strategies import JSONS


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"a": 1, "a": 2}', ["$.a"]),
        ('{"a":1,"a" : 2}', ["$.a"]),
        ('{"a"\n:1,"a"\t:2, "b"\r:3}', ["$.a"]),
        ('{"x": [{"a b": 1, "a b": 1}], "y": {"c": {}, "c": null}}', ["$.x[0]['a b']", "$.y.c"]),
        (r'{"a": 1, "\u0061": 2}', ["$.a"]),
        ('{"a": {"a": 1}, "b": {"a": 1}}', []),
        ('{"a": "\\":", "b": ":x", "c": "a :b"}', []),
        ('[{"a": 1}, {"a": 2}]', []),
    ],
)
def test_repeated_keys_are_known(text: str, places: list[str]) -> None:
    """Repeated keys are found in any spelling, and texts that look like keys are not keys."""
    document = read_document(text)
    assert document.value == json.loads(text)
    assert [key.path for key in document.repeated.keys] == places if document.repeated else places == []


@given(JSONS)
def test_a_document_without_repeated_keys_is_parsed_once(value: object) -> None:
    """A document that Python writes has no repeated keys and is parsed once, with any texts."""
    for written in (json.dumps(value), json.dumps(value, indent=1), json.dumps(value, separators=(",", " : "))):
        assert read_document(written).repeated is None


def test_the_plain_case_looks_at_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is parsed again only if it contains more keys than its value has members."""
    parsed: list[str] = []
    monkeypatch.setattr(reader, "read_repeated_keys", lambda text, _: parsed.append(text))
    read_json('{"id": "A-1", "at": "2026-11-29T05:26:26Z", "url": "https://shop.example/a?b=1", "total": 23.50}')
    assert parsed == []
    read_json('{"a": 1, "a": 1}')
    assert len(parsed) == 1


def test_values_of_repeated_keys() -> None:
    """The message contains all values, and the first document contains the first ones."""
    repeated = read_document('{"a": 1, "a": "x", "a": 1.000000000000000001}').repeated
    assert repeated
    assert repeated.first == {"a": 1}
    assert repeated.keys[0].sentence() == '$.a occurs 3 times in the body: 1, then "x", then 1.000000000000000001'


def test_documents_in_lines_are_a_list() -> None:
    """Documents in lines are a list; blank lines and record separators (RFC 7464) are skipped."""
    document = read_json_lines('{"a": 1}\n\n[2]\r\n\x1e"x"\n')
    assert (document.value, document.repeated) == ([{"a": 1}, [2], "x"], None)
    repeated = read_json_lines('{"a": 1}\n{"b": [{"a": 1, "a": 2}]}').repeated
    assert repeated
    assert (repeated.keys[0].path, repeated.first) == ("$[1].b[0].a", [{"a": 1}, {"b": [{"a": 1}]}])
    with pytest.raises(JsonError, match=r"document in line 3: expecting value at line 1, column 1"):
        read_json_lines('1\n\nx\n"1')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1}\n{"a": 2}\n{"a": 3}\n', "it contains 3 JSON documents, one after the other; with"),
        ("{}[]", "it contains 2 JSON documents, one after the other; with"),
        ("{} x", 'extra data at line 1, column 4, found "x"'),
    ],
)
def test_several_documents_are_counted(text: str, message: str) -> None:
    """Several documents are counted if the text contains nothing else."""
    with pytest.raises(JsonError) as raised:
        read_json(text)
    assert str(raised.value).startswith(message)


@given(st.text(alphabet='{}[]":, \n\\ae1.-'))
def test_any_text_is_read_as_json_reads_it(text: str) -> None:
    """Any text is read like `json` reads it, or both refuse it."""
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(JsonError):
            read_json(text)
    else:
        assert read_json(text) == expected

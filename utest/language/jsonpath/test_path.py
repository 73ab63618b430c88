"""Paths find the right values, and the message for a wrong path says what to write."""

import copy
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.errors import PathError
from QuashLibrary.language.json_display import join_index, join_key
from QuashLibrary.language.json_values import JSON, same
from QuashLibrary.language.jsonpath.path import compile_path
from QuashLibrary.language.jsonpath.text import literal
from utest.language.json_strategies import JSONS, SCALARS

DOCUMENT: JSON = {
    "order": {"id": 7, "state": "paid", "order-id": 8},
    "items": [{"sku": "A", "q": 1, "tags": ["x"]}, {"sku": "B", "q": 2}, {"sku": "C", "q": None}],
    "a b": 1,
    "a.b": 2,
    "where": 3,
    "null": 4,
    "größe": 5,
    "it's": 6,
    "n\nl": 7,
    "text": "abc",
    "*": 9,
    "more": {"items": [{"sku": "D"}]},
}

_FOUND = [
    ("$.order.id", {"$.order.id": 7}),
    ("$.order.order-id", {"$.order.order-id": 8}),
    ("$['order']['id']", {"$.order.id": 7}),
    ("$.order.missing", {}),
    ("$['a b']", {"$['a b']": 1}),
    ("$['a.b']", {"$['a.b']": 2}),
    ("$.where", {"$.where": 3}),
    ("$.null", {"$.null": 4}),
    ("$.größe", {"$.größe": 5}),
    ("$['it\\'s']", {"$['it\\'s']": 6}),
    ('$["it\'s"]', {"$['it\\'s']": 6}),
    ("$['n\\nl']", {"$['n\\u000al']": 7}),
    ("$['\\u002a']", {"$['*']": 9}),
    ("$.items[0].sku", {"$.items[0].sku": "A"}),
    ("$.items[-1].sku", {"$.items[2].sku": "C"}),
    ("$.items[9]", {}),
    ("$.text[0]", {}),
    ("$.text[*]", {}),
    ("$.text[0:1]", {}),
    ("$.order[0]", {}),
    ("$.items[*].sku", {"$.items[0].sku": "A", "$.items[1].sku": "B", "$.items[2].sku": "C"}),
    ("$.items[0:2].q", {"$.items[0].q": 1, "$.items[1].q": 2}),
    ("$.items[0,1].q", {"$.items[0].q": 1, "$.items[1].q": 2}),
    ("$.items[::-2].sku", {"$.items[2].sku": "C", "$.items[0].sku": "A"}),
    ("$.order['id', 'state']", {"$.order.id": 7, "$.order.state": "paid"}),
    ("$.order.*", {"$.order.id": 7, "$.order.state": "paid", "$.order.order-id": 8}),
    ("$..tags[0]", {"$.items[0].tags[0]": "x"}),
    ("$.more..sku", {"$.more.items[0].sku": "D"}),
    ("$..items[?(@.sku == 'D')].sku", {"$.more.items[0].sku": "D"}),
    ("$.items[?(@.sku == 'A')].q", {"$.items[0].q": 1}),
    ("$.items[?@.sku=='A'].q", {"$.items[0].q": 1}),
    ("$.items[?('A' == @.sku)].q", {"$.items[0].q": 1}),
    ("$.items[?(1 < @.q)].q", {"$.items[1].q": 2}),
    ("$.items[?(@.q >= 1.5e0)].q", {"$.items[1].q": 2}),
    ("$.items[?(@.q == '1')].q", {}),
    ("$.items[?(@.q == true)].q", {}),
    ("$.items[?(@.q == null)].sku", {"$.items[2].sku": "C"}),
    ("$.items[?(@.tags)].sku", {"$.items[0].sku": "A"}),
    ("$.items[?(!@.tags && @.q == 2)].sku", {"$.items[1].sku": "B"}),
    ("$.items[?(@.q == 2 || (@.sku == 'A' && @.q == 1))].q", {"$.items[0].q": 1, "$.items[1].q": 2}),
    ("$.items[?(@.tags[?(@ == 'x')])].sku", {"$.items[0].sku": "A"}),
    ("$.items[?(@.q == $.items[1].q)].sku", {"$.items[1].sku": "B"}),
]


@pytest.mark.parametrize(("text", "found"), _FOUND)
def test_paths_find_values_with_their_own_paths(text: str, found: dict[str, JSON]) -> None:
    """A path finds each value with its own path, and jsonpath-ng logs no warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        matches = compile_path(text).find(DOCUMENT)
    assert {match.path: match.value for match in matches} == found


_MISTAKES = [
    ("", "the path is empty (at character 1); write $"),
    ("order.id", 'a path must start with "$" (at character 1); write $.order.id'),
    ("@.id", 'a path must start with "$" (at character 1); write $.id'),
    ("$order.id", '"$" must be followed by "." or "[" (at character 1); write $.order.id'),
    ("$.items.[0]", '"." is not allowed before "[" (at character 9); write $.items[0]'),
    (
        "$.items.length()",
        'functions are not supported; write the operator "count": $.items: {count: …} (at character 9)',
    ),
    ("$.name.upper()", 'functions such as "upper()" are not supported in a path (at character 13)'),
    (
        "$.items.0",
        "a number must be in brackets, and also in quotes if it is an object's key: $.items['0'] (at character 9); "
        "write $.items[0]",
    ),
    ("$.a b.c", "the key \"a b\" must be in brackets and quotes (at character 3); write $['a b'].c"),
    ("$.@type", "the key \"@type\" must be in brackets and quotes (at character 3); write $['@type']"),
    ("$.items[first]", "a key in brackets must be in quotes (at character 9); write $.items['first']"),
    ("$.items[]", "the brackets are empty (at character 9); write $.items[*]"),
    ("$.a.", 'a key is missing after "." (at character 5); write $.a'),
    ("$.a['b", "the quote ' is not closed (at character 5)"),
    ("$.a['b'", "\"]\" is missing at the end (at character 8); write $.a['b']"),
    ("$.a[(@.length-1)]", "scripts in brackets are not supported; the last element is [-1] (at character 5)"),
    ("$.a['x', 0]", "names and numbers cannot be in the same brackets (at character 11)"),
    ("$.a[0:2:0]", "the third number of a slice, its step, must not be 0 (at character 5)"),
    ("$.a['\\x']", '"\\x" is not an escape; write a backslash as "\\\\" (at character 6)'),
    ("$.a[?(@.b = 1)]", '"=" is not a comparison (at character 11); write $.a[?(@.b == 1)]'),
    (
        "$.a[?(@.b =~ '(a+)+$')]",
        '"=~" is not supported; use the operator "matches" in "each" or "any" on the values found (at character 11)',
    ),
    (
        "$.a[?(@.b == paid)]",
        "a text must be in quotes, a key after \"@.\" (at character 14); write $.a[?(@.b == 'paid')]",
    ),
    (
        "$.a[?(@.b == 1 and @.c == 2)]",
        '"and" is not supported in a filter (at character 16); write $.a[?(@.b == 1 && @.c == 2)]',
    ),
    ("$.a[?(@.b & @.c)]", 'write "&&" (at character 11); write $.a[?(@.b && @.c)]'),
    (
        "$.a[?(length(@.b) == 1)]",
        'functions such as "length()" are not supported in a filter (at character 7)',
    ),
    (
        "$.a[?(@.b[*] == 1)]",
        "a comparison needs a path that finds one value; nest a filter instead, as in "
        "\"?(@.items[?(@.sku == 'A')])\" (at character 7)",
    ),
    ("$.a[?(1 == 1)]", "one side of a comparison must be a path such as @.state (at character 7)"),
    ("$.a[?()]", "the filter is not complete (at character 7)"),
    (
        "$.a[?(@.b == '${x}')]",
        "${x} is replaced by a quoted value; leave out the quotes (at character 15); write $.a[?(@.b == ${x})]",
    ),
    ("$.${x}", "a placeholder must be in brackets (at character 3); write $[${x}]"),
    (
        "$..a..b..c",
        'a path can contain ".." at most 2 times: each one searches everything below (at character 8)',
    ),
    ("$" + ".a" * 101, "the path has more than 100 steps (at character 204)"),
]


@pytest.mark.parametrize(("text", "message"), _MISTAKES)
def test_mistakes_are_answered_with_what_to_write(text: str, message: str) -> None:
    """The message quotes the path and says what is wrong, where, and what to write."""
    with pytest.raises(PathError) as caught:
        compile_path(text)
    told = str(caught.value)
    assert told.endswith(f" is not a valid path: {message}")
    if "; write $" in told and "${x}" not in text:
        compile_path(told.rpartition("; write ")[2])


_DEFINITE = [
    ("$", True),
    ("$.a.b[0]['c']", True),
    ("$.a[-1]", True),
    ("$.a[*]", False),
    ("$.a.*", False),
    ("$.a[0:1]", False),
    ("$.a[0,1]", False),
    ("$..a", False),
    ("$.a[?(@.b)]", False),
    ("$.a[${key}]", True),
]


@pytest.mark.parametrize(("text", "definite"), _DEFINITE)
def test_definite_paths_find_one_value_at_most(text: str, definite: bool) -> None:
    """Wildcards, slices, unions, filters and descents may find several values."""
    assert compile_path(text).definite is definite


_HINTS = [
    ("$.order.stat", '$.order has the keys id, state, order-id; did you mean "state"?'),
    ("$.order.id.x", "$.order.id is 7"),
    ("$.items.sku", "$.items is a list of 3; write [0] or [*] before .sku"),
    ("$.items[5].q", "$.items is a list of 3"),
    ("$.more.itms[*].q", '$.more has only the key "items"; did you mean "items"?'),
    ("$.items[?(@.sku == 'Z')]", "$.items is a list of 3"),
]


@pytest.mark.parametrize(("text", "hint"), _HINTS)
def test_hints_name_the_nearest_parent(text: str, hint: str) -> None:
    """If nothing was found, the hint describes the nearest existing parent."""
    assert compile_path(text).hint(DOCUMENT) == hint


def test_open_paths_are_checked_and_find_nothing_yet() -> None:
    """A path with a placeholder compiles and is open, but refuses to search."""
    path = compile_path("$.items[?(@.id == ${order.id}[0])]")
    assert path.is_open
    with pytest.raises(PathError, match="have not been replaced"):
        path.find(DOCUMENT)


@given(SCALARS, SCALARS)
def test_literals_compare_by_type(value: JSON, other: JSON) -> None:
    """The literal of a scalar finds exactly that value, by JSON's types."""
    path = compile_path(f"$[?(@.a == {literal(value)})].a")
    found = [match.value for match in path.find([{"a": value}, {"a": other}])]
    assert same(found[0], value)
    assert len(found) == 1 + same(value, other)


@given(st.text(st.characters(codec=None)), JSONS)
def test_any_key_can_be_named(key: str, value: JSON) -> None:
    """The shown path of a value finds that value again, for any key."""
    document: JSON = {key: [value]}
    [match] = compile_path(join_index(join_key("$", key), 0)).find(document)
    assert same(match.value, value)
    assert match.path == join_index(join_key("$", key), 0)


_SIGNS = "$ . .. [ ] * a 'a' 0 -1 : , ? ( ) @ == < && || ! 1.5 null ' \" \\ ${x} and ` é e9 true =~ / +"
_PIECES = st.sampled_from([*_SIGNS.split(), " ", "\n"])


@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=12), JSONS)
def test_any_text_is_a_path_or_refused(text: str, document: JSON) -> None:
    """Any text is a path or raises a PathError, and the document stays unchanged."""
    before = copy.deepcopy(document)
    for candidate in (text, f"${text}"):
        try:
            path = compile_path(candidate)
            matches = [] if path.is_open else path.find(document)
        except PathError:
            continue
        assert same(document, before)
        assert len(matches) <= 1 or not path.definite
        path.hint(document)
        for match in matches:
            assert any(same(again.value, match.value) for again in compile_path(match.path).find(document))


@pytest.mark.parametrize("value", [[], {}, float("inf"), float("nan"), 10**5000], ids=range(5))
def test_what_has_no_literal_is_refused(value: JSON) -> None:
    """A path can only contain a text, a finite number, true, false or null."""
    with pytest.raises(PathError, match="a path can contain"):
        literal(value)


def test_using_a_path_makes_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """No parser is created later; its creation would swallow Robot Framework's timeouts and Ctrl-C."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a parser is made")

    monkeypatch.setattr("jsonpath_ng._ply.yacc.yacc", fail)
    for text in ("$.order.never_asked_before", "$.items[?(@.sku == 'never asked before')]", "$..never_asked_before"):
        assert compile_path(text).find(DOCUMENT) == []


@pytest.mark.parametrize(
    ("path", "replaced"),
    [
        ("$", "new"),
        ("$.a", {"a": "new", "b": [{"a": 2}, {"a": 3}]}),
        ("$.b[-1].a", {"a": 1, "b": [{"a": 2}, {"a": "new"}]}),
        ("$.b[*].a", {"a": 1, "b": [{"a": "new"}, {"a": "new"}]}),
        ("$..a", {"a": "new", "b": [{"a": "new"}, {"a": "new"}]}),
        ("$.b[?(@.a == 3)]", {"a": 1, "b": [{"a": 2}, "new"]}),
        ("$.b[0:1]", {"a": 1, "b": ["new", {"a": 3}]}),
        ("$.none", {"a": 1, "b": [{"a": 2}, {"a": 3}]}),
    ],
)
def test_what_a_path_finds_can_be_replaced(path: str, replaced: object) -> None:
    """Any path can replace the values at every place that it finds."""
    document: JSON = {"a": 1, "b": [{"a": 2}, {"a": 3}]}
    assert compile_path(path).replace(document, lambda _: "new") == replaced

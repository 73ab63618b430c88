"""The YAML reader returns values with their places, follows YAML 1.2, and limits what a file can cost."""

import copy
import json
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.problems import Position
from QuashLibrary.registry.yaml import parser as yaml_parser
from QuashLibrary.registry.yaml import reader
from QuashLibrary.registry.yaml.lines import Lines
from QuashLibrary.registry.yaml.nodes import Key, Node
from QuashLibrary.registry.yaml.reader import read_bytes, read_yaml
from QuashLibrary.registry.yaml.tree import Tree, build_tree

REGISTRY = """\
version: 1
validations:
  order-created:
    expect:
      status: 200
      $.items[0].id: 7
    tags: [smoke, {deep: true}]
"""


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run the test with both parsers of PyYAML."""
    monkeypatch.setattr(yaml_parser, "_LOADER", request.param)
    yield


def read(text: str) -> object:
    """Return the plain value of a text without problems."""
    node, problems = read_yaml(text, "v.yaml")
    assert problems == []
    assert node is not None
    return node.plain()


def complaints(text: str) -> list[str]:
    """Return the problems of a text as a tester reads them."""
    return [str(problem) for problem in read_yaml(text, "v.yaml")[1]]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("0", 0), ("-12", -12), ("17", 17), ("1.5", 1.5), ("-0.1e3", -100.0), ("1e5", 100000.0), ("-0", 0),
    ],
)  # fmt: skip
def test_special_words_are_those_of_json(word: str, value: object) -> None:
    """Special words have JSON's types: a whole number is not a float."""
    found = read(f"- {word}\n")
    assert found == [value]
    assert isinstance(found, list)
    assert type(found[0]) is type(value)


@pytest.mark.parametrize(
    "word",
    ["True", "TRUE", "Yes", "no", "on", "Null", "0123", "0x1F", "0o17", "1_000", "12:30", "2024-01-31", ".5",
     "5.", ".inf", ".nan", "+1", "-", "1e", "--1", "\u0661"],
)  # fmt: skip
def test_every_other_word_stays_a_text(word: str) -> None:
    """Neither YAML 1.1's words nor other spellings of numbers are special."""
    assert read(f"a: {word}\n" if word != "-" else 'a: "-"\n') == {"a": word}


@pytest.mark.parametrize("text", ['"1"', "'true'", "|-\n  null", ">-\n  7"])
def test_quoted_and_block_texts_are_texts(text: str) -> None:
    """A quoted or block text is a text, whatever it says."""
    found = read(f"a: {text}\n")
    assert isinstance(found, dict)
    assert isinstance(found["a"], str)


def test_keys_are_texts_as_they_are_spelled() -> None:
    """`200:` is found as `200`, and two spellings never become one key."""
    assert read("200: a\n0x1F: b\ntrue: c\n~: d\n1.50: e\n") == {
        "200": "a", "0x1F": "b", "true": "c", "~": "d", "1.50": "e"
    }  # fmt: skip


def test_a_value_knows_its_place() -> None:
    """The value and its key each have their own column."""
    root, _ = read_yaml(REGISTRY, "v.yaml")
    assert root is not None
    path: list[str | int] = ["validations", "order-created", "tags", 1, "deep"]
    assert root.locate(path) == Position("v.yaml", 7, 26)
    assert root.locate(path, key=True) == Position("v.yaml", 7, 20)
    assert root.locate(["validations", "order-created", "expect", "status"]) == Position("v.yaml", 5, 15)


def test_parts_of_a_path_that_do_not_exist_are_skipped() -> None:
    """The nearest parent stands in for a missing value."""
    root, _ = read_yaml(REGISTRY, "v.yaml")
    assert root is not None
    tagged = ["validations", "order-created", "HttpValidation", "expect", "status"]
    assert root.locate(tagged, key=True) == Position("v.yaml", 5, 7)
    missing = ["validations", "order-created", "request"]
    assert root.locate(missing, key=True) == Position("v.yaml", 3, 3)
    assert root.locate(["validations", "order-created", "tags", 9]) == Position("v.yaml", 7, 11)
    assert root.locate([]) == Position("v.yaml", 1, 1)


def test_a_number_in_a_path_finds_a_key() -> None:
    """A path may contain a key as a number."""
    root, _ = read_yaml("200: x\n", "v.yaml")
    assert root is not None
    assert root.locate([200]) == Position("v.yaml", 1, 6)


def test_a_key_keeps_its_place_when_it_is_copied() -> None:
    """A copy of a structure also copies the places of its keys."""
    key = Key("a", Position("v.yaml", 3, 5))
    assert copy.deepcopy(key).position == key.position
    node = Node({key: Node(1, key.position)}, key.position)
    [(copied, value)] = copy.deepcopy(node).value.items()  # type: ignore[union-attr]
    assert (copied, copied.position, value) == (key, key.position, Node(1, key.position))


def test_an_alias_repeats_the_value_of_its_anchor() -> None:
    """Aliases repeat mappings and texts."""
    assert read("a: &x {b: 1}\nc: *x\nd: &t word\ne: *t\n") == {
        "a": {"b": 1},
        "c": {"b": 1},
        "d": "word",
        "e": "word",
    }


def test_an_alias_has_its_own_place() -> None:
    """The values inside it have the places of the anchor."""
    root, _ = read_yaml("a: &x {b: 1}\nc: *x\n", "v.yaml")
    assert root is not None
    assert root.locate(["c"]) == Position("v.yaml", 2, 4)
    assert root.locate(["c", "b"]) == Position("v.yaml", 1, 11)


def test_a_merge_inherits_missing_keys() -> None:
    """The earlier of several mappings wins, and the mapping's own key wins over all of them."""
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\nd: {<<: *a}\n"
    found = read(text)
    assert isinstance(found, dict)
    assert found["c"] == {"x": 3, "y": 1, "z": 2}
    assert found["d"] == {"x": 1, "y": 1}


def test_a_key_that_is_set_again_under_a_merge_knows_its_own_place() -> None:
    """Its place is not that of the key it replaces."""
    root, _ = read_yaml("a: &a {x: 1}\nc:\n  <<: *a\n  x: 3\n", "v.yaml")
    assert root is not None
    assert root.locate(["c", "x"], key=True) == Position("v.yaml", 4, 3)


def test_a_quoted_merge_sign_is_a_key() -> None:
    """Only the unquoted sign merges."""
    assert read('"<<": 1\n') == {"<<": 1}


def test_an_alias_inside_its_own_anchor_is_a_problem(loader: None) -> None:
    """Such a value would be endless."""
    assert complaints("&a [*a]\n") == [
        'v.yaml:1:5 "*a" is inside the value that "&a" marks, so it would contain itself; write the value out'
    ]


@pytest.mark.parametrize("kind", ["[{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}]", "{{<<: [{0}, {0}, {0}], k{1}: {0}}}"])
def test_alias_bombs_are_refused(kind: str, loader: None) -> None:
    """The expanded size of a file is limited before it is built."""
    lines = ["a0: &a0 {x: 1}", *(f"a{n}: &a{n} {kind.format(f'*a{n - 1}', n)}" for n in range(1, 30))]
    node, problems = read_yaml("\n".join(lines), "v.yaml")
    assert node is None
    assert [(p.message, p.suggestion) for p in problems] == [
        ("with this alias the file has more than 100,000 values", "use fewer copies")
    ]


def test_many_mappings_can_be_merged() -> None:
    """The limit applies to values, not to the number of aliases."""
    bases = "\n".join(f"b{n}: &b{n} {{k{n}: 1}}" for n in range(20_000))
    merge = "[" + ", ".join(f"*b{n}" for n in range(20_000)) + "]"
    found = read(f"{bases}\nc:\n  <<: {merge}\n")
    assert isinstance(found, dict)
    assert len(found["c"]) == 20_000


def test_aliases_cannot_nest_deeper_than_brackets() -> None:
    """The depth of an alias's value counts."""
    text = "a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 40 + "*a" + "]" * 40 + "\n"
    assert complaints(text) == [
        "v.yaml:2:44 with this alias the file is nested more than 64 levels deep; use fewer copies"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{a: " * 100_000,
        "\n".join(" " * n + "a:" for n in range(2_000)),
        "- " * 100_000,
        "? " * 100_000,
    ],
    ids=["brackets", "braces", "indentation", "dashes", "question marks"],
)
def test_deep_nesting_is_one_problem_and_no_crash(text: str, loader: None) -> None:
    """The parser itself would overflow its stack."""
    node, problems = read_yaml(text, "v.yaml")
    assert node is None
    assert [p.message for p in problems] == ["lists and keys are nested more than 64 levels deep"]


def test_64_levels_are_read() -> None:
    """The limit is exact."""
    assert read("[" * 64 + "]" * 64)


def test_all_problems_are_reported_in_order_up_to_a_syntax_error(loader: None) -> None:
    """A tester can fix all of them at once."""
    assert complaints("b: !x 1\na: 1\na: 2\nc: *d\ne: @f\ng: !h 1\n") == [
        'v.yaml:1:4 YAML tags such as "!x" are not supported here; write "!x 1" in quotes if it is a text, or remove the tag',  # noqa: E501
        'v.yaml:3:1 duplicate key "a", first used in line 2; remove or rename one of them',
        'v.yaml:4:4 "*d" refers to the anchor "&d", which is missing above it; write "*d" in quotes if it is a text',
        'v.yaml:5:4 "@" cannot start an unquoted text in YAML; write "@f" in quotes',
    ]


def test_the_first_of_two_equal_keys_is_kept() -> None:
    """The reader continues with the rest of the file."""
    node, problems = read_yaml("a: 1\na: 2\nb: 3\n", "v.yaml")
    assert node is not None
    assert node.plain() == {"a": 1, "b": 3}
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "\ufeff"])
def test_an_empty_file_is_a_problem(text: str, loader: None) -> None:
    """A file with only comments and blank lines is empty."""
    assert read_yaml(text, "v.yaml")[0] is None
    assert complaints(text) == ["v.yaml:1:1 the file is empty; add connections and validations"]


@pytest.mark.parametrize("data", [b"a: \xc3\xa9\n", b"\xef\xbb\xbfa: \xc3\xa9\n", b"a: \xc3\xa9\r\n"])
def test_utf_8_is_read_with_or_without_a_mark(data: bytes) -> None:
    """UTF-8 is read with and without a byte order mark, and with either line ending."""
    node, problems = read_bytes(data, "v.yaml")
    assert problems == []
    assert node is not None
    assert node.plain() == {"a": "é"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("a: b\n".encode("utf-16"), "v.yaml:1:1 the file is encoded in UTF-16; save it as UTF-8"),
        ("a: b\n".encode("utf-32"), "v.yaml:1:1 the file is encoded in UTF-32; save it as UTF-8"),
        (
            "a: b\n".encode("utf-16-le"),
            "v.yaml:1:2 the file contains the character U+0000, so it is not a text file; save it as UTF-8",
        ),
        (
            "a: b\né: Müller\n".encode("latin-1"),
            "v.yaml:2:1 the byte 0xE9 is not UTF-8; save the file as UTF-8",
        ),
        (
            b"a: \x00\x00\n",
            "v.yaml:1:4 the file contains the character U+0000, so it is not a text file; save it as UTF-8",
        ),
    ],
)
def test_another_encoding_is_one_clear_problem(data: bytes, message: str) -> None:
    """The message says where the first wrong byte is, and what to do."""
    node, problems = read_bytes(data, "v.yaml")
    assert node is None
    assert [str(problem) for problem in problems] == [message]


def test_windows_line_ends_are_read() -> None:
    """Windows line endings leave no trace in values."""
    assert read("a: |\r\n  x\r\n  y\r\nb: 1\r\n") == {"a": "x\ny\n", "b": 1}


# All characters except those that the reader reports instead of reading them.
readable = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff\x7f"
) | st.sampled_from("\t\n\r")
texts = st.text(readable, max_size=20)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
documents = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=25,
)


@given(documents, st.sampled_from([None, 1, 2]), st.booleans())
def test_every_json_document_reads_as_itself(document: object, indent: int | None, ascii_only: bool) -> None:
    """The YAML that is read here includes all of JSON, even escapes of surrogate pairs."""
    text = json.dumps(
        document,
        indent=indent,
        ensure_ascii=ascii_only,
    )
    assert read(text) == document


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r'"\ud83d\ude00"', "\U0001f600"),
        (r'"a \uD83D\uDE00\n"', "a \U0001f600\n"),
        (r'"\\\ud83d\ude00"', "\\\U0001f600"),
        (r'"\\ud83d\\ude00"', r"\ud83d\ude00"),
        (r"'\uD83d\udE00'", r"\uD83d\udE00"),
        (r"\ud83d\ude00", r"\ud83d\ude00"),
        (r"x \ud83d\ude00\uD83D\uDE01", r"x \ud83d\ude00\uD83D\uDE01"),
    ],
)
def test_surrogate_pairs_are_one_character_in_double_quotes(written: str, read_as: str, loader: None) -> None:
    """Double quotes follow JSON; elsewhere a backslash is a backslash."""
    assert read(f"a: {written}\n") == {"a": read_as}


def test_a_surrogate_pair_moves_no_place() -> None:
    """Everything after it on its line keeps its place."""
    root, _ = read_yaml(r'{"\ud83d\ude00": 1, b: 2}', "v.yaml")
    assert root is not None
    assert root.locate(["b"], key=True) == Position("v.yaml", 1, 21)


@given(st.text(st.characters()))
def test_reading_never_raises(text: str) -> None:
    """Reading returns a tree or a problem."""
    node, problems = read_yaml(text, "v.yaml")
    assert node is not None or problems


FRAGMENTS = [
    "a", "b: ", "c:", ": ", "- ", "-", "\n", "\n  ", "\n    ",
    "\n   ", " ", "\t", "{", "}", "[", "]", ", ", ",", '"', "'",
    "@x", "%{X}", "${x}", "{{x}}", "*a", "&a ", "!t ", "|", ">", ">5",
    "#c", " # c", "? ", "<<: ", "---\n", "...\n", "%YAML 1.2\n",
    "\\d", "\\u12", '"\\UFFFFFFFF"', "`", "~", "200", "\u00a0",
    "\u2028", "\x07", "é", "x" * 1100, "status:200", "[0]", "\r\n",
]  # fmt: skip


def test_a_bracket_after_a_tab_has_its_place() -> None:
    """The columns are right, although the reader tries spaces in place of the tab."""
    _, [problem] = read_yaml("\t{", "v.yaml")
    assert (problem.position.line, problem.position.column) == (1, 1)


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])
@given(data=st.data())
def test_reading_what_looks_like_yaml_never_raises(parser: type, data: st.DataObject) -> None:
    """Every problem has a place in the file and a suggestion."""
    text = "".join(data.draw(st.lists(st.sampled_from(FRAGMENTS), max_size=25)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_parser, "_LOADER", parser)
        node, problems = read_yaml(text, "v.yaml")
    assert node is not None or problems
    assert problems == sorted(problems)
    for problem in problems:
        assert problem.suggestion
        assert problem.position.line >= 1
        assert problem.position.column >= 1
        assert problem.position.line <= text.count("\n") + text.count("\r") + 1


@pytest.mark.parametrize("text", ["\t\xa0", "a:\t\xa0", "\t\xa0: 1"])
def test_a_character_that_looks_blank_may_follow_a_tab(text: str) -> None:
    """The parser and the file count the tab differently."""
    node, problems = read_yaml(text, "v.yaml")
    assert node is None or problems


def keys_of(node: Node) -> Iterator[Key]:
    """Yield all keys of a tree."""
    if isinstance(node.value, dict):
        yield from node.value
    children = (
        node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    )
    for child in children:
        yield from keys_of(child)


words = st.from_regex(r"[a-z$][a-z0-9._ -]{0,8}[a-z0-9]", fullmatch=True)
trees = st.recursive(
    words | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=20,
)


@given(st.dictionaries(words, trees, min_size=1), st.booleans())
def test_every_key_has_its_place(document: dict[str, object], flow: bool) -> None:
    """Keys have the right place in either style of YAML."""
    text = yaml.safe_dump(document, default_flow_style=flow, allow_unicode=True, width=1_000_000)
    node, problems = read_yaml(text, "v.yaml")
    assert node is not None, problems
    lines = text.split("\n")
    for key in keys_of(node):
        rest = lines[key.position.line - 1][key.position.column - 1 :]
        assert rest.lstrip("'\"").startswith(key)


@pytest.mark.parametrize(
    "lines",
    [
        "a:\n  expect:\n    status: 200\n     bad: [\n      $.id: ${order_id}\nb: 1\n",
        "a:\n  expect:\n    status: 200\n   bad: [\n      $.id: ${order_id}\nb: 1\n",
    ],
)
def test_an_open_bracket_is_the_cause_of_what_follows(lines: str) -> None:
    """The cause is neither the indentation of its line nor the correct line below, which it swallows."""
    _, problems = read_yaml(lines, "a.yaml")
    assert [(problem.position.line, problem.message) for problem in problems] == [
        (4, 'the "[" that opens here is not closed')
    ]


def test_many_mistakes_take_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block is parsed separately, and the search ends after a hundred."""
    parsed: list[int] = []

    def counting(text: str, lines: Lines, first_line: int = 0) -> Tree:
        parsed.append(len(text))
        return build_tree(text, lines, first_line)

    monkeypatch.setattr(reader, "build_tree", counting)
    good = "".join(f"v{number}:\n  status: 200\n" for number in range(1_000))
    text = good + "bad:\n  status: @x\n"
    assert len(read_yaml(text, "a.yaml")[1]) == 1
    assert sum(parsed) < 3 * len(text)
    parsed.clear()
    _, problems = read_yaml("".join(f"v{number}:\n  status: @x\n" for number in range(1_000)), "a.yaml")
    assert (len(problems), problems[-1].suggestion) == (101, "fix the problems above first")
    assert len(parsed) < 300

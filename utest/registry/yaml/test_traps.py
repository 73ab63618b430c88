"""Each trap of YAML gets a message that says what to write; people approved the texts."""

# Approved messages are unbroken lines, so they can be found and read.
# ruff: noqa: E501

import pytest
import yaml

from QuashLibrary.registry.yaml import parser as yaml_parser
from QuashLibrary.registry.yaml.reader import read_yaml
from QuashLibrary.registry.yaml.rules import LONGEST, quoted, shortened

# The case, the tester's text, and the message: line:column, the problem, what to write.
# fmt: off
TRAPS: list[tuple[str, str, list[str]]] = [
    ("jinja", 'a: {{x}}\n', [
        '1:4 "{{x}}" is not a variable here; write "${x}": variables are written ${name}, in quotes if the text starts with one',
    ]),
    ("no space after a colon in braces", 'e: {status:200}\n', [
        '1:5 a space is missing after the ":" of "status"; write "status: 200"',
    ]),
    ("no space after the only colon", 'e:\n  status:200\nf: 1\n', [
        '2:3 a space is missing after the ":" of "status"; write "status: 200"',
    ]),
    ("alias of nothing", 't: {tags: *smoke}\n', [
        '1:11 "*smoke" refers to the anchor "&smoke", which is missing above it; write "*smoke" in quotes if it is a text',
    ]),
    ("anchor of nothing", 't: &x\n', [
        '1:4 "&x" is a YAML anchor, not part of the text, and nothing refers to it; write "&x" in quotes, or remove &x',
    ]),
    ("tag on the line below an anchor", 't: &a\n  !x y\n', [
        '1:4 "&a" is a YAML anchor, not part of the text, and nothing refers to it; write "&a" in quotes, or remove &a',
        '1:4 YAML tags such as "!x" are not supported here; write "&a" in quotes if it is a text, or remove the tag',
    ]),
    ("anchor on the line below a tag", 't: !x\n  &a y\n', [
        '1:4 "&a" is a YAML anchor, not part of the text, and nothing refers to it; write "!x" in quotes, or remove &a',
        '1:4 YAML tags such as "!x" are not supported here; write "!x" in quotes if it is a text, or remove the tag',
    ]),
    ("tag", 't: !x\n', [
        '1:4 YAML tags such as "!x" are not supported here; write "!x" in quotes if it is a text, or remove the tag',
    ]),
    ("operator as a value", 't: !=200\n', [
        '1:4 YAML tags such as "!=200" are not supported here; write "!=200" in quotes if it is a text, or remove the tag',
    ]),
    ("greater than 5", 'a: >5\n', [
        '1:4 ">" cannot start an unquoted text in YAML; write ">5" in quotes',
    ]),
    ("no space after a dash", 'a:\n  -b\n  -c\n', [
        '2:3 a space is missing after "-"; write "- b"',
    ]),
    ("version directive", '%YAML 1.2\n---\na: 1\n', [
        '1:1 the YAML directive "%YAML 1.2" is not supported here; remove the line and the "---"',
    ]),
    ("second document", 'a: 1\n---\nb: 1\n', [
        '2:1 a second document starts here with "---"; move it to a separate file',
    ]),
    ("alias as a key", '*a : 1\n', [
        '1:1 "*" cannot start an unquoted text in YAML; write "*a" in quotes',
    ]),
    ("name in braces", 'a: {id}\n', [
        '1:5 "id" is a key without a value in {…}; write "id: …", or "{id}" in quotes if it is a text',
    ]),
    ("second document in one line", 'a: 1\n--- b\n', [
        '2:1 a second document starts here with "---"; move it to a separate file',
    ]),
    ("merge of a number", '<<: 1\n', [
        '1:5 "<<" must refer to keys with values, but this has no keys; mark the keys and values with "&name", then write "<<: *name"',
    ]),
    ("unequal operator in braces", 'a: {!=: 5}\n', [
        '1:5 YAML tags such as "!=" are not supported here; write "!=" in quotes if it is a text, or remove the tag',
    ]),
    ("unequal operator", 'a:\n  !=: 5\n', [
        '2:3 YAML tags such as "!=" are not supported here; write "!=" in quotes if it is a text, or remove the tag',
    ]),
    ("hash in a text", 'a: Order #5\n', [
        '1:10 "#5" is a comment in YAML, not part of the text; write "Order #5" in quotes, or add a space after "#" if it is a comment',
    ]),
    ("colour", 'a: #fff\nb: 1\n', [
        '1:4 "#fff" is a comment in YAML, so "a" has no value; write "#fff" in quotes, or add a space after "#" if it is a comment',
    ]),
    ("duplicate key", 'a: 1\nb: 2\na: 3\n', [
        '3:1 duplicate key "a", first used in line 1; remove or rename one of them',
    ]),
    ("list below a text", 'a: b\n  - c\n', [
        '2:3 this "- " continues the text of line 1 instead of starting a list; start the list directly below its key, or use quotes',
    ]),
    ("no-break space before a value", 'a: \xa0b\n', [
        '1:4 the text starts with U+00A0, which only looks like a space; replace it with a space',
    ]),
    ("no-break space before a key", '\xa0\xa0b: 1\n', [
        '1:1 the text starts with U+00A0, which only looks like a space; replace it with a space',
    ]),
    ("ampersand in a name", 'name: &Co is\n', [
        '1:7 "&Co" is a YAML anchor, not part of the text, and nothing refers to it; write "&Co is" in quotes, or remove &Co',
    ]),
    ("merge of a number and more", '<<: 1\na: 2\n', [
        '1:5 "<<" must refer to keys with values, but this has no keys; mark the keys and values with "&name", then write "<<: *name"',
    ]),
    ("number too large", 'a: 1e999\n', [
        '1:4 this number is too large; write it in quotes if it is a text',
    ]),
    ("known tag", 'a: !!str 5\n', [
        '1:4 YAML tags such as "!!str" are not supported here; write "!!str 5" in quotes if it is a text, or remove the tag',
    ]),
    ("empty block", 'a: |\nb: 1\n', [
        '1:4 "|" must be followed by an indented text on the next lines; write it there, or write "" for an empty text',
    ]),
]
# fmt: on

# These look like traps, but are not.
HARMLESS: list[tuple[str, str, object]] = [
    ("no comma between words", "a: [1 2]\n", {"a": ["1 2"]}),
    ("explicit key", "? a\n", {"a": None}),
    ("comma at the end", "a: {b: c, }\n", {"a": {"b": "c"}}),
    ("equals sign", "a: =b\n", {"a": "=b"}),
    ("true comment", "a: x # y\nb: /o#t\n", {"a": "x", "b": "/o#t"}),
    ("comment after two spaces", "a: x  #todo\n", {"a": "x"}),
    ("address below its key", "a:\n  http://x/y\n", {"a": "http://x/y"}),
    ("braces in a path", "path: /a/{id}\n", {"path": "/a/{id}"}),
    ("hash in a path", "path: /orders#top\n", {"path": "/orders#top"}),
    ("jinja in a path", "path: /a/{{x}}\n", {"path": "/a/{{x}}"}),
    ("negative number and option", "a: -5\nb: -x\n", {"a": -5, "b": "-x"}),
    ("hash in a block", "a: |\n  Order #5\n", {"a": "Order #5\n"}),
    ("empty values", "a:\nb: ~\n", {"a": None, "b": None}),
    ("folded block", "a: >-\n  x\n  y\n", {"a": "x y"}),
    ("paths in brackets", "a: [GET /x/y, b]\n", {"a": ["GET /x/y", "b"]}),
    ("signs inside a text", "a: ${x}\nb: x %{Y} @z\n", {"a": "${x}", "b": "x %{Y} @z"}),
]


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])
@pytest.mark.parametrize(("text", "messages"), [case[1:] for case in TRAPS], ids=[case[0] for case in TRAPS])
def test_a_trap_is_explained(text: str, messages: list[str], parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of PyYAML lead to the same message."""
    monkeypatch.setattr(yaml_parser, "_LOADER", parser)
    assert [str(problem) for problem in read_yaml(text, "v.yaml")[1]] == [f"v.yaml:{each}" for each in messages]


@pytest.mark.parametrize(("text", "value"), [case[1:] for case in HARMLESS], ids=[case[0] for case in HARMLESS])
def test_harmless_text_is_read(text: str, value: object) -> None:
    """Harmless text causes no false alarm."""
    node, problems = read_yaml(text, "v.yaml")
    assert problems == []
    assert node is not None
    assert node.plain() == value


def test_a_long_text_is_shortened_in_a_message() -> None:
    """A message stays readable, however long the text is."""
    (problem,) = read_yaml("a: @" + "x" * 500, "v.yaml")[1]
    assert problem.suggestion == f'write "@{"x" * (LONGEST - 2)}…" in quotes'
    assert shortened("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize(
    ("text", "written"),
    [("a", '"a"'), ('say "a"', "'say \"a\"'"), (r"\d+", r"'\d+'"), ('it\'s "a"', "'it''s \"a\"'")],
)
def test_quotes_are_chosen_to_avoid_escapes(text: str, written: str) -> None:
    """The text in a suggestion reads back as the original text."""
    assert quoted(text) == written
    node, _ = read_yaml(f"a: {written}", "v.yaml")
    assert node is not None
    assert node.plain() == {"a": text}

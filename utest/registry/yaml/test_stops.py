"""Each mistake that stops the YAML parser gets a message that says what to write; people approved the texts."""

# Approved messages are unbroken lines, so they can be found and read.
# ruff: noqa: E501

import pytest
import yaml

from QuashLibrary.registry.yaml import parser as yaml_parser
from QuashLibrary.registry.yaml.reader import read_yaml

# The case, the tester's text, and the message: line:column, the problem, what to write.
# fmt: off
TRAPS: list[tuple[str, str, list[str]]] = [
    ("at sign", 'a:\n  validate: @order\n', [
        '2:13 "@" cannot start an unquoted text in YAML; write "@order" in quotes',
    ]),
    ("percent sign", 'token: %{X}\n', [
        '1:8 "%" cannot start an unquoted text in YAML; write "%{X}" in quotes',
    ]),
    ("back-tick", 'a: `x`\n', [
        '1:4 "`" cannot start an unquoted text in YAML; write "`x`" in quotes',
    ]),
    ("variable in braces", 'query: {phone: ${phone}}\n', [
        '1:16 "${phone}" needs quotes inside {…}; write "${phone}" in quotes inside {…}',
    ]),
    ("variables in brackets", 'a: [${a}, ${b}]\n', [
        '1:5 "${a}" needs quotes inside […]; write "${a}" in quotes inside […]',
    ]),
    ("variable as a key in braces", 'a: {${x}: 1}\n', [
        '1:5 "${x}" needs quotes inside {…}; write "${x}" in quotes inside {…}',
    ]),
    ("index in braces", 'a: {$.items[0].id: 7}\n', [
        '1:5 "[" needs quotes inside {…}; write "$.items[0].id" in quotes inside {…}',
    ]),
    ("index in brackets", 'a: [$.items[0].id]\n', [
        '1:5 "[" needs quotes inside […]; write "$.items[0].id" in quotes inside […]',
    ]),
    ("attribute of a cookie in braces", 'a: {age: cookie sid[Max-Age], b: 1}\n', [
        '1:10 "[" needs quotes inside {…}; write "cookie sid[Max-Age]" in quotes inside {…}',
    ]),
    ("variable behind words in braces", 'a: {text: to ${name}}\n', [
        '1:11 "${name}" needs quotes inside {…}; write "to ${name}" in quotes inside {…}',
    ]),
    ("jinja and more", 'a: {{ x }}/b\n', [
        '1:4 "{{ x }}" is not a variable here; write "${x}": variables are written ${name}, in quotes if the text starts with one',
    ]),
    ("tab", 'a:\n\tb: 1\n', [
        '2:1 a tab cannot indent a line in YAML; indent it with spaces',
    ]),
    ("tab after a value", 'a:\n  b: 1\n\tc: 2\n', [
        '3:1 a tab cannot indent a line in YAML; indent it with spaces',
    ]),
    ("tab after spaces", 'a:\n  b:\n  \tc: 1\n', [
        '3:3 a tab cannot indent a line in YAML; indent it with spaces',
    ]),
    ("colon in a text", 'description: Order: paid\n', [
        '1:19 a text with ": " in it needs quotes; write "Order: paid" in quotes',
    ]),
    ("no space after the first colon", 'e:\n  status:200\n  t: 1\n', [
        '2:3 a space is missing after the ":" of "status"; write "status: 200"',
    ]),
    ("no space after the last colon", 'e:\n  t: 1\n  status:200\n', [
        '3:3 a space is missing after the ":" of "status"; write "status: 200"',
    ]),
    ("no space after a middle colon", 'e:\n  t: 1\n  status:200\n  x: 1\n', [
        '3:3 a space is missing after the ":" of "status"; write "status: 200"',
    ]),
    ("open double quote", 'key: "abc\nb: 1\n', [
        '1:6 the quote " that opens here is not closed on its line; write "abc"',
    ]),
    ("open double quote before another", 'key: "abc\nb: "x"\nc: 1\n', [
        '1:6 the quote " that opens here is not closed on its line; write "abc"',
    ]),
    ("open single quote before another", "key: 'abc\nb: 'x'\nc: 1\n", [
        '1:6 the quote \' that opens here is not closed on its line; write "abc"',
    ]),
    ("deeper than its neighbour", 'a:\n  b: 1\n   c: 2\n', [
        '3:4 "c" is indented below "b", which already has a value; indent it by 2 like "b" in line 2',
    ]),
    ("between two levels", 'a:\n    b: 1\n  c: 2\n', [
        '3:3 "c" is indented by 2, unlike every key above it; indent it by 0 like "a" in line 1 or by 4 like "b" in line 2',
    ]),
    ("below a value", 'a: 1\n  b: 2\n', [
        '2:3 "b" is indented below "a", which already has a value; indent it by 0 like "a" in line 1',
    ]),
    ("less than the first key", ' a: 1\nb: 2\n', [
        '2:1 "b" is indented by 0, unlike every key above it; indent it by 1 like "a" in line 1',
    ]),
    ("less than the list above", 'a:\n  - b\n c: 1\n', [
        '3:2 "c" is indented below "a", which already has a value; indent it by 0 like "a" in line 1',
    ]),
    ("below a quoted value", 'a: "x"\n  b: 2\n', [
        '2:3 "b" is indented below "a", which already has a value; indent it by 0 like "a" in line 1',
    ]),
    ("lone star", 't: *\n', [
        '1:4 "*" cannot start an unquoted text in YAML; write "*" in quotes',
    ]),
    ("star and slash", 't: */json\n', [
        '1:4 "*" cannot start an unquoted text in YAML; write "*/json" in quotes',
    ]),
    ("pattern between stars", 't: *smoke*\n', [
        '1:4 "*" cannot start an unquoted text in YAML; write "*smoke*" in quotes',
    ]),
    ("lone ampersand", 't: &\n', [
        '1:4 "&" cannot start an unquoted text in YAML; write "&" in quotes',
    ]),
    ("two anchors", 't: &x &y a\n', [
        '1:4 "&" cannot start an unquoted text in YAML; write "&x &y a" in quotes',
    ]),
    ("open tag", 't: !<a\n', [
        '1:4 "!" cannot start an unquoted text in YAML; write "!<a" in quotes',
    ]),
    ("text behind a pipe", 'a: | text\n', [
        '1:4 "|" cannot start an unquoted text in YAML; write "| text" in quotes',
    ]),
    ("greater than 0", 'a: >0\n', [
        '1:4 ">" cannot start an unquoted text in YAML; write ">0" in quotes',
    ]),
    ("greater or equal", 'a: >=5\n', [
        '1:4 ">" cannot start an unquoted text in YAML; write ">=5" in quotes',
    ]),
    ("greater than and a space", 'a: > 5\n', [
        '1:4 ">" cannot start an unquoted text in YAML; write "> 5" in quotes',
    ]),
    ("list behind its key", 'a: - b\n', [
        '1:4 a list with "- " cannot start on the line of its key; start it on the next line, or write […]',
    ]),
    ("item after key", 'a: 1\n- b\n', [
        '2:1 a list cannot have both items and keys; give the list its own key, or remove the "- " to continue line 1',
    ]),
    ("key after item", '- a\nb: 1\n', [
        '2:1 a list cannot have both items and keys; write "- " before it, or change its indentation',
    ]),
    ("item after key, indented", 'a:\n  b: 1\n  - c\n', [
        '3:3 a list cannot have both items and keys; give the list its own key, or remove the "- " to continue line 2',
    ]),
    ("key after item, indented", 'a:\n  - c\n  b: 1\n', [
        '3:3 a list cannot have both items and keys; write "- " before it, or change its indentation',
    ]),
    ("apostrophe", "key: 'it's'\n", [
        '1:10 the quote \' ends the text before "s\'"; write "it\'s"',
    ]),
    ("apostrophe in a longer text", "key: 'it's a'\nb: 1\n", [
        '1:10 the quote \' ends the text before "s a\'"; write "it\'s a"',
    ]),
    ("regular expression", 'm: "\\d+"\n', [
        '1:5 "\\d" is not an escape in double quotes; write the text in single quotes: \'\\d+\'',
    ]),
    ("short unicode escape", 'm: "\\u12"\n', [
        '1:5 "\\u12" is not a character; write the character itself',
    ]),
    ("text behind quotes", 'a: "x" y\n', [
        '1:8 the quote " ends the text before "y"; write \'"x" y\'',
    ]),
    ("text that starts with a brace", 'path: {id}/x\n', [
        '1:8 "id" is a key without a value in {…}; write "id: …", or "{id}/x" in quotes if it is a text',
    ]),
    ("text that starts with a bracket", 'm: [0-9]+\n', [
        '1:4 "[" cannot start an unquoted text in YAML; write "[0-9]+" in quotes',
    ]),
    ("bracket and colon", 'm: [a-z]+@x: 1\n', [
        '1:4 "[" cannot start an unquoted text in YAML; write "[a-z]+@x: 1" in quotes',
    ]),
    ("control character", 'a: \x07\n', [
        '1:4 the invisible character U+0007 is not allowed here; remove it, or write "\\u0007" in double quotes',
    ]),
    ("variable at line start", '%{X}: 1\n', [
        '1:1 "%" cannot start an unquoted text in YAML; write "%{X}" in quotes',
    ]),
    ("directive alone", '%TAG ! x\n', [
        '1:1 the YAML directive "%TAG ! x" is not supported here; remove the line and the "---"',
    ]),
    ("after the end sign", 'a: 1\n...\nb: 1\n', [
        '2:1 "..." ends the document, but more text follows; remove it',
    ]),
    ("open brace", 'a: {b: 1\nc: 2\n', [
        '1:4 the "{" that opens here is not closed; write "}" where it ends',
    ]),
    ("open bracket", 'a: [1, 2\nc: 2\n', [
        '1:4 the "[" that opens here is not closed; write "]" where it ends',
    ]),
    ("open bracket at the end", 'a: [1, 2\n', [
        '1:4 the "[" that opens here is not closed; write "]" where it ends',
    ]),
    ("bracket without a start", 'a: 1}\nb: ]\n', [
        '2:4 "]" cannot start an unquoted text in YAML; write "]" in quotes',
    ]),
    ("one brace too many", 'a: {b: 1}}\n', [
        '1:10 this "}" closes nothing; remove it',
    ]),
    ("no comma between keys", 'a: {b: 1 c: 2}\n', [
        '1:10 a "," is missing before "c: 2}"; write one, or put the whole text in quotes',
    ]),
    ("leading comma", 'a: ,x\n', [
        '1:4 "," cannot start an unquoted text in YAML; write ",x" in quotes',
    ]),
    ("word among keys", 'a: 1\nb\nc: 1\n', [
        '2:1 "b" needs a colon; write "b: …", or indent it more if it continues the text above',
    ]),
    ("word after keys", 'a: 1\nb\n', [
        '2:1 "b" needs a colon; write "b: …", or indent it more if it continues the text above',
    ]),
    ("first key without a colon", 'x:\n  request GET /x\n  connection: shop\n', [
        '2:3 "request GET /x" needs a colon; write "request: GET /x"',
    ]),
    ("first keys without colons, a comment and an empty line between", 'x:\n  # first\n  status 200\n\n  time 1s\n  $.a: 1\n', [
        '3:3 "status 200" needs a colon; write "status: 200"',
    ]),
    ("name without a colon", 'validations\n  x:\n    request: GET /x\n', [
        '1:1 "validations" needs a colon; write "validations: …"',
    ]),
    ("operator without a colon", 'x:\n  $.a:\n    greater than 0\n    at most: 7\n', [
        '3:5 "greater than 0" needs a colon; write "greater than: 0"',
    ]),
    ("path without a colon", 'x:\n  $.a 1\n  $.b: 2\n', [
        '2:3 "$.a 1" needs a colon; write "$.a: 1"',
    ]),
    ("later key without a colon", 'x:\n  connection: shop\n  request GET /x\n  expect: {status: 200}\n', [
        '3:3 "request GET /x" needs a colon; write "request: GET /x", or indent it more if it continues the text above',
    ]),
    ("colon in a filter", 'x:\n  $.a[?(@.b == "x: y")].c: 1\n', [
        """2:18 a key with ": " in it needs quotes; write the key in quotes: '$.a[?(@.b == "x: y")].c'""",
    ]),
    ("colon in a filter and operators", "x:\n  - $.a[?(@.b == 'x: (y')]: {exists: true}\n", [
        """2:20 a key with ": " in it needs quotes; write the key in quotes: "$.a[?(@.b == 'x: (y')]\"""",
    ]),
    ("question mark", 'a: ? b\n', [
        '1:4 "?" cannot start an unquoted text in YAML; write "? b" in quotes',
    ]),
    ("at sign in brackets", 'a: [x, @b]\n', [
        '1:8 "@" cannot start an unquoted text in YAML; write "@b" in quotes',
    ]),
    ("key too long", 'x' * 1100 + ': 1\n', [
        '1:1 a key cannot be longer than 1,024 characters; shorten it',
    ]),
    ("doubled quotes", 'a: ""b""\n', [
        '1:6 the quote " ends the text before "b"""; write \'"b"\'',
    ]),
    ("hash in brackets", 'a: [#b]\n', [
        '1:5 "#b]" is a comment in YAML, so the "[" before it is not closed; put the text with the "#" in quotes',
    ]),
    ("colon in a text in braces", 'a: {b: http://x:80/a: 1}\n', [
        '1:21 a text with ": " in it needs quotes; write "http://x:80/a: 1" in quotes',
    ]),
    ("percent sign in braces", 'a: {b: %{X}}\n', [
        '1:8 "%" cannot start an unquoted text in YAML; write "%{X}" in quotes',
    ]),
    ("star operator in braces", 'a: {*=: json}\n', [
        '1:5 "*" cannot start an unquoted text in YAML; write "*=" in quotes',
    ]),
    ("star operator", 'a:\n  *=: json\n', [
        '2:3 "*" cannot start an unquoted text in YAML; write "*=" in quotes',
    ]),
    ("greater operator in braces", 'a: {>: 0}\n', [
        '1:5 ">" cannot start an unquoted text in YAML; write ">" in quotes',
    ]),
    ("greater operator", 'a:\n  >=: 5\n', [
        '2:3 ">" cannot start an unquoted text in YAML; write ">=" in quotes',
    ]),
    ("at least operator in braces", 'a: {>=: 5}\n', [
        '1:5 ">" cannot start an unquoted text in YAML; write ">=" in quotes',
    ]),
    ("hash in braces", 'a: {b: c #d}\n', [
        '1:10 "#d}" is a comment in YAML, so the "{" before it is not closed; put the text with the "#" in quotes',
    ]),
    ("dash in brackets", 'a: [\n - b\n]\n', [
        '2:2 "- " does not start an item inside […] or {…}; separate the items with ","',
    ]),
    ("tab before a list item", '- a: 1\n\t- b: 2\n', [
        '2:1 a tab cannot indent a line in YAML; indent it with spaces',
    ]),
    ("open quote of a key", '"a: 1\nb: 2\n', [
        '1:1 the quote " that opens here is not closed on its line; write "a: 1"',
    ]),
    ("brackets mixed", 'a: [1, 2}\n', [
        '1:9 the "[" of line 1 is closed by "}"; write "]"',
    ]),
    ("text behind quotes in braces", 'a: {b: "x" y}\n', [
        '1:12 a "," is missing before "y}"; write one, or put the whole text in quotes',
    ]),
    ("no comma at a line end", 'a: {b: "x"\n  c: 1}\n', [
        '2:3 a "," is missing before "c: 1}"; write one, or put the whole text in quotes',
    ]),
    ("at sign deep in braces", 'a: {b: [@x, y]}\n', [
        '1:9 "@" cannot start an unquoted text in YAML; write "@x" in quotes',
    ]),
    ("backslash before the quote", 'a: "x\\"\n', [
        '1:4 the quote " that opens here is not closed on its line; write \'x\\\'',
    ]),
    ("line separator", 'a: b\u2028c\n', [
        '1:5 the invisible character U+2028 is not allowed here; remove it, or write "\\u2028" in double quotes',
    ]),
    ("colon in an item", '- a: b: c\n', [
        '1:7 a text with ": " in it needs quotes; write "b: c" in quotes',
    ]),
    ("no key", ': x\n', [
        '1:1 a key is missing before ":"; write it, or remove the line',
    ]),
    ("variable in a path in braces", 'a:\n  - {b: /x/${id}, c: 1}\n', [
        '2:9 "${id}" needs quotes inside {…}; write "/x/${id}" in quotes inside {…}',
    ]),
    ("key below a text", 'a: x\n   y: z\n', [
        '2:4 "y" is indented below "a", which already has a value; indent it by 0 like "a" in line 1',
    ]),
    ("three spaces", 'v:\n  a:\n    x: 1\n   b: 2\n', [
        '4:4 "b" is indented by 3, unlike every key above it; indent it by 2 like "a" in line 2 or by 4 like "x" in line 3',
    ]),
    ("three levels", 'v:\n   a:\n     x: 1\n  b: 2\n', [
        '4:3 "b" is indented by 2, unlike every key above it; indent it by 0 like "v" in line 1 or by 3 like "a" in line 2',
    ]),
    ("less than the key of an item", 'v:\n  - a: 1\n   b: 2\n', [
        '3:4 "b" is indented by 3, unlike every key above it; indent it by 0 like "v" in line 1 or by 4 like "a" in line 2',
    ]),
    ("deeper than the key of an item", 'v:\n  - a: 1\n     b: 2\n', [
        '3:6 "b" is indented below "a", which already has a value; indent it by 4 like "a" in line 2',
    ]),
    ("comma at line start", 'a: {b: 1}\n, c: 2\n', [
        '2:1 "," cannot start an unquoted text in YAML; write ", c" in quotes',
    ]),
    ("bracket at line start", 'a: x\n] b: 2\n', [
        '2:1 this "]" closes nothing; remove it',
    ]),
    ("open single quote", "a: it's\nb: 'x\n", [
        '2:4 the quote \' that opens here is not closed on its line; write "x"',
    ]),
]
# fmt: on


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])
@pytest.mark.parametrize(("text", "messages"), [case[1:] for case in TRAPS], ids=[case[0] for case in TRAPS])
def test_a_trap_is_explained(text: str, messages: list[str], parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of PyYAML lead to the same message."""
    monkeypatch.setattr(yaml_parser, "_LOADER", parser)
    assert [str(problem) for problem in read_yaml(text, "v.yaml")[1]] == [f"v.yaml:{each}" for each in messages]


@pytest.mark.parametrize("escape", ['"\\ud83d"', '"\\ude00\\ud83d"', '"\\UFFFFFFFF"'])
@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])
def test_an_escape_that_names_no_character_is_a_problem(
    escape: str, parser: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of a surrogate pair is a problem; Python's parser would accept it or end in a traceback."""
    monkeypatch.setattr(yaml_parser, "_LOADER", parser)
    (problem,) = read_yaml(f"a: {escape}\n", "v.yaml")[1]
    assert problem.message.endswith("is not a character")


MANY = """\
connections: {shop: {base_url: "http://h"}}
validations:
  order-created:
    request: {path: /orders, query: {id: ${order_id}}}
    expect: {$.items[0].sku: tea}
    needs: @logged-in
  order-sent:
    description: |
      What: is: this
    request: {
      path: /orders,
      query: {a: "b"}
    }
    expect: {$.a: "x",
      $.b: [1}
  order-paid:
    request: `GET /orders`
    expect: {$.state: paid}
"""


def test_all_stops_of_a_file_are_reported() -> None:
    """Each stop is reported as if it were the only one, and readable parts are not reported."""
    found = [str(problem) for problem in read_yaml(MANY, "v.yaml")[1]]
    assert found == [
        'v.yaml:4:42 "${order_id}" needs quotes inside {…}; write "${order_id}" in quotes inside {…}',
        'v.yaml:5:14 "[" needs quotes inside {…}; write "$.items[0].sku" in quotes inside {…}',
        'v.yaml:6:12 "@" cannot start an unquoted text in YAML; write "@logged-in" in quotes',
        found[3],
        'v.yaml:17:14 "`" cannot start an unquoted text in YAML; write "`GET /orders`" in quotes',
    ]
    assert found[3].startswith("v.yaml:15:")

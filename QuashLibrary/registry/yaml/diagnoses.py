"""Explain in a tester's words what is wrong with the YAML of a file.

In: a place where YAML reads something other than the author meant, or where the parser stopped. Out: a Problem that
says what to write. YAML's own messages name its grammar, and never the `@` that only needed quotes. This module knows
people's habits, but not YAML's events. For a new habit, add a rule to a table; for a stop, the first rule that
recognises the mistake wins.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from QuashLibrary.problems import Problem
from QuashLibrary.registry.yaml.lines import LINE_START, indent_of, key_of
from QuashLibrary.registry.yaml.parser import NO_CHARACTER
from QuashLibrary.registry.yaml.rules import Rule, diagnose, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.registry.yaml.lines import Lines, Place
    from QuashLibrary.registry.yaml.parser import Stop
    from QuashLibrary.registry.yaml.rules import Mark

BLANKS: Final = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200C)))
"""Characters that only look like a space."""

# The parser's reasons for stops.
_AT_A_KEY: Final = "mapping values"
_NOT_AT_A_KEY: Final = "^(?!.*mapping values)"
_NO_KEY: Final = "find expected ':'"
_IN_BRACKETS: Final = "^in "
_NOT_IN_BRACKETS: Final = "^(?!in )"

# Texts and patterns that several rules share.
_CANNOT_START: Final = '"{sign}" cannot start an unquoted text in YAML'
_COLON_IN_TEXT: Final = 'a text with ": " in it needs quotes'
_ENDS_TEXT: Final = 'the quote {sign} ends the text before "{rest}"'
_BESIDE: Final = "a list cannot have both items and keys"
_NO_CHARACTER: Final = ('"{escape}" is not a character', "write the character itself")
_NO_COLON: Final = '"{written}" needs a colon'
_NO_COMMA: Final = ('a "," is missing before "{rest}"', "write one, or put the whole text in quotes")
_NO_COMMENT: Final = 'write {value:quoted} in quotes, or add a space after "#" if it is a comment'
_NO_SPACE: Final = 'a space is missing after the ":" of "{key}"'
_NO_SPACE_IN_ITEM: Final = ('a space is missing after "-"', 'write "- {value}"')
_OPEN_QUOTE: Final = ("the quote {sign} that opens here is not closed on its line", "write {inner:quoted}")
_OR_INDENT: Final = ", or indent it more if it continues the text above"
_QUOTE_TEXT: Final = "write {text:quoted} in quotes"
_QUOTE_WHOLE: Final = "write {whole:quoted} in quotes"
_KEY: Final = r"(?P<key>[A-Za-z_$][\w$.\[\]-]*)"
_KEY_AND_VALUE: Final = (
    r"‸(?P<written>(?P<key>(?:[a-z]+ ){0,2}[a-z]+(?= +[^a-z\s])|\$[^\s\[]*|(?:not )?[A-Za-z][\w-]*|[=^]=)"
    r" +(?P<value>\S.*?))\s*$"
)
_QUOTED: Final = r"""‸(?P<sign>["'])(?P<inner>.*?)\s*(?P=sign)*$"""
_BEFORE_BRACKET: Final = r"(?:^|[\[{,]|: )\s*(?P<at>[^\s\[{,\"'](?:(?!: )[^\[\]{},])*)(?<!\s)‸"

# fmt: off
CANNOT_START: Final = Rule(_CANNOT_START, _QUOTE_TEXT)
EMPTY_FILE: Final = Rule("the file is empty", "add connections and validations")
NUL: Final = Rule("the file contains the character U+0000, so it is not a text file", "save it as UTF-8")
INVISIBLE: Final = Rule(
    "the invisible character {sign:code} is not allowed here", 'remove it, or write "{sign:escape}" in double quotes')
LOOKS_BLANK: Final = Rule("the text starts with {sign:code}, which only looks like a space", "replace it with a space")
SECOND_DOCUMENT: Final = Rule('a second document starts here with "---"', "move it to a separate file")
DIRECTIVE: Final = Rule(
    'the YAML directive "{directive}" is not supported here', 'remove the line and the "---"',
    "^‸(?P<directive>%.*)", "document start", "above")
TAG: Final = Rule(
    'YAML tags such as "{tag}" are not supported here',
    "write {text:quoted} in quotes if it is a text, or remove the tag",
    r"‸(?:.*?(?P<tag>![^\s,\]}]*?)(?=:?(?:[\s,\]}]|$)))?")
UNUSED_ANCHOR: Final = Rule(
    '"{anchor}" is a YAML anchor, not part of the text, and nothing refers to it',
    "write {text:quoted} in quotes, or remove {anchor}", r"‸(?:.*?(?P<anchor>&[^\s,\]}]*))?")
UNKNOWN_ALIAS: Final = Rule(
    '"*{name}" refers to the anchor "&{name}", which is missing above it',
    "write {text:quoted} in quotes if it is a text")
ALIAS_IN_ITSELF: Final = Rule(
    '"*{name}" is inside the value that "&{name}" marks, so it would contain itself', "write the value out")
ALIAS_TOO_LARGE: Final = Rule("with this alias the file {limit}", "use fewer copies")
NOT_MERGED: Final = Rule(
    '"<<" must refer to keys with values, but this has no keys',
    'mark the keys and values with "&name", then write "<<: *name"')
TOO_DEEP: Final = Rule("lists and keys are nested more than {limit} levels deep", "nest them less deeply")
NUMBER_TOO_LARGE: Final = Rule("this number is too large", "write it in quotes if it is a text")
DUPLICATE_KEY: Final = Rule('duplicate key "{key}", first used in line {first}', "remove or rename one of them")
MISSING_KEY: Final = Rule('a key is missing before ":"', "write it, or remove the line")

MAPPING_AS_KEY: Final = (
    Rule('"{braces}" is not a variable here',
         'write "${{{name}}}": variables are written ${{name}}, in quotes if the text starts with one',
         r"(?P<at>(?P<braces>(?:\{‸|‸\{)\{\s*(?P<name>[^{}]*?)\s*\}\}))"),
    Rule("a list or {{…}} cannot be a key", "write {text:quoted} in quotes if it is a text"),
)
EMPTY_BLOCK: Final = (
    Rule('"{block}" must be followed by an indented text on the next lines',
         'write it there, or write "" for an empty text', r"‸(?P<block>[|>][-+]?)\s*(?:#.*)?$"),
    CANNOT_START,
)
NO_SPACE: Final = (
    Rule(_NO_SPACE, 'write "{key}: {value}"', rf"^ *‸(?!.*://){_KEY}:(?! )\s*(?P<value>[^\s/:].*?)\s*(?: #.*)?$"),
    Rule(*_NO_SPACE_IN_ITEM, r"^ *‸-(?P<value>[A-Za-z@$%\"'{\[].*?)\s*$"),
)
GOES_ON: Final = (
    Rule('this "- " continues the text of line {first} instead of starting a list',
         "start the list directly below its key, or use quotes", "^ *‸- "),
    *NO_SPACE,
)
CUT_OFF: Final = Rule(
    '"{comment}" is a comment in YAML, not part of the text', _NO_COMMENT,
    rf"^{LINE_START}(?P<value>.*?‸ (?P<at>(?P<comment>#[^\s#!].*?)))\s*$")
NO_VALUE: Final = Rule(
    '"{value}" is a comment in YAML, so "{key}" has no value', _NO_COMMENT,
    r":‸?[ \t]+‸?(?P<at>(?P<value>#[^\s#!].*?))\s*$")
KEY_ALONE: Final = (
    Rule(_NO_SPACE, 'write "{key}: {value}"',
         rf"(?:^|[{{,])\s*(?P<at>{_KEY}:(?! )\s*(?P<value>[^\s/:][^{{,]*?))\s*‸\s*(?:[,}}]|$)"),
    Rule('"{key}" is a key without a value in {{…}}',
         'write "{key}: …", or {text:quoted} in quotes if it is a text',
         r"^(?!.*\{\{.*‸)(?:.*(?P<start>\{))?(?:[^{]*,)?"
         r"\s*(?P<at>(?P<key>[^\s{,](?:(?!: )[^{,])*))(?<![:\s])\s*‸\s*(?:[,}]|$)"),
)
NOT_CLOSED: Final = (
    Rule('"{comment}" is a comment in YAML, so the "{bracket}" before it is not closed',
         'put the text with the "#" in quotes', r"‸.*?[\s\[{,](?P<at>(?P<comment>#[^\s#].*))", "stay open", "bracket"),
    Rule('the "{bracket}" that opens here is not closed', 'write "{closing}" where it ends',
         "", "stay open", "bracket"),
)

_STOPS: Final = (
    Rule("a tab cannot indent a line in YAML", "indent it with spaces", r"^(?=[ \t-]*‸)[ ‸-]*(?P<at>\t)"),
    Rule("a tab is not allowed here", "write a space", "‸\t"),
    DIRECTIVE,
    Rule('"..." ends the document, but more text follows', "remove it", r"^‸\.\.\.", "document start", "above"),

    # Quotes and escapes.
    Rule(*_NO_CHARACTER, r"‸.*?(?P<at>(?P<escape>\\(?:u[dD][89a-fA-F]|U)[0-9A-Fa-f]*))", NO_CHARACTER),
    Rule('an escape such as "\\ud83d" is not a character', "write the character itself", "", NO_CHARACTER),
    Rule(*_NO_CHARACTER, r"^[^‸]*‸?(?P<at>(?P<escape>\\‸?[uUx][0-9A-Fa-f‸]*))", "quoted scalar: .*(?:escape|hex)"),
    Rule('"{escape}" is not an escape in double quotes', "write the text in single quotes: {inner:unescaped}",
         r"""‸"(?=(?P<inner>(?:\\.|[^"\\])*))(?:\\[0abt\tnvfre "/\\N_LPxuU]|[^"\\])*(?P<at>(?P<escape>\\.))""",
         "quoted scalar: .*escape", "begin"),
    Rule(*_OPEN_QUOTE, _QUOTED, "quoted scalar: found unexpected", "begin"),

    # Signs that cannot start a text.
    Rule('"{path}" is cut off at "[", which starts a list inside braces', 'write "{path}" in quotes',
         r"(?P<at>(?P<path>\$[^\s,{}:]*\[‸\*\][^\s,{}:]*))", "an alias: ", "begin"),
    Rule('"@{slug}" needs its @ only where it is used', 'write "{slug}:" here',
         r"^\s*‸@(?P<slug>[\w-]+):(?: |$)"),
    Rule(_CANNOT_START, _QUOTE_TEXT, "", "(?:an alias|an anchor|a block scalar|a tag|a directive): ", "begin"),
    Rule('"- " does not start an item inside […] or {{…}}', 'separate the items with ","', "‸-", _IN_BRACKETS),
    Rule(_CANNOT_START, _QUOTE_TEXT, r"‸[^\s\]}]", "start any token|node content|mapping keys are not"),
    Rule(_CANNOT_START, _QUOTE_TEXT, r"‸[\]}]", "^(?!in ).*node content"),

    # Colons.
    Rule(_NO_SPACE, 'write "{key}: {whole}"', r"‸(?P<key>[^:]*):(?P<start>)", "unexpected ':'", "begin"),
    Rule(_NO_SPACE, 'write "{key}: {whole}"',
         rf"^\s*(?:- +)*(?P<at>{_KEY}:(?P<start>[{{\[\"'])[^‸]*‸)", _NOT_IN_BRACKETS),
    Rule(*_NO_SPACE_IN_ITEM, r"^\s*(?P<at>-(?P<value>[{\[\"'].*‸.*))", _NOT_IN_BRACKETS),
    *(replace(rule, stop=_NO_KEY, mark="begin") for rule in NO_SPACE),
    Rule(*_OPEN_QUOTE, r"""‸(?P<sign>["'])(?!.*(?P=sign)\s*$)(?P<inner>.*?)\s*$""", _NO_KEY, "begin"),
    Rule(_NO_COLON, 'write "{key}: {value}"' + _OR_INDENT, _KEY_AND_VALUE, _NO_KEY, "begin"),
    Rule(_NO_COLON, 'write "{written}: …"' + _OR_INDENT, r"‸(?P<written>.*?)\s*$", _NO_KEY, "begin"),
    Rule('a key with ": " in it needs quotes', "write the key in quotes: {path:quoted}",
         r"""^\s*(?:- +)*(?=(?P<path>[^\s"'\[{#&*!|>%@`][^\[:]*"""
         r"""(?:\[(?:"[^"]*"|'[^']*'|\[[^\]]*\]|[^"'\[\]])*\][^\[:]*)+)‸:)(?:(?!: ).)*(?P<at>:) .*‸""", _AT_A_KEY),
    Rule(_COLON_IN_TEXT, _QUOTE_WHOLE, rf"^{LINE_START}(?(key)(?P<start>[^‸])|(?!))[^‸]*‸", _AT_A_KEY),
    Rule("a key cannot be longer than 1,024 characters", "shorten it", r"^\s*(?P<at>\S.{1023,})‸", _AT_A_KEY),
    Rule(_NO_COLON, 'write "{key}: {value}"', _KEY_AND_VALUE, _AT_A_KEY, "keyless"),
    Rule(_NO_COLON, 'write "{written}: …"', r"‸(?P<written>.*?)\s*$", _AT_A_KEY, "keyless"),
    replace(MISSING_KEY, line=r"(?:^|[:{,-] )\s*‸:"),

    # Brackets.
    *(replace(rule, stop="never close") for rule in NOT_CLOSED),
    Rule('"{key} {text}" needs a colon', 'write "{key}: {text}"',
         r"""[{,]\s*(?P<at>(?P<key>[\w.$-]+|"[^"]*") +‸(?P<start>[{\[]))""", r"^in \{"),
    Rule('"${variable}" needs quotes inside {brackets}',
         "write {text:quoted} in quotes inside {brackets}",
         rf"{_BEFORE_BRACKET}(?<=\$‸)(?P<variable>\{{[^}}]*\}})", _IN_BRACKETS),
    Rule('"{sign}" needs quotes inside {brackets}', "write {text:quoted} in quotes inside {brackets}",
         rf"{_BEFORE_BRACKET}(?P<sign>[{{\[])", _IN_BRACKETS),
    Rule('the "{bracket}" of line {line} is closed by "{sign}"', 'write "{closing}"', r"‸[\]}]", _IN_BRACKETS),
    *NOT_CLOSED,
    Rule(_COLON_IN_TEXT, _QUOTE_WHOLE, r"(?:^|[:,\[{])\s*(?P<start>)[^\s\[\]{},]*‸:", _IN_BRACKETS),
    Rule(*_NO_COMMA, r"(?<![^\s\[\]{},])(?P<at>[^\s\[\]{},]*)‸:", _IN_BRACKETS),
    Rule(*_NO_COMMA, "", _IN_BRACKETS),

    # Lists.
    Rule('a list with "- " cannot start on the line of its key', "start it on the next line, or write […]",
         r"\S.*‸", "entries are not"),
    Rule(_BESIDE, 'give the list its own key, or remove the "- " to continue line {beside}',
         "^ *‸- ", "^beside a key"),
    Rule(_BESIDE, 'write "- " before it, or change its indentation', "^ *‸(?!- )", "^beside an item"),

    # Leftovers after a value.
    Rule(*_OPEN_QUOTE, _QUOTED, mark="quote"),
    Rule('this "{sign}" closes nothing', "remove it", rf"^(?!(?>{LINE_START})[\"'])[^‸]*‸[\]}}]"),
    Rule(_CANNOT_START, _QUOTE_TEXT, "‸,"),
    Rule(_ENDS_TEXT, "write {inner:quoted}",
         rf"^(?>{LINE_START})(?P<sign>[\"'])(?P<inner>.*‸.*)(?P=sign)\s*(?: #.*)?$", _NOT_AT_A_KEY),
    Rule(_ENDS_TEXT, "write {whole:quoted}", rf"^(?>{LINE_START})(?P<start>(?P<sign>[\"']))[^‸]*‸", _NOT_AT_A_KEY),
    Rule(_CANNOT_START, _QUOTE_WHOLE, rf"^(?>{LINE_START})(?P<at>[^\s‸])[^‸]*‸", _NOT_AT_A_KEY),
    *(replace(rule, mark="previous") for rule in NO_SPACE),
)
# fmt: on

_NO_KEY_DUE: Final = ("#", "-", "|", ">", '"', "'", "[", "{", "%")
_LAST_BRACKET: Final = re.compile(r"(?<=[\s\[{])([\[{])\s*(?:\s#.*)?$")
_LOOK: Final = "look at the quotes, brackets and indentation of this line and the one above"
_REASONS: Final = {
    _AT_A_KEY: 'no ":" is expected',
    "node content": "a value is expected",
    "escape": "this escape does not exist in double quotes",
    "": "the line does not fit the lines above",
}
"""The meaning of the parser's reasons, for mistakes that are too rare for a rule."""


def is_about_indentation(problem: Problem) -> bool:
    """Return whether the indentation is the best explanation for a stop of the parser."""
    by_indent = problem.suggestion.startswith(("indent it by ", "indent them by "))
    return by_indent or problem.suggestion == _LOOK or problem.message == _BESIDE


def explain(stop: Stop, lines: Lines, bracket: Place | None) -> Problem:
    """Return why the parser stopped; `bracket` is the innermost `{` or `[` that is still open."""
    number, column = stop.noticed
    above = lines.keys_above(number)
    at_colon = _AT_A_KEY in stop.reason
    misplaced = at_colon or not lines[number][:column].strip()
    marks: dict[Mark, Sequence[Place | None]] = {
        "noticed": [stop.noticed],
        "begin": [stop.begin],
        "bracket": [bracket],
        "quote": [stop.quote],
        "above": [(line, 0) for line in range(number)] if "document start" in stop.reason else [],
        "previous": [(number - 1, indent_of(lines[number - 1])) if misplaced else None],
        "keyless": _lines_without_key(lines, number, above) if at_colon else [],
    }
    around, words = _inside(stop, lines, bracket) if bracket else _beside(lines, number)
    # If a line starts with a bracket, the parser looks ahead before it reports it.
    in_brackets = bracket is not None or re.match(r"\s*(?:- +)*[\[{]", lines[number]) is not None
    for rule in _STOPS:
        if re.search(rule.stop, f"{around}: {stop.reason}"):
            for place in filter(None, marks[rule.mark]):
                if problem := diagnose([rule], lines, place, in_brackets=in_brackets, **words):
                    return problem
    reason = next(words for part, words in _REASONS.items() if part in stop.reason)
    general = Problem(lines.position(stop.noticed), f"YAML cannot be read here: {reason}", _LOOK)
    if misplaced and not bracket:
        return _open_at_end(lines, number) or _wrong_indent(lines, number, above) or general
    return general


def _inside(stop: Stop, lines: Lines, bracket: Place) -> tuple[str, dict[str, object]]:
    """Return what rules must know about the bracket around a stop, and the words for their messages."""
    number, column = stop.noticed
    sign = lines[bracket[0]][bracket[1]]
    closing = "]" if sign == "[" else "}"
    rest = (lines[number][column:], *lines.texts[number + 1 :])
    at_end = all(not line.strip() or line.lstrip().startswith("#") for line in rest)
    never = " that never close" if number > bracket[0] and not lines.is_closed(bracket) else ""
    outside = number > bracket[0] and indent_of(lines[number]) <= indent_of(lines[bracket[0]])
    around = f"in {sign}{closing}{never}{' that stay open' if at_end or outside else ''}"
    return around, {"bracket": sign, "closing": closing, "brackets": f"{sign}…{closing}", "line": bracket[0] + 1}


def _beside(lines: Lines, number: int) -> tuple[str, dict[str, object]]:
    """Return whether a line is beside a key or an item of a list, and which line that is."""
    indent = indent_of(lines[number])
    beside = next((line for line in lines.above(number) if indent_of(lines[line]) <= indent), number)
    if beside == number or indent_of(lines[beside]) < indent:
        return "", {}
    return "beside an item" if lines[beside].lstrip().startswith("- ") else "beside a key", {"beside": beside + 1}


def _lines_without_key(lines: Lines, number: int, above: Mapping[int, int]) -> list[Place]:
    """Return the lines above that lack an expected key: below a key without a value, or beside a key."""
    last = max(above.values(), default=-1)
    waits = last < 0 or re.fullmatch(rf"{LINE_START}(?:#.*)?", lines[last])
    keyless = [line for line in lines.above(number) if line > last and not lines[line].lstrip().startswith(_NO_KEY_DUE)]
    item = next(lines.above(number), number)
    if re.match(rf" {{{max(indent_of(lines[number]) - 2, 0)}}}- [^\s\"'\[{{#&*!|>%@`-]", lines[item]):
        return [(item, indent_of(lines[number]))]
    return [(line, indent_of(lines[line])) for line in reversed(keyless) if waits or indent_of(lines[line]) in above]


def _open_at_end(lines: Lines, number: int) -> Problem | None:
    """Return the problem of a bracket at the end of a line, which makes the lines below parts of it."""
    found = _LAST_BRACKET.search(lines[number])
    place = number, found.start() if found else 0
    if found is None or lines.is_closed(place):
        return None
    return diagnose(NOT_CLOSED, lines, place, bracket=found[1], closing="]" if found[1] == "[" else "}")


def _wrong_indent(lines: Lines, number: int, above: Mapping[int, int]) -> Problem | None:
    """Return the problem of a line whose indentation fits none of the keys above."""
    own, deepest = indent_of(lines[number]), max(above, default=-1)
    key = shortened(key_of(lines[number]) or lines[number].strip())
    keys = {column: f'"{shortened(key_of(lines[line]))}"' for column, line in above.items()}
    if not above or own in above:
        return None
    if own > deepest:
        message, fits = f'"{key}" is indented below {keys[deepest]}, which already has a value', [deepest]
    else:
        message = f'"{key}" is indented by {own}, unlike every key above it'
        fits = [*[c for c in above if c < own][:1], *[c for c in above if c > own][-1:]]
    likes = (f"by {column} like {keys[column]} in line {above[column] + 1}" for column in fits)
    return Problem(lines.position((number, own)), message, f"indent it {' or '.join(likes)}")

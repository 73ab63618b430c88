"""Say in a tester's words where YAML is read without complaint, and would silently mean something else.

In: the source's lines and where the reader stands. Out: a Problem with what to write instead. It is
apart from the reader because it knows people's habits, not YAML events. Lines and columns count from 0
here, as the parser's do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from QuashLibrary.problems import Problem
from QuashLibrary.registry.yaml.source import (
    Source,
    indent_of,
    key_of,
    quoted,
    shortened,
    value_column,
)

_UNSPACED = re.compile(r"(?P<key>[A-Za-z_$][\w$.\[\]-]*):(?P<value>[^ /:].*)")
_DASHED = re.compile(r"-(?P<value>[A-Za-z@$%\"'{\[].*)")
BLANKS: Final = frozenset("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200C))))


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without quotes that stands as a value."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    flow: bool
    pair: bool
    own_line: bool


def cannot_start(source: Source, line: int, column: int, flow: bool = False) -> Problem:
    """A sign with which YAML lets no unquoted text start."""
    text = source.text_at(line, column, flow=flow)
    sign = source.line(line)[column : column + 1]
    return source.problem(
        line,
        column,
        f'"{sign}" cannot start an unquoted text in YAML',
        f"write {quoted(text or sign)} in quotes",
    )


def tag(source: Source, line: int, column: int) -> Problem:
    """`!x`: an explicit type, or a text that starts with an exclamation mark."""
    text = source.text_at(line, column)
    name = shortened(re.split(r"[\s,\]}]", text[text.find("!") :], maxsplit=1)[0])
    message = f'YAML\'s tags such as "{name}" are not used here'
    return source.problem(line, column, message, f"write {quoted(text)} in quotes if it is a text, or remove the tag")


def directive(source: Source, line: int) -> Problem:
    """`%YAML 1.2` above the document."""
    line = next((n for n, text in enumerate(source.lines[:line]) if text.startswith("%")), line)
    text = shortened(source.line(line).rstrip())
    return source.problem(line, 0, f'the YAML directive "{text}" is not used here', 'remove the line and the "---"')


def unreadable(source: Source, line: int, column: int, char: str) -> Problem:
    """A character that cannot be seen and that YAML refuses or takes for the end of a line."""
    code = f"U+{ord(char):04X}"
    escape = f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"  # noqa: PLR2004
    message = f"the invisible character {code} is not allowed here"
    return source.problem(line, column, message, f'remove it, or write "{escape}" in double quotes')


def unknown_alias(source: Source, line: int, column: int, name: str, near: str) -> Problem:
    """`*name` where nothing is marked `&name`."""
    text = source.text_at(line, column)
    message = f'"*{shortened(name)}" repeats what "&{shortened(name)}" marks, but nothing before it is marked so'
    return source.problem(line, column, message, near or f"write {quoted(text)} in quotes if it is a text")


def unused_anchor(source: Source, line: int, column: int) -> Problem:
    """`&name` that nothing repeats: the text would lose its first word."""
    text = source.text_at(line, column)
    name = shortened(text.split(" ", maxsplit=1)[0])
    message = f'"{name}" is an anchor in YAML and not part of the text, and nothing repeats it'
    return source.problem(line, column, message, f"write {quoted(text)} in quotes, or remove {name}")


def empty_block(source: Source, line: int, column: int) -> Problem:
    """`a: >5` or `a: |` with nothing below it."""
    text = source.text_at(line, column)
    if text in ("|", ">", "|-", ">-", "|+", ">+"):
        message = f'after "{text}" a text is expected on the next lines, indented'
        return source.problem(line, column, message, 'write it there, or write "" for an empty text')
    return cannot_start(source, line, column)


def mapping_as_key(source: Source, line: int, column: int) -> Problem:
    """`{{x}}`, or a list or mapping where a key should be."""
    text = source.line(line)
    jinja = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}").match(text, max(column - 1, 0))
    if jinja:
        message = f'"{shortened(jinja.group())}" is no variable here'
        suggestion = f'write "${{{shortened(jinja.group(1))}}}": variables are written ${{name}}, in quotes'
        return source.problem(line, jinja.start(), f"{message}", f"{suggestion} where the text starts with one")
    shown = source.text_at(line, column)
    message = "a list or mapping cannot be a key"
    return source.problem(line, column, message, f"write {quoted(shown)} in quotes if it is a text")


def missing_key(source: Source, line: int, column: int) -> Problem:
    """`: value`."""
    return source.problem(line, column, 'a key is missing before ":"', "write it, or remove the line")


def looks_blank(source: Source, line: int, column: int, char: str) -> Problem:
    """A text that starts with a no-break space or the like."""
    message = f"the text starts with U+{ord(char):04X}, which only looks like a space"
    return source.problem(line, column, message, "replace it by a space")


def misread(source: Source, plain: Plain, comments: frozenset[int]) -> Iterator[Problem]:
    """What YAML reads without complaint, and hardly as it was meant."""
    if not plain.text:
        yield from _nothing(source, plain, comments)
    elif plain.text[0] in BLANKS:
        yield looks_blank(source, plain.line, plain.column, plain.text[0])
    elif problem := (plain.end_line in comments and _cut_off(source, plain)) or _own_lines(source, plain):
        yield problem


def _nothing(source: Source, plain: Plain, comments: frozenset[int]) -> Iterator[Problem]:
    if plain.line not in comments and _follows_colon(source.line(plain.line), plain.column):
        return  # told without a copy of the line, which may be a megabyte of JSON
    before = source.line(plain.line)[: plain.column].rstrip(" ")
    after = source.line(plain.line)[plain.column :].lstrip(" ")[:1]
    entry = before[max(before.rfind("{"), before.rfind(",")) + 1 :]
    if plain.flow and plain.pair and entry and ":" not in after + entry[-1:] and after in ("", ",", "}"):
        if ": " not in entry and "{{" not in before:
            yield _lone_key(source, plain.line, before)
        return
    match = re.search(r":[ \t]+(#[^\s#!].*)$", source.line(plain.line)) if plain.line in comments else None
    if match and plain.column <= match.start(1):
        text = match.group(1).rstrip()
        message = f'"{shortened(text)}" is a comment in YAML, so "{key_of(before)}" has no value'
        suggestion = f'write {quoted(text)} in quotes, or a space after "#" if it is a comment'
        yield source.problem(plain.line, match.start(1), message, suggestion)


def _follows_colon(line: str, column: int) -> bool:
    while column and line[column - 1] == " ":
        column -= 1
    return line[column - 1 : column] == ":"


def _lone_key(source: Source, line: int, before: str) -> Problem:
    start = max(before.rfind("{"), before.rfind(",")) + 1
    start += len(before[start:]) - len(before[start:].lstrip())
    key = before[start:]
    if unspaced := _UNSPACED.fullmatch(key):
        return _no_space(source, line, start, unspaced)
    shown = shortened(key)
    message = f'"{shown}" stands in {{…}} as a key without a value'
    whole = source.text_at(line, before.rfind("{")) if "{" in before else key
    return source.problem(line, start, message, f'write "{shown}: …", or {quoted(whole)} in quotes if it is a text')


def _no_space(source: Source, line: int, column: int, match: re.Match[str]) -> Problem:
    key, value = match.group("key"), match.group("value").split(" #")[0].strip()
    message = f'a space is missing after the ":" of "{shortened(key)}"'
    return source.problem(line, column, message, f'write "{shortened(f"{key}: {value}")}"')


def _cut_off(source: Source, plain: Plain) -> Problem | None:
    """`Order #5`: a comment has a space after its sign, so this one is hardly meant as such."""
    rest = source.line(plain.end_line)[plain.end_column :]
    if plain.flow or not re.match(r" #[^\s#!]", rest):
        return None
    whole = source.line(plain.end_line)[value_column(source.line(plain.end_line)) :].rstrip()
    message = f'"{shortened(rest.strip())}" is a comment in YAML, not part of the text'
    suggestion = f'write {quoted(whole)} in quotes, or a space after "#" if it is a comment'
    return source.problem(plain.end_line, plain.end_column + 1, message, suggestion)


def _own_lines(source: Source, plain: Plain) -> Problem | None:
    """A text below its key that looks like a key or a list, or a text that goes on with a list."""
    if plain.flow:
        return None
    first = plain.line if plain.own_line and plain.pair else plain.line + 1
    for number in range(first, plain.end_line + 1):
        line = source.line(number)
        start = indent_of(line)
        if line[start : start + 2] == "- ":
            message = f'this "- " goes on with the text of line {plain.line + 1} and starts no list'
            return source.problem(number, start, message, "start the list right below its key, or use quotes")
        if problem := unspaced(source, number):
            return problem
    return None


def unspaced(source: Source, number: int) -> Problem | None:
    """`status:200` or `-item` on a line of its own: a text, where a key or an item was meant."""
    line = source.line(number)
    start = indent_of(line)
    if (match := _UNSPACED.fullmatch(line, start)) and "://" not in match.group():
        return _no_space(source, number, start, match)
    if match := _DASHED.fullmatch(line, start):
        message = 'a space is missing after "-"'
        return source.problem(number, start, message, f'write "- {shortened(match.group("value").rstrip())}"')
    return None

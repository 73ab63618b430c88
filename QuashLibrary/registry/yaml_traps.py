"""Say in a tester's words where YAML goes wrong, or would silently mean something else.

In: the source's lines and where the reader stands. Out: a Problem with what to write instead. It is
apart from the reader because it knows people's habits, not YAML events: YAML's own messages name its
grammar, and never the `@` that only needed quotes. Lines and columns count from 0 here, as the
parser's do; a Problem's count from 1.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from QuashLibrary.language.problems import Position, Problem

LONGEST: Final = 60
"""Characters of the reader's own text that a message repeats."""

LONGEST_KEY: Final = 1_024
"""Characters of a key, by YAML's own rule."""

_TOKEN = re.compile(r"""(?<![^\s\[{,:])(?:"(?:\\.|[^"\\])*"|'(?:[^']|'')*')|(?<!\S)\#.*|[\[\]{}]""")
_START = re.compile(
    r"""\s*(?:-[ ]+)*(?:(?P<key>"(?:\\.|[^"\\])*"|'(?:[^']|'')*'|[^\s"'\[{#&*!|>%@`].*?)\s*:(?:[ ]+|$))?"""
)
_UNSPACED = re.compile(r"(?P<key>[A-Za-z_$][\w$.\[\]-]*):(?P<value>[^ /:].*)")
_DASHED = re.compile(r"-(?P<value>[A-Za-z@$%\"'{\[].*)")
_SWALLOWED = re.compile(r"[ \t]#[^\s#!]")
BLANKS: Final = frozenset("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200C))))
_CLOSING: Final = {"{": "}", "[": "]"}


def shortened(text: str) -> str:
    """Return the text with its end cut off where it is too long for a message."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def quoted(text: str) -> str:
    """Return the text as it is to be written in YAML, in the quotes that need no escapes."""
    text = shortened(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a file."""

    file: str
    lines: list[str]

    def position(self, line: int, column: int) -> Position:
        """Return the place as people count."""
        return Position(self.file, line + 1, column + 1)

    def problem(self, line: int, column: int, message: str, suggestion: str) -> Problem:
        """Return a problem at that place."""
        return Problem(self.position(line, column), message, suggestion)

    def line(self, number: int) -> str:
        """Return a line; there are empty ones behind the end."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def comment_lines(self) -> frozenset[int]:
        """Return the lines in which ` #` might have cut off a text."""
        return frozenset(n for n, line in enumerate(self.lines) if " #" in line and _SWALLOWED.search(line))

    def text_at(self, line: int, column: int, *, flow: bool = False, to_end: bool = False) -> str:
        """Return the text that was meant to start there, up to what ends it outside of quotes."""
        rest = self.line(line)[column:]
        flow = flow or bool(_open_brackets(self.line(line)[:column]))
        depth = 0
        for index, char in enumerate(rest):
            if char == "#" and rest[index - 1 : index].isspace():
                return rest[:index].rstrip()
            if flow and depth == 0 and char in ",]}":
                return rest[:index].rstrip()
            if char == ":" and not to_end and depth == 0 and rest[index + 1 : index + 2] in ("", " "):
                return rest[:index].rstrip()
            depth += (char in "[{") - (char in "]}")
        return rest.rstrip()


@dataclass(frozen=True, slots=True)
class Scalar:
    """Where the last text that was read starts and ends, and its quote, if any."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the parser stopped, what it says of it, and where what it was reading began."""

    source: Source
    problem: str
    context: str
    line: int
    column: int
    begin: tuple[int, int]
    scalar: Scalar | None
    opened: tuple[int, int] | None

    @property
    def in_flow(self) -> bool:
        """Whether it stopped inside `{…}` or `[…]`."""
        return self.opened is not None

    @property
    def text(self) -> str:
        """The line on which it stopped."""
        return self.source.line(self.line)

    @property
    def char(self) -> str:
        """The character at which it stopped; empty at the end of a line."""
        return self.text[self.column : self.column + 1]

    @property
    def indent(self) -> int:
        """The indentation of the line."""
        return _indent(self.text)

    @property
    def at_line_start(self) -> bool:
        """Whether only blanks stand before it."""
        return not self.text[: self.column].strip()

    @property
    def value_column(self) -> int:
        """Where the line's value starts, behind its key."""
        return _value_column(self.text)

    @property
    def at_end(self) -> bool:
        """Whether nothing but blanks and comments follows in the file."""
        rest = [self.text[self.column :], *self.source.lines[self.line + 1 :]]
        return all(not line.strip() or line.lstrip().startswith("#") for line in rest)


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


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _value_column(line: str) -> int:
    match = _START.match(line)
    return match.end() if match else 0


def _key_of(line: str) -> str:
    match = _START.match(line)
    return shortened((match.group("key") or "") if match else "")


def _open_brackets(line: str) -> list[str]:
    """Return the brackets of `{…}` and `[…]` that the beginning of a line leaves open."""
    found: list[str] = []
    for token in _TOKEN.finditer(line):
        char = token.group()
        before = line[: token.start()].rstrip(" ")
        if char in _CLOSING and (found or not before or before[-1] in ":-,[{"):
            found.append(char)
        elif char in ("]", "}") and found:
            found.pop()
    return found


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
    return source.problem(
        line, column, message, f"write {quoted(text)} in quotes if it is a text, or remove the tag"
    )


def directive(source: Source, line: int) -> Problem:
    """`%YAML 1.2` above the document."""
    line = next((n for n, text in enumerate(source.lines[:line]) if text.startswith("%")), line)
    text = shortened(source.line(line).rstrip())
    return source.problem(
        line, 0, f'the YAML directive "{text}" is not used here', 'remove the line and the "---"'
    )


def unreadable(source: Source, line: int, column: int, char: str) -> Problem:
    """A character that cannot be seen and that YAML refuses or takes for the end of a line."""
    code = f"U+{ord(char):04X}"
    escape = f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"  # noqa: PLR2004
    message = f"the invisible character {code} is not allowed here"
    return source.problem(line, column, message, f'remove it, or write "{escape}" in double quotes')


def unknown_alias(source: Source, line: int, column: int, name: str, near: str) -> Problem:
    """`*name` where nothing is marked `&name`."""
    text = source.text_at(line, column)
    message = (
        f'"*{shortened(name)}" repeats what "&{shortened(name)}" marks, but nothing before it is marked so'
    )
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
        return source.problem(
            line, jinja.start(), f"{message}", f"{suggestion} where the text starts with one"
        )
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
        message = f'"{shortened(text)}" is a comment in YAML, so "{_key_of(before)}" has no value'
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
    return source.problem(
        line, start, message, f'write "{shown}: …", or {quoted(whole)} in quotes if it is a text'
    )


def _no_space(source: Source, line: int, column: int, match: re.Match[str]) -> Problem:
    key, value = match.group("key"), match.group("value").split(" #")[0].strip()
    message = f'a space is missing after the ":" of "{shortened(key)}"'
    return source.problem(line, column, message, f'write "{shortened(f"{key}: {value}")}"')


def _cut_off(source: Source, plain: Plain) -> Problem | None:
    """`Order #5`: a comment has a space after its sign, so this one is hardly meant as such."""
    rest = source.line(plain.end_line)[plain.end_column :]
    if plain.flow or not re.match(r" #[^\s#!]", rest):
        return None
    whole = source.line(plain.end_line)[_value_column(source.line(plain.end_line)) :].rstrip()
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
        start = _indent(line)
        if line[start : start + 2] == "- ":
            message = f'this "- " goes on with the text of line {plain.line + 1} and starts no list'
            return source.problem(number, start, message, "start the list right below its key, or use quotes")
        if problem := _unspaced(source, number):
            return problem
    return None


def _unspaced(source: Source, number: int) -> Problem | None:
    line = source.line(number)
    start = _indent(line)
    if (match := _UNSPACED.fullmatch(line, start)) and "://" not in match.group():
        return _no_space(source, number, start, match)
    if match := _DASHED.fullmatch(line, start):
        message = 'a space is missing after "-"'
        return source.problem(number, start, message, f'write "- {shortened(match.group("value").rstrip())}"')
    return None


def stopped(stop: Stop) -> Problem:
    """Why the parser cannot go on, as far as that can be told."""
    return next(problem for rule in _RULES if (problem := rule(stop)))


def _tab(stop: Stop) -> Problem | None:
    before = stop.text[: stop.column + 1]
    if "\t" in before and not before.strip(" \t-"):
        message, suggestion = "a tab cannot indent a line in YAML", "indent it with spaces"
        return stop.source.problem(stop.line, before.index("\t"), message, suggestion)
    if stop.char == "\t":
        return stop.source.problem(stop.line, stop.column, "a tab cannot stand here in YAML", "write a space")
    return None


def _document(stop: Stop) -> Problem | None:
    """Something above makes this a second document, or ended the first one."""
    if "document start" not in stop.problem:
        return None
    source = stop.source
    for number, line in enumerate(source.lines[: stop.line]):
        if line.startswith("%"):
            return directive(source, stop.line)
        if line.startswith("..."):
            message, suggestion = '"..." ends the document, and more follows', "remove it"
            return source.problem(number, 0, message, suggestion)
    return None


def _bad_start(stop: Stop) -> Problem | None:
    """`@x`, `%{X}`, a back-tick, `*x`, `| text`, `? x`, a bracket that closes nothing."""
    if stop.context.endswith(("an alias", "an anchor", "a block scalar", "a tag", "a directive")):
        return cannot_start(stop.source, *stop.begin, stop.in_flow)
    if "node content" in stop.problem and stop.in_flow and (stop.at_end or stop.char in ("]", "}")):
        return None
    if stop.char == "-" and stop.in_flow:
        message = 'inside […] and {…} "- " starts no item'
        return stop.source.problem(stop.line, stop.column, message, 'write "," between the items instead')
    if re.search("start any token|node content|mapping keys are not", stop.problem) and stop.char:
        return cannot_start(stop.source, stop.line, stop.column, stop.in_flow)
    return None


def _quotes(stop: Stop) -> Problem | None:
    if not stop.context.endswith("quoted scalar"):
        return None
    source, (line, column) = stop.source, stop.begin
    if "escape" not in stop.problem and "hex" not in stop.problem:
        return _unclosed_quote(source, line, column)
    place = stop.text.rfind("\\", 0, stop.column + 1)
    escape = stop.text[place : place + 2]
    body = re.compile(r'"((?:\\.|[^"\\])*)').match(stop.text, column if line == stop.line else 0)
    if number := re.compile(r"\\[uUx][0-9A-Fa-f]*").match(stop.text, max(place, 0)):
        return source.problem(
            stop.line, place, f'"{number.group()}" names no character', "write the character itself"
        )
    text = body.group(1).replace('\\"', '"') if body else stop.text[place:]
    text = "'" + shortened(text.replace("\\\\", "\\")).replace("'", "''") + "'"
    message = f'"{escape}" is no escape that double quotes know'
    return source.problem(stop.line, place, message, f"write the text in single quotes: {text}")


def _unclosed_quote(source: Source, line: int, column: int) -> Problem:
    sign, text = source.line(line)[column : column + 1], source.line(line)[column + 1 :].rstrip()
    message = f"the quote {sign} that opens here is not closed in its line"
    return source.problem(line, column, message, f"write {quoted(text.rstrip(sign))}")


def _no_colon(stop: Stop) -> Problem | None:
    """A line where a key is due, without a key."""
    if "could not find expected ':'" not in stop.problem:
        return None
    source, (line, column) = stop.source, stop.begin
    if problem := _unspaced(source, line):
        return problem
    text = source.line(line)[column:].rstrip()
    if text[:1] in ('"', "'") and not text.endswith(text[0]):
        return _unclosed_quote(source, line, column)
    message = f'"{shortened(text)}" stands where a key is due, and no ":" follows'
    suggestion = f'write "{shortened(text)}: …", or indent it more if it goes on with the text above'
    return source.problem(line, column, message, suggestion)


def _second_colon(stop: Stop) -> Problem | None:
    """`description: Order: paid`, or a key below a key that has its value already."""
    if "mapping values are not" not in stop.problem:
        return None
    if stop.column - stop.indent > LONGEST_KEY:
        message = f"a key cannot be longer than {LONGEST_KEY:,} characters"
        return stop.source.problem(stop.line, stop.indent, message, "shorten it")
    if stop.text[: stop.value_column].strip(" -") and stop.value_column < stop.column:
        text = stop.source.text_at(stop.line, stop.value_column, to_end=True)
        message = '": " cannot stand in a text without quotes'
        return stop.source.problem(stop.line, stop.column, message, f"write {quoted(text)} in quotes")
    return _wrong_indent(stop)


def _list_in_mapping(stop: Stop) -> Problem | None:
    """`key: - item`, and lines with and without `- ` side by side."""
    source = stop.source
    if "entries are not" in stop.problem and not stop.at_line_start:
        message, suggestion = 'a list cannot start behind its key with "- "', "start it on the next line"
        return source.problem(stop.line, stop.column, message, f"{suggestion}, or write […]")
    above = _same_indent_above(stop)
    if above is None or not stop.at_line_start or stop.in_flow:
        return None
    item, pair = stop.text[stop.indent :].startswith("- "), source.line(above)[stop.indent :].startswith("- ")
    if item == pair:
        return None
    message = "a list's items and keys cannot stand side by side"
    key = f'give the list a key of its own, or remove the "- " to go on with line {above + 1}'
    other = 'write "- " before it, or indent it otherwise'
    return source.problem(stop.line, stop.column, message, key if item else other)


def _same_indent_above(stop: Stop) -> int | None:
    for number in range(stop.line - 1, -1, -1):
        line = stop.source.line(number)
        if line.strip() and not line.lstrip().startswith("#") and _indent(line) <= stop.indent:
            return number if _indent(line) == stop.indent else None
    return None


def _reference_in_flow(stop: Stop) -> Problem | None:
    """`{phone: ${phone}}` and `[$.items[0].id]`: brackets inside an unquoted text inside brackets."""
    last = stop.scalar
    if not stop.in_flow or stop.char not in ("{", "[") or last is None or last.style:
        return None
    if (last.end_line, last.end_column) != (stop.line, stop.column) and stop.text[stop.column - 1 :][
        :1
    ] != "$":
        return None
    start = re.compile(r"[^\s\[\]{},]*$").search(stop.text[: stop.column])
    column = start.start() if start else stop.column
    text = stop.source.text_at(stop.line, column, flow=True)
    where = "{…}" if stop.context.endswith("mapping") else "[…]"
    variable = re.compile(r"\$\{[^}]*\}").search(text)
    sign = variable.group() if variable else stop.char
    message = f'"{shortened(sign)}" cannot stand inside {where} without quotes'
    return stop.source.problem(stop.line, column, message, f"write {quoted(text)} in quotes inside {where}")


def _flow(stop: Stop) -> Problem | None:
    """A bracket that is not closed, or a comma that is missing."""
    if stop.opened is None:
        return None
    source, (line, column) = stop.source, stop.opened
    sign = source.line(line)[column : column + 1]
    closing = _CLOSING.get(sign, "}")
    if stop.char in ("]", "}") and stop.char != closing:
        message = f'the "{sign}" of line {line + 1} is closed by "{stop.char}"'
        return source.problem(stop.line, stop.column, message, f'write "{closing}"')
    if stop.at_end or (stop.line > line and stop.indent <= _indent(source.line(line))):
        comment = re.compile(r"(?<![^\s\[{,])#[^\s#].*").search(source.line(line), column)
        message = f'the "{sign}" that opens here is not closed'
        if not comment:
            return source.problem(line, column, message, f'write "{closing}" where it ends')
        text = shortened(comment.group().rstrip())
        message = f'"{text}" is a comment in YAML, so the "{sign}" before it is not closed'
        return source.problem(line, comment.start(), message, 'put the text with the "#" in quotes')
    return _missing_comma(stop)


def _missing_comma(stop: Stop) -> Problem:
    before, column, suggestion = (
        stop.text[: stop.column],
        stop.column,
        "write one, or put the whole text in quotes",
    )
    if stop.char == ":":
        start = re.compile(r"[^\s\[\]{},]*$").search(before)
        column = start.start() if start else column
        if not before[:column].strip() or before[:column].rstrip()[-1] in ":,[{":
            text = stop.source.text_at(stop.line, column, flow=True, to_end=True)
            message = '": " cannot stand in a text without quotes'
            return stop.source.problem(stop.line, stop.column, message, f"write {quoted(text)} in quotes")
    rest = shortened(stop.text[column:].rstrip())
    return stop.source.problem(stop.line, column, f'a "," is missing before "{rest}"', suggestion)


def _left_over(stop: Stop) -> Problem | None:
    """Something follows a value that had ended: `'it's'`, `[0-9]+`, `{id}/x`."""
    last, source = stop.scalar, stop.source
    if last and last.style in ("'", '"') and last.end_line == stop.line and last.line < stop.line:
        return _unclosed_quote(source, last.line, last.column)
    start = stop.value_column
    sign = stop.text[start : start + 1]
    if stop.char in ("]", "}") and sign not in ("'", '"'):
        return source.problem(stop.line, stop.column, f'this "{stop.char}" closes nothing', "remove it")
    if stop.char == ",":
        return cannot_start(source, stop.line, stop.column)
    if stop.at_line_start or start >= stop.column or not sign:
        return None
    text = source.text_at(stop.line, start, to_end=True)
    if sign in ("'", '"'):
        inner = text[1:-1] if text.endswith(sign) else text
        message = f'the quote {sign} ends the text before "{shortened(stop.text[stop.column :].rstrip())}"'
        return source.problem(stop.line, stop.column, message, f"write {quoted(inner)}")
    message = f'"{sign}" cannot start an unquoted text in YAML'
    return source.problem(stop.line, start, message, f"write {quoted(text)} in quotes")


def _wrong_indent(stop: Stop) -> Problem | None:
    """A line whose indentation fits no line above it."""
    source = stop.source
    above = _keys_above(source, stop.line)
    if not above or not (stop.at_line_start or "mapping values" in stop.problem):
        return None
    if problem := _unspaced(source, stop.line - 1):
        return problem
    own, before = stop.indent, max(above.values())
    key = _key_of(stop.text) or shortened(stop.text.strip())
    fits = [
        max((c for c in above if c < own), default=None),
        min((c for c in above if c > own), default=None),
    ]
    message = f'"{key}" is indented by {own}, like nothing above it'
    if own > _key_column(source.line(before)):
        message = f'"{key}" is indented below "{_key_of(source.line(before))}", which has a value already'
        fits = [_key_column(source.line(before))]
    likes = [
        f'by {c} like "{_key_of(source.line(above[c]))}" in line {above[c] + 1}'
        for c in fits
        if c is not None
    ]
    if not likes or (own in above and len(fits) > 1):
        return None
    return source.problem(stop.line, own, message, f"indent it {' or '.join(likes)}")


def _keys_above(source: Source, line: int) -> dict[int, int]:
    """Return the columns of the key above and of those around it, each with its line."""
    found: dict[int, int] = {}
    for number in range(line - 1, -1, -1):
        if _key_of(source.line(number)):
            column = _key_column(source.line(number))
            if column < min(found, default=column + 1):
                found[column] = number
            if column == 0:
                break
    return found


def _key_column(line: str) -> int:
    match = _START.match(line)
    return match.start("key") if match and match.group("key") else _indent(line)


def _unknown(stop: Stop) -> Problem:
    if stop.char == ":":
        return missing_key(stop.source, stop.line, stop.column)
    text = shortened(stop.text[stop.column :].strip() or stop.text.strip())
    message = f'"{text}" does not fit here' if text else "the file ends too early"
    return stop.source.problem(
        stop.line,
        stop.column,
        message,
        "look at the quotes, brackets and indentation of this line and the one above",
    )


_RULES: Final[tuple[Callable[[Stop], Problem | None], ...]] = (
    _tab,
    _document,
    _quotes,
    _bad_start,
    _no_colon,
    _second_colon,
    _reference_in_flow,
    _flow,
    _list_in_mapping,
    _left_over,
    _wrong_indent,
    _unknown,
)

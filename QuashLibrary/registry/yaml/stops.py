"""Say in a tester's words why YAML cannot be read on.

In: the source's lines, where the parser stopped and what it said. Out: a Problem with what to write
instead: YAML's own messages name its grammar, and never the `@` that only needed quotes. Each rule
knows one situation; the first that recognises its own tells it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from QuashLibrary.problems import Problem
from QuashLibrary.registry.yaml.keys import colon_in_key, without_colon, without_colon_above
from QuashLibrary.registry.yaml.source import CLOSING, START, Source, indent_of, key_of, quoted, shortened, value_column
from QuashLibrary.registry.yaml.traps import cannot_start, directive, missing_key, unspaced

LONGEST_KEY: Final = 1_024
"""Characters of a key, by YAML's own rule."""


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
        return indent_of(self.text)

    @property
    def at_line_start(self) -> bool:
        """Whether only blanks stand before it."""
        return not self.text[: self.column].strip()

    @property
    def value_column(self) -> int:
        """Where the line's value starts, behind its key."""
        return value_column(self.text)

    @property
    def at_end(self) -> bool:
        """Whether nothing but blanks and comments follows in the file."""
        rest = [self.text[self.column :], *self.source.lines[self.line + 1 :]]
        return all(not line.strip() or line.lstrip().startswith("#") for line in rest)


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
        return source.problem(stop.line, place, f'"{number.group()}" names no character', "write the character itself")
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
    if problem := unspaced(source, line):
        return problem
    text = source.line(line)[column:].rstrip()
    if text[:1] in ('"', "'") and not text.endswith(text[0]):
        return _unclosed_quote(source, line, column)
    return without_colon(source, line, column)


def _second_colon(stop: Stop) -> Problem | None:
    """`description: Order: paid`, or a key below a key that has its value already."""
    if "mapping values are not" not in stop.problem:
        return None
    if stop.column - stop.indent > LONGEST_KEY:
        message = f"a key cannot be longer than {LONGEST_KEY:,} characters"
        return stop.source.problem(stop.line, stop.indent, message, "shorten it")
    if stop.text[: stop.value_column].strip(" -") and stop.value_column < stop.column:
        if problem := colon_in_key(stop.source, stop.line):
            return problem
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
        if line.strip() and not line.lstrip().startswith("#") and indent_of(line) <= stop.indent:
            return number if indent_of(line) == stop.indent else None
    return None


def _reference_in_flow(stop: Stop) -> Problem | None:
    """`{phone: ${phone}}` and `[$.items[0].id]`: brackets inside an unquoted text inside brackets."""
    last = stop.scalar
    if not stop.in_flow or stop.char not in ("{", "[") or last is None or last.style:
        return None
    touches = (last.end_line, last.end_column) == (stop.line, stop.column)
    if not touches and stop.text[stop.column - 1 :][:1] != "$":
        return None
    start = re.compile(r"[^\s\[\]{},]*$").search(stop.text[: stop.column])
    column = start.start() if start else stop.column
    if touches and last.line == stop.line:
        column = min(column, last.column)
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
    closing = CLOSING.get(sign, "}")
    if stop.char in ("]", "}") and stop.char != closing:
        message = f'the "{sign}" of line {line + 1} is closed by "{stop.char}"'
        return source.problem(stop.line, stop.column, message, f'write "{closing}"')
    if stop.at_end or (stop.line > line and stop.indent <= indent_of(source.line(line))):
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
    below_key = "mapping values" in stop.problem
    waiting = max(above.values(), default=-1)
    if below_key and key_of(stop.text) and (problem := without_colon_above(source, stop.line, waiting)):
        return problem
    if not above or not (stop.at_line_start or below_key):
        return None
    if problem := unspaced(source, stop.line - 1):
        return problem
    own, before = stop.indent, max(above.values())
    key = key_of(stop.text) or shortened(stop.text.strip())
    fits = [
        max((c for c in above if c < own), default=None),
        min((c for c in above if c > own), default=None),
    ]
    message = f'"{key}" is indented by {own}, like nothing above it'
    if own > _key_column(source.line(before)):
        message = f'"{key}" is indented below "{key_of(source.line(before))}", which has a value already'
        fits = [_key_column(source.line(before))]
    likes = [f'by {c} like "{key_of(source.line(above[c]))}" in line {above[c] + 1}' for c in fits if c is not None]
    if not likes or (own in above and len(fits) > 1):
        return None
    return source.problem(stop.line, own, message, f"indent it {' or '.join(likes)}")


def _keys_above(source: Source, line: int) -> dict[int, int]:
    """Return the columns of the key above and of those around it, each with its line."""
    found: dict[int, int] = {}
    for number in range(line - 1, -1, -1):
        if key_of(source.line(number)):
            column = _key_column(source.line(number))
            if column < min(found, default=column + 1):
                found[column] = number
            if column == 0:
                break
    return found


def _key_column(line: str) -> int:
    match = START.match(line)
    return match.start("key") if match and match.group("key") else indent_of(line)


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

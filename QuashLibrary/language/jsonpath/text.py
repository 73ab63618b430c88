"""The characters of a JSONPath: read and write quoted names and literals, and raise errors that name the place.

In: the text of a path. Out: its pieces, which the grammar in `syntax` combines.
"""

import re
from decimal import Decimal
from typing import NoReturn

from QuashLibrary.errors import PathError
from QuashLibrary.language.exact_numbers import ExactFraction
from QuashLibrary.language.json_display import excerpt, quote, show
from QuashLibrary.language.json_values import is_finite

LONGEST_INTEGER = 4000
PLACEHOLDER = re.compile(r"\$\{[^{}]*\}(?:\[(?:-?\d+|[^\W\d]\w*)\])*")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def literal(value: object) -> str:
    """Return the JSONPath literal of a text, a number, true, false or null."""
    if isinstance(value, str):
        return quote(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if is_finite(value) and abs(value) < 10**LONGEST_INTEGER:
        return number_literal(value)
    raise PathError(f"a path can contain a text, a number, true, false or null, not {show(value, 40)}")


def number_literal(value: float) -> str:
    """Return the number without an exponent, and with a point if it is a float."""
    # jsonpath-ng reads no exponents, and distinguishes integers and floats by the point.
    if isinstance(value, int):
        return str(value)
    if isinstance(value, ExactFraction):
        raise PathError(f"a path cannot compare with {value}: it has more than 15 digits; use an operator for that")
    plain = format(Decimal(repr(float(value))), "f")
    return plain if "." in plain else f"{plain}.0"


class PathText:
    """A text, and the position `at` which it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def peek(self) -> str:
        """Return the next character, or an empty text at the end."""
        return self.text[self.at : self.at + 1]

    def blank(self) -> str:
        """Skip blanks and return the next character."""
        while self.peek().isspace():
            self.at += 1
        return self.peek()

    def close(self, sign: str) -> None:
        """Read a closing bracket."""
        if self.blank() != sign:
            if self.at >= len(self.text):
                self.fail(f'"{sign}" is missing at the end', f"{self.text}{sign}")
            self.fail(f'"{sign}" is missing before "{self.text[self.at :][:20]}"')
        self.at += 1

    def quoted(self) -> str:
        """Read a text in quotes and return its value."""
        mark, start = self.peek(), self.at
        self.at += 1
        value: list[str] = []
        while (char := self.peek()) != mark:
            if not char:
                self.fail(f"the quote {mark} is not closed", at=start)
            self.check_quoted_placeholder(start)
            self.at += 1
            value.append(self.escape(mark) if char == "\\" else char)
        self.at += 1
        return "".join(value)

    def check_quoted_placeholder(self, start: int) -> None:
        """Refuse a placeholder in quotes: its value comes with quotes."""
        found = PLACEHOLDER.match(self.text, self.at)
        if found:
            alone = found.start() == start + 1 and self.text[found.end() : found.end() + 1] == self.text[start]
            fixed = self.swap(start, found.end() + 1, found[0]) if alone else None
            self.fail(f"{found[0]} is replaced by a quoted value; leave out the quotes", fixed)

    def escape(self, mark: str) -> str:
        """Read an escape after its backslash and return the character."""
        char = self.peek()
        self.at += 1
        if char in (mark, "\\", "/"):
            return char
        if char in _ESCAPES:
            return _ESCAPES[char]
        digits = self.text[self.at : self.at + 4]
        if char == "u" and re.fullmatch("[0-9a-fA-F]{4}", digits):
            self.at += 4
            return chr(int(digits, 16))
        self.at -= 2
        self.fail(f'"\\{char}" is not an escape; write a backslash as "\\\\"')

    def swap(self, start: int, end: int, by: str) -> str:
        """Return the whole text with a part replaced, as advice."""
        return f"{self.text[:start]}{by}{self.text[end:]}"

    def fail(self, what: str, fixed: str | None = None, at: int | None = None) -> NoReturn:
        """Raise PathError for the current position."""
        place = (self.at if at is None else at) + 1
        advice = f"; write {excerpt(fixed, 200)}" if fixed else ""
        raise PathError(f'"{excerpt(self.text, 80)}" is not a valid path: {what} (at character {place}){advice}')


def library_quote(name: str) -> str:
    r"""Return the name as jsonpath-ng reads it: it knows \\ and \', and reads everything else literally."""
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"

"""Recognise mistakes in a line of YAML.

In: rules, and a place in the lines of a file. Out: the Problem of the first rule that recognises its mistake there. The
rules themselves are only data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from QuashLibrary.problems import Problem
from QuashLibrary.registry.yaml.lines import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.registry.yaml.lines import Lines, Place

LONGEST: Final = 60
"""The most characters of the tester's own text that a message repeats."""

_FAR: Final = 2_000
"""Characters that patterns see before and after a place; limited because some patterns take quadratic time."""

Mark = Literal["noticed", "begin", "bracket", "quote", "above", "previous", "keyless"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A mistake: the message for the tester, and how the mistake is recognised.

    Attributes:
        message: what is wrong; the groups of `line` and the fields of `diagnose` are filled in.
        suggestion: what to write instead, filled in likewise; `{text:quoted}` is in quotes.
        line: a pattern for the line, in which ‸ marks the place. Its group `at` is the place of the problem, if that is
            not the mark; its group `start` is the start of `{text}` and `{whole}`.
        stop: a pattern for the description of a parser stop.
        mark: which place of the stop is marked.
    """

    message: str
    suggestion: str
    line: str = ""
    stop: str = ""
    mark: Mark = "noticed"


def diagnose(
    rules: Sequence[Rule], lines: Lines, place: Place, *, in_brackets: bool = False, **fields: object
) -> Problem | None:
    """Return the problem of the first rule that recognises its mistake at the place."""
    number, column = place
    line, cut = lines[number], max(column - _FAR, 0)
    near = f"{line[cut:column]}‸{line[column : column + _FAR]}"
    for rule in rules:
        if found := re.search(rule.line, near):
            groups = {name: text for name, text in found.groupdict().items() if text is not None}
            columns = {name: cut + found.start(name) for name in groups}
            columns = {name: found - (found > column) for name, found in columns.items()}
            at = columns.get("at", column)
            start = number, columns.get("start", at)
            words = {
                "sign": line[at : at + 1],
                "rest": line[at:].rstrip(),
                "key": key_of(line),
                "text": lines.text_at(start, in_brackets=in_brackets) or line[at : at + 1],
                "whole": lines.text_at(start, in_brackets=in_brackets, to_end=True),
                **fields,
                **{name: text.replace("‸", "") for name, text in groups.items()},
            }
            shown = {name: _Word(word) for name, word in words.items()}
            position = lines.position((number, at))
            return Problem(position, rule.message.format_map(shown), rule.suggestion.format_map(shown))
    return None


class _Word(str):
    """A text of the tester, in the form that a message needs."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        match form:
            case "quoted":
                return quoted(self)
            case "unescaped":
                return quoted(self.replace('\\"', '"').replace("\\\\", "\\"))
            case "code":
                return f"U+{ord(self):04X}"
            case "escape":
                return f"\\u{ord(self):04x}" if self <= "\uffff" else f"\\U{ord(self):08x}"
        return shortened(self)


def shortened(text: str) -> str:
    """Return the text, cut off if it is too long for a message."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def quoted(text: str) -> str:
    """Return the text in YAML quotes, of the kind that needs no escapes."""
    text = shortened(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"

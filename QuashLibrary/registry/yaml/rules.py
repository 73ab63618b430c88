"""Recognise mistakes in a line of YAML.

In: rules, and a place in the lines of a file. Out: the Problem of the first rule that recognises its mistake there. A
module of its own, so that the rules themselves are nothing but data.
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
"""Characters of the tester's own text that a message repeats."""

_FAR: Final = 2_000
"""Characters before and after a place that patterns see, because some take quadratic time."""

Mark = Literal["noticed", "begin", "bracket", "quote", "above", "previous", "keyless"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A mistake: what a tester reads, and how it is recognised.

    Attributes:
        message: what is wrong. It is filled with the groups of `line` and the fields of `diagnose`.
        suggestion: what to write instead, filled likewise; `{text:quoted}` is in quotes.
        line: a pattern for the line, in which ‸ marks the place. Its group `at` is where the problem is, if that is not
            the mark; its group `start` is where `{text}` and `{whole}` start.
        stop: a pattern for what is known of a stop of the parser.
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
    """A text of the tester, in the form that a message asks for."""

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
    """Return the text as it must be written in YAML, in the quotes that need no escapes."""
    text = shortened(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"

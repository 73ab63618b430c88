"""Show the checks that do not hold, each with its line in the registry.

In: checks. Out: lines of a message. They also read well in a proportional font, so nothing in them is aligned. If the
reader is known to see a fixed-width font, a caret points at the value that does not hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.language.printable import MASK, shorten
from QuashLibrary.views.texts import shown_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.engine.outcome import Check
    from QuashLibrary.engine.redactor import Redactor
    from QuashLibrary.problems import Position

MOST_FRAMES = 3
"""How many checks in a message show their line in the registry; the others follow in one line each."""
_LONGEST_SOURCE = 100
_FILLERS = frozenset({"should", "be", "have", "a", "of"})
"""Words that sentences contain, but registries do not."""


def frames(checks: Sequence[Check], redactor: Redactor, *, carets: bool = False) -> list[str]:
    """Return a line for each check that does not hold, with its hints below; each hint appears once.

    With `carets`, a second line below the line of the registry points at the value and says what was found.
    """
    draw = _caret_frame if carets else _frame
    missed = [check for check in checks if check.state != "holds" and check.is_reached]
    lines: list[str] = []
    shown_hints: set[str] = set()
    for number, check in enumerate(missed):
        lines += draw(check, redactor) if number < MOST_FRAMES else [shown_line(sentence(check), redactor)]
        hints = [shown_line(text, redactor) for text in check.details]
        lines += [f"  {hint}" for hint in hints if hint not in shown_hints]
        shown_hints.update(hints)
    if others := not_reached(checks):
        lines.append(shown_line(others, redactor))
    return lines


def not_reached(checks: Sequence[Check]) -> str:
    """Return one sentence that lists the checks that were not reached; empty if all were."""
    subjects = [check.subject for check in checks if not check.is_reached]
    return f"not reached: {', '.join(subjects)}" if subjects else ""


def sentence(check: Check) -> str:
    """Return a check that does not hold as one sentence."""
    return str(check) if check.state == "failed" else f"{check.subject} was not evaluated: {check.was}"


def _frame(check: Check, redactor: Redactor) -> list[str]:
    if check.position is None:
        return [shown_line(sentence(check), redactor)]
    return [f"{check.position.line_name} | {_comparison(check, check.position, redactor)}"]


def _caret_frame(check: Check, redactor: Redactor) -> list[str]:
    """Return the line of the registry, and below it a caret with what was found."""
    position = check.position
    source = position.source.strip() if position else ""
    shown_source = shown_line(source, redactor)
    # The registry may contain a value in plain text that is masked because of its place in the answer.
    if position is None or not source or MASK in str(check):
        return _frame(check, redactor)
    start, width, words = _pointed(check, position, source)
    if shown_source != source or start >= _LONGEST_SOURCE:
        start, width, words = 0, 1, sentence(check)
    place = position.line_name
    pointer = f"{' ' * len(place)} | {' ' * start}{'^' * min(width, _LONGEST_SOURCE - start)}"
    return [f"{place} | {shorten(shown_source, _LONGEST_SOURCE)}", f"{pointer} {shown_line(words, redactor)}"]


def _pointed(check: Check, position: Position, source: str) -> tuple[int, int, str]:
    """Return the start and width of the expected value in its line, or of its key, and what was found."""
    alone = _written_alone(position)
    key = f"{check.subject}:"
    if alone.startswith(key) and (value := alone.removeprefix(key).strip()):
        return alone.index(value, len(key)), len(value), _found(check, alone)
    indentation = len(position.source) - len(position.source.lstrip())
    return max(position.column - 1 - indentation, 0), 1, sentence(check)


def _comparison(check: Check, position: Position, redactor: Redactor) -> str:
    """Return `$.state: paid   <- was "pending"`, or the whole sentence if the expectation is not alone on its line."""
    source = shown_line(_written_alone(position), redactor)
    # The registry may contain a value in plain text that is masked because of its place in the answer.
    if not source.startswith(check.subject) or MASK in str(check):
        return shown_line(sentence(check), redactor)
    return f"{shorten(source, _LONGEST_SOURCE)}   <- {shown_line(_found(check, source), redactor)}"


def _found(check: Check, source: str) -> str:
    """Return what was found, and the expected value if the line of the registry does not show it."""
    found = check.was if check.state == "failed" else f"not evaluated: {check.was}"
    return found if _words(check.should) - _FILLERS <= _words(source) else f"{check.should}, {found}"


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _written_alone(position: Position) -> str:
    """Return a line of the registry without its comment; empty if it has more than one expectation."""
    outside, quote, depth = "", "", 0
    source = position.source.strip()
    for index, character in enumerate(source):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and (not outside or not outside[-1].isalnum()):
            quote = character
        elif character == "#" and source[index - 1 : index].isspace():
            source = source[:index].rstrip()
            break
        else:
            depth += (character in "{[") - (character in "}]")
            outside += character if not depth else ""
    return "" if "," in outside or depth else source

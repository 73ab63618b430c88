"""The checks that do not hold, each at its line in the registry.

In: checks. Out: lines of a message that read well in proportional type too, so nothing in them is aligned.
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
"""How many checks of a message show their line in the registry; the others follow in one line each."""
_LONGEST_SOURCE = 100
_FILLERS = frozenset({"should", "be", "have", "a", "of"})
"""Words of a sentence that no registry has."""


def frames(checks: Sequence[Check], redactor: Redactor) -> list[str]:
    """Return a line for each check that does not hold, and below it what helps; each hint appears once."""
    missed = [check for check in checks if check.state != "holds" and check.is_reached]
    lines: list[str] = []
    given: set[str] = set()
    for number, check in enumerate(missed):
        lines.append(_frame(check, redactor) if number < MOST_FRAMES else shown_line(sentence(check), redactor))
        hints = [shown_line(text, redactor) for text in check.details]
        lines += [f"  {hint}" for hint in hints if hint not in given]
        given.update(hints)
    if others := not_reached(checks):
        lines.append(shown_line(others, redactor))
    return lines


def not_reached(checks: Sequence[Check]) -> str:
    """Return which checks were not reached, as one sentence; empty if all were."""
    subjects = [check.subject for check in checks if not check.is_reached]
    return f"not reached: {', '.join(subjects)}" if subjects else ""


def sentence(check: Check) -> str:
    """Return a check that does not hold as one sentence."""
    return str(check) if check.state == "failed" else f"{check.subject} was not evaluated: {check.was}"


def _frame(check: Check, redactor: Redactor) -> str:
    if check.position is None:
        return shown_line(sentence(check), redactor)
    return f"{check.position.line_name} | {_comparison(check, check.position, redactor)}"


def _comparison(check: Check, position: Position, redactor: Redactor) -> str:
    """Return `$.state: paid   <- was "pending"`, or the whole sentence if the registry has it on no line of its own."""
    source = shown_line(_written_alone(position), redactor)
    # What is masked by its place in the answer may be written there in plain text.
    if not source.startswith(check.subject) or MASK in str(check):
        return shown_line(sentence(check), redactor)
    found = check.was if check.state == "failed" else f"not evaluated: {check.was}"
    if not _words(check.should) - _FILLERS <= _words(source):
        found = f"{check.should}, {found}"
    return f"{shorten(source, _LONGEST_SOURCE)}   <- {shown_line(found, redactor)}"


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

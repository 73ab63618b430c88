"""The sections of a registry as YAML, which come from traffic and from guesses, put together into one text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.language.printable import one_line, safe, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 110
_ATTACH = "# No test has to be changed for these: run with `--listener QuashLibrary.Listener:THIS_FILE`."


@dataclass(frozen=True, slots=True)
class Sections:
    """Parts of a registry; each text is one entry with its comments, indented, without an empty line around it."""

    connections: Sequence[str] = ()
    validations: Sequence[str] = ()
    attachments: Sequence[str] = ()
    head: Sequence[str] = ()
    """Comments at the top, without `#`."""
    listing: Sequence[str] = ()
    """What the console says."""
    notes: Sequence[str] = ()
    """Comments at the end: what was left out, and why."""
    slugs: frozenset[str] = field(default=frozenset())

    def __add__(self, other: Sections) -> Sections:
        """Return both."""
        return Sections(
            (*self.connections, *other.connections),
            (*self.validations, *other.validations),
            (*self.attachments, *other.attachments),
            (*self.head, *other.head),
            (*self.listing, *other.listing),
            (*self.notes, *other.notes),
            self.slugs | other.slugs,
        )


def registry_text(sections: Sections, sources: Sequence[str]) -> str:
    """Return the whole registry, made of these files; it has no validations if there is nothing to validate."""
    lines = [comment(f"A registry to begin with, made by `quash report --skeleton` of {', '.join(sources)}.")]
    lines += [*(f"# {line}" for line in sections.head), "version: 1"]
    if sections.connections:
        lines += ["", "connections:", *sections.connections]
    lines += ["", "validations:" if sections.validations else "validations: {}"]
    lines += ["\n\n".join(sections.validations)] if sections.validations else []
    if sections.attachments:
        lines += ["", _ATTACH, "attach:", *sections.attachments]
    if sections.notes:
        lines += ["", "# Left out:", *(comment(f"- {note}") for note in sections.notes)]
    return "\n".join(lines) + "\n"


def comment(text: str) -> str:
    """Return a text as a comment."""
    return f"# {comment_text(text)}".rstrip()


def comment_text(text: str) -> str:
    """Return a text of a test or a run as it may stand in a comment."""
    return shorten(one_line(safe(text)), _LONGEST)

"""Turn a curl command into a registry entry: read it, draft it, send it, guess expectations, and check the result.

In: the command and the existing registry. Out: an Imported entry, which has passed the registry's own checks.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.curl.command import check_is_curl, read_command
from QuashLibrary.cli.importer.curl.shell_words import split
from QuashLibrary.cli.importer.entry_text import file_text, sections_of
from QuashLibrary.cli.importer.expectations import expectations_of, unknown_expectations
from QuashLibrary.cli.importer.known_connections import known_connections
from QuashLibrary.cli.importer.request_draft import DraftMaker
from QuashLibrary.errors import CommandError, UnreadableCurlError
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.sources.table import SOURCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.cli.importer.curl.command import CurlCommand
    from QuashLibrary.cli.importer.draft import Draft
    from QuashLibrary.registry.model import Validation
    from QuashLibrary.report.skeleton.sections import Sections

_TEMPORARY_PLACE = re.compile(r",? ?\S*quash-import-[^:\s]+entry\.yaml:\d+(?::\d+)?")
OFFLINE = "offline"
"""The reason if the user wanted no request."""
Asking = Literal["reads", "always", "never"]
"""Whether the request is sent: only if it just reads, always, or never."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An entry; `exchange` shows the request and its answer, `no_answer` why there is no answer to guess from.

    `advice` says what to do before the request is sent again. `same_as` is a validation of the registry with the same
    request.
    """

    draft: Draft
    sections: Sections
    exchange: str = ""
    no_answer: str = ""
    advice: str = ""
    needs_ask: bool = False
    """Whether the request was not sent because it may change something."""
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Importer:
    """Makes entries for the registry of some files; without files, for an empty registry."""

    files: Sequence[Path] = ()
    asking: Asking = "reads"
    registry: Registry = field(default_factory=Registry)

    @classmethod
    def for_files(cls, files: Sequence[Path], asking: Asking) -> Importer:
        """Return an importer that knows the connections and slugs of these files."""
        return cls(files, asking, load_registry(files, SOURCES).registry if files else Registry())

    def imported(self, command: CurlCommand, slug: str = "", *, once: bool = False) -> Imported:
        """Return the entry for a command; with `once`, a request that the registry already has is not sent."""
        draft = DraftMaker(command, known_connections(self.registry), self.registry.slugs).draft(slug)
        sections = sections_of(draft, unknown_expectations(draft.request.method))
        registry = self._checked(sections)
        if once and (same := self._same_as(registry, draft.slug)):
            return Imported(draft, sections, same_as=same)
        if self.asking == "never":
            return Imported(draft, sections, no_answer=OFFLINE)
        if self.asking == "reads" and not draft.request.only_reads:
            why = f"{draft.request.method} may change something, so it was not sent"
            return Imported(draft, sections, no_answer=why, needs_ask=True)
        # Imported late: the engine takes half of the time, and nothing needs it offline.
        from QuashLibrary.cli.importer.ask import ask

        reply = ask(registry, draft)
        if reply.answer is None:
            why = _TEMPORARY_PLACE.sub("", reply.problem)
            return Imported(draft, sections, no_answer=why, advice=reply.advice)
        sections = sections_of(draft, expectations_of(reply.answer, draft.inputs))
        self._checked(sections)
        return Imported(draft, sections, exchange=reply.line)

    def _same_as(self, registry: Registry, slug: str) -> str:
        """Return a validation with the same request to the same backend; empty if there is none."""
        new = registry.validations[slug]
        known = (registry.validations[name] for name in self.registry.slugs if name in registry.validations)
        return next((item.slug for item in known if _asks_the_same(item, new)), "")

    def _checked(self, sections: Sections) -> Registry:
        """Return the registry with the entries.

        Raises:
            CommandError: the entries have problems.
        """
        with tempfile.TemporaryDirectory(prefix="quash-import-") as folder:
            file = Path(folder) / "entry.yaml"
            file.write_text(file_text(sections), encoding="utf-8")
            loaded = load_registry([*self.files, file], SOURCES)
            wrong = [
                f"{item.message}; {item.suggestion}" for item in loaded.problems if "entry.yaml" in item.position.file
            ]
            if wrong:
                raise CommandError(
                    "\n".join(["this request cannot be written as a validation:", *wrong]), ExitCode.BAD_INPUT
                )
            # The registry is compiled completely, so the file is no longer needed.
            return loaded.registry


def _asks_the_same(one: Validation, other: Validation) -> bool:
    return (one.connection, one.request, one.auth) == (other.connection, other.request, other.auth)


def command_of_text(text: str) -> CurlCommand:
    """Return the request of a curl command.

    Raises:
        CommandError: it is not a curl command, or it is incomplete.
    """
    try:
        check_is_curl(text)
        line = split(text)
        command = read_command(line.words)
    except UnreadableCurlError as error:
        raise CommandError(str(error), ExitCode.BAD_INPUT) from None
    if line.more:
        command.left_out.append(f"{line.more} more curl {'command' if line.more == 1 else 'commands'}")
    if line.rest:
        command.left_out.append(f"the text after the command: {line.rest}")
    return command


def command_of_words(words: Sequence[str]) -> CurlCommand:
    """Return the request of words that a shell has already split.

    Raises:
        CommandError: they are not a complete curl command.
    """
    try:
        check_is_curl(" ".join(words))
        return read_command(words)
    except UnreadableCurlError as error:
        raise CommandError(str(error), ExitCode.BAD_INPUT) from None

"""The output of `quash report --blind-spots` and `quash report --skeleton`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.words import effects_for
from QuashLibrary.errors import CommandError
from QuashLibrary.language.printable import one_line, safe
from QuashLibrary.report.blind_spots.search import find_blind_spots
from QuashLibrary.report.blind_spots.skeleton import guessed_sections
from QuashLibrary.report.files.whole_files import whole_file
from QuashLibrary.report.skeleton.registry import registry_sections
from QuashLibrary.report.skeleton.sections import Sections, registry_text
from QuashLibrary.report.skeleton.traffic_files import read_traffic
from QuashLibrary.report.summary.words import count
from QuashLibrary.views.record import KNOWN_UI_LIBRARIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.report.blind_spots.search import BlindSpots

_STDOUT = "-"


class SkeletonFile:
    """The file that `--skeleton` names. With `-`, the registry is printed and the list goes to stderr."""

    def __init__(self, name: str | None, *, overwrite: bool) -> None:
        """Take the file's name; None means that no registry is wanted.

        Raises:
            CommandError: the file already exists.
        """
        self.name = name
        if name not in (None, _STDOUT) and Path(name).exists() and not overwrite:
            raise CommandError(f"{name} already exists; --overwrite replaces it", ExitCode.NOT_WRITTEN)

    def list(self, lines: Iterator[str] | Sequence[str]) -> None:
        """Print the lines of the list."""
        for line in lines:
            print(line, file=sys.stderr if self.name == _STDOUT else sys.stdout)

    def write(self, sections: Sections, sources: Sequence[Path]) -> None:
        """Write the registry, or print it."""
        text = registry_text(sections, [source.name for source in sources])
        if self.name == _STDOUT:
            print(text, end="")
        elif self.name is not None:
            _write(Path(self.name), text)
            print(f"\nStarter registry: {Path(self.name).absolute()}")


def list_blind_spots(
    outputs: list[Path], ui_libraries: Sequence[str], file: SkeletonFile, words: str | None = None
) -> BlindSpots:
    """List the blind spots and write the skeleton; if the app's requests were recorded, nothing is guessed."""
    traffic = read_traffic(outputs)
    recorded = {sent.test for sent in traffic.requests}
    found = find_blind_spots(outputs, ui_libraries, effects_for(words), recorded)
    _note([*found.info.notes, *traffic.notes])
    file.list(_lines(found))
    sections = registry_sections(traffic.requests) if traffic.requests else Sections()
    file.list(["", *sections.listing] if sections.listing else [])
    if file.name:
        file.write(sections + guessed_sections(found, sections.slugs), [*outputs, *traffic.files])
    elif found.steps or traffic.requests:
        print("\n--skeleton FILE writes a starter registry.")
    return found


def write_skeleton_of_traffic(outputs: list[Path], file: SkeletonFile) -> None:
    """Write a registry from the requests that the app sent."""
    if missing := [path for path in outputs if not path.exists()]:
        raise CommandError(f"{missing[0]} does not exist", ExitCode.BAD_INPUT)
    traffic = read_traffic(outputs)
    _note(traffic.notes)
    if not traffic.requests:
        raise CommandError(
            f"no traffic.jsonl with the app's requests next to {outputs[0]}, so --skeleton has no source; "
            "--blind-spots --skeleton writes a registry from the words in UI steps",
            ExitCode.BAD_INPUT,
        )
    sections = registry_sections(traffic.requests)
    file.list(sections.listing)
    file.write(sections, traffic.files)


def _note(notes: Sequence[str]) -> None:
    for note in notes:
        print(f"quash: {note}", file=sys.stderr)


def _lines(found: BlindSpots) -> Iterator[str]:
    if not found.through_ui:
        yield "No test that passed has UI steps."
        yield f"Known UI libraries are {', '.join(sorted(KNOWN_UI_LIBRARIES))}; --ui-library NAME adds another."
        return
    passed = count(found.through_ui, "passed UI test")
    yield f"{len(found.tests):,} of {passed} ran no backend validation."
    for test in found.tests:
        slugs = f"  suggested: {', '.join(test.effects)}" if test.effects else ""
        yield f"  {_safe_line(test.name)}  ({count(test.ui_steps, 'UI step')}){slugs}"
    if found.steps:
        yield "\nSteps that seem to involve the backend:"
    for effect, steps in found.effects:
        yield f"  {effect.slug}"
        yield from (f"    {_safe_line(step.pattern)}  ({count(len(step.tests), 'test')})" for step in steps)


def _safe_line(text: str) -> str:
    """Return a text on one line, with cells still separated by four spaces."""
    return "    ".join(one_line(safe(cell)) for cell in text.split("    "))


def _write(path: Path, text: str) -> None:
    try:
        with whole_file(path) as file:
            file.write(text)
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(f"cannot write {path}: {reason}", ExitCode.NOT_WRITTEN) from None

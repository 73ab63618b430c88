"""What `quash report --blind-spots` prints and writes."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.errors import CommandError
from QuashLibrary.report.blind_spots.search import BlindSpots, find_blind_spots
from QuashLibrary.report.blind_spots.skeleton import skeleton
from QuashLibrary.report.files.whole_files import whole_file
from QuashLibrary.report.read.ui_libraries import KNOWN
from QuashLibrary.report.summary.words import count
from QuashLibrary.views.texts import one_line, safe

_STDOUT = "-"


def tell_blind_spots(
    outputs: list[Path], ui_libraries: Iterable[str], skeleton_file: str | None, *, overwrite: bool
) -> BlindSpots:
    """List the blind spots, and write the skeleton; `-` prints that instead, and the list on stderr."""
    if skeleton_file not in (None, _STDOUT) and Path(skeleton_file).exists() and not overwrite:
        raise CommandError(f"{skeleton_file} is there already; --overwrite replaces it", ExitCode.NOT_WRITTEN)
    found = find_blind_spots(outputs, ui_libraries)
    for note in found.info.notes:
        print(f"quash: {note}", file=sys.stderr)
    _print(_told(found), sys.stderr if skeleton_file == _STDOUT else sys.stdout)
    if skeleton_file == _STDOUT:
        print(skeleton(found), end="")
    elif skeleton_file is not None:
        _write(Path(skeleton_file), skeleton(found))
        print(f"\nRegistry to begin with: {Path(skeleton_file).absolute()}")
    elif found.steps:
        print("\n--skeleton FILE writes a registry to begin with.")
    return found


def _told(found: BlindSpots) -> Iterator[str]:
    if not found.through_ui:
        yield "No test that passed has UI steps."
        yield f"Known UI libraries are {', '.join(sorted(KNOWN))}; --ui-library NAME adds another one."
        return
    passed = count(found.through_ui, "test")
    yield f"{len(found.tests):,} of {passed} that passed through the UI never asked the backend."
    for test in found.tests:
        slugs = f"  {', '.join(test.effects)}" if test.effects else ""
        yield f"  {_line(test.name)}  ({count(test.ui_steps, 'UI step')}){slugs}"
    if found.steps:
        yield "\nSteps at which the backend seems to have something to do:"
    for effect, steps in found.effects:
        yield f"  {effect.slug}"
        yield from (f"    {_line(step.pattern)}  ({count(len(step.tests), 'test')})" for step in steps)


def _line(text: str) -> str:
    # Cells stay parted by several spaces.
    return "    ".join(one_line(safe(cell)) for cell in text.split("    "))


def _print(lines: Iterable[str], file: TextIO) -> None:
    for line in lines:
        print(line, file=file)


def _write(path: Path, text: str) -> None:
    try:
        with whole_file(path) as file:
            file.write(text)
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(f"{path} cannot be written: {reason}", ExitCode.NOT_WRITTEN) from None

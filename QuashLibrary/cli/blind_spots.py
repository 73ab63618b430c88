"""What `quash report --blind-spots` prints and writes."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.errors import CommandError
from QuashLibrary.language.printable import one_line, safe
from QuashLibrary.report.blind_spots.search import BlindSpots, find_blind_spots
from QuashLibrary.report.blind_spots.skeleton import skeleton
from QuashLibrary.report.files.whole_files import whole_file
from QuashLibrary.report.read.ui_libraries import KNOWN_UI_LIBRARIES
from QuashLibrary.report.summary.words import count

_STDOUT = "-"


def list_blind_spots(
    outputs: list[Path], ui_libraries: Iterable[str], skeleton_file: str | None, *, overwrite: bool
) -> BlindSpots:
    """List the blind spots and write the skeleton; `-` prints the skeleton, and the list goes to stderr."""
    if skeleton_file not in (None, _STDOUT) and Path(skeleton_file).exists() and not overwrite:
        raise CommandError(f"{skeleton_file} is there already; --overwrite replaces it", ExitCode.NOT_WRITTEN)
    found = find_blind_spots(outputs, ui_libraries)
    for note in found.info.notes:
        print(f"quash: {note}", file=sys.stderr)
    for line in _lines(found):
        print(line, file=sys.stderr if skeleton_file == _STDOUT else sys.stdout)
    if skeleton_file == _STDOUT:
        print(skeleton(found), end="")
    elif skeleton_file is not None:
        _write_skeleton(Path(skeleton_file), skeleton(found))
        print(f"\nRegistry to begin with: {Path(skeleton_file).absolute()}")
    elif found.steps:
        print("\n--skeleton FILE writes a registry to begin with.")
    return found


def _lines(found: BlindSpots) -> Iterator[str]:
    if not found.through_ui:
        yield "No test that passed has UI steps."
        yield f"Known UI libraries are {', '.join(sorted(KNOWN_UI_LIBRARIES))}; --ui-library NAME adds another one."
        return
    passed = count(found.through_ui, "test")
    yield f"{len(found.tests):,} of {passed} that passed through the UI never asked the backend."
    for test in found.tests:
        slugs = f"  {', '.join(test.effects)}" if test.effects else ""
        yield f"  {_safe_line(test.name)}  ({count(test.ui_steps, 'UI step')}){slugs}"
    if found.steps:
        yield "\nSteps at which the backend seems to have something to do:"
    for effect, steps in found.effects:
        yield f"  {effect.slug}"
        yield from (f"    {_safe_line(step.pattern)}  ({count(len(step.tests), 'test')})" for step in steps)


def _safe_line(text: str) -> str:
    """Return a text on one line, in which cells stay separated by four spaces."""
    return "    ".join(one_line(safe(cell)) for cell in text.split("    "))


def _write_skeleton(path: Path, text: str) -> None:
    try:
        with whole_file(path) as file:
            file.write(text)
    except OSError as error:
        reason = error.strerror or error
        raise CommandError(f"{path} cannot be written: {reason}", ExitCode.NOT_WRITTEN) from None

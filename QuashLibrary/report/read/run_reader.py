"""Read a run from its outputs, one test at a time.

In: the outputs of a run or of its shards. Out: a TestRun as soon as a test ends in the file, and finally a RunInfo.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.report.read.model import RunInfo
from QuashLibrary.report.read.output_reader import OutputReader
from QuashLibrary.report.read.output_search import search_output
from QuashLibrary.views.record import KNOWN_UI_LIBRARIES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from QuashLibrary.report.read.model import TestRun


class RunReader:
    """Reads the outputs of one run; `info` is complete after the last test."""

    def __init__(self, paths: Sequence[Path], ui_libraries: Iterable[str] = (), links_from: Path | None = None) -> None:
        """Take the outputs, additional names of UI libraries, and the folder of the log if it is another folder."""
        self._links_from = links_from
        self._paths = paths
        self._hints = list(map(search_output, paths))
        self._ui_libraries = KNOWN_UI_LIBRARIES.union(ui_libraries, *(hints.ui_libraries for hints in self._hints))
        self.info = RunInfo("", tuple(map(str, paths)))
        self.expected = sum(hints.tests for hints in self._hints)
        """The number of tests; 0 if unknown."""

    def tests(self) -> Iterator[TestRun]:
        """Yield each test; suite setups and teardowns are included if they used the UI or a backend.

        Raises:
            UnusableOutputError: a file is not an output, or cannot be read.
        """
        outputs = [
            OutputReader(
                path,
                f"{number}-" if len(self._paths) > 1 else "",
                hints._replace(ui_libraries=self._ui_libraries),
                self._links_from or path.parent,
            )
            for number, (path, hints) in enumerate(zip(self._paths, self._hints, strict=True), 1)
        ]
        uses: dict[str, int] = {}
        read: dict[str, int] = {}
        repeated: dict[str, None] = {}
        for number, output in enumerate(outputs):
            for test in output.tests():
                if test.kind == "test" and read.setdefault(test.full_name, number) != number:
                    repeated[test.full_name] = None
                unique = _unique_id(test.id, uses)
                yield test if unique == test.id else replace(test, id=unique)
        times = [time for output in outputs for time in (output.started, output.ended) if time]
        self.info = RunInfo(
            name=" & ".join(dict.fromkeys(output.name for output in outputs if output.name)),
            sources=tuple(map(str, self._paths)),
            started=min(times, default=None),
            ended=max(times, default=None),
            generator=outputs[0].generator if outputs else "",
            notes=(*(note for output in outputs for note in output.notes), *self._note_of_repeated(repeated)),
        )

    def _note_of_repeated(self, tests: Collection[str]) -> Iterator[str]:
        """Yield a note if a test is in several outputs: they are a run and its rerun, or two runs."""
        if tests:
            number = "1 test is" if len(tests) == 1 else f"{len(tests)} tests are"
            files = shlex.join(map(str, self._paths))
            yield (
                f'{number} in several outputs and counted each time, for example "{next(iter(tests))}". '
                f"If one output is a rerun, merge it first: rebot --merge --output merged.xml {files}"
            )


def _unique_id(test_id: str, uses: dict[str, int]) -> str:
    """Return the id of a test, with a number if an earlier test has the same id: each test needs its own page."""
    unique = test_id
    while unique in uses:
        uses[test_id] += 1
        unique = f"{test_id}-{uses[test_id]}"
    uses[unique] = 1
    return unique

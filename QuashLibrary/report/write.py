"""Write the report of a run, in every format, in one pass over its outputs.

In: outputs of Robot Framework and a folder. Out: `index.html` with its pages, `outcomes.json`, `junit.xml` and
`summary.md` in that folder, and the summary of the run. Each test goes to every format as soon as it is read, so memory
does not grow with the run.
"""

from __future__ import annotations

import gc
import os
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.errors import ReportNotWrittenError
from QuashLibrary.report.files.earlier_report import orphaned_outputs
from QuashLibrary.report.files.whole_files import whole_file
from QuashLibrary.report.formats.junit import JunitFile
from QuashLibrary.report.formats.markdown import markdown
from QuashLibrary.report.formats.outcomes_json import OutcomesFile
from QuashLibrary.report.pages.write import Pages
from QuashLibrary.report.read.run_reader import RunReader
from QuashLibrary.report.summary.statistics import SummaryBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from QuashLibrary.report.summary.model import RunSummary

_FEW_OBJECTS = 50_000
"""Objects until Python's garbage collector runs; a single test creates more than its default of 700."""

_INDEX = "index.html"
_FILES = ("outcomes.json", "junit.xml", "summary.md")


class Report(NamedTuple):
    """A written report: the page to open, and the summary of the run.

    `orphaned` contains the outputs whose report this one replaced although they still exist.
    """

    page: Path
    summary: RunSummary
    orphaned: tuple[str, ...] = ()

    @property
    def notice(self) -> str:
        """What happened to the earlier report in the folder; empty if no report was lost."""
        files = ", ".join(self.orphaned)
        folder = self.page.parent
        return f"this report replaces the report of {files} in {folder}" if files else ""


def _ignore(_tests: int) -> None:
    """Ignore the progress."""


def write_report(
    outputs: Sequence[Path],
    folder: Path,
    *,
    ui_libraries: Iterable[str] = (),
    links_from: Path | None = None,
    heard: Callable[[int], object] = _ignore,
) -> Report:
    """Write the report of these outputs: one run, or the shards of a run.

    `ui_libraries` names additional UI libraries. `links_from` is the folder of the log if it differs from that of the
    outputs. `heard` is called after each test with the total number of tests.

    Raises:
        UnusableOutputError: a file is not an output; an existing report stays unchanged.
        ReportNotWrittenError: the folder cannot be written to; it then contains no report.
    """
    is_new = not os.path.exists(folder)
    orphaned = orphaned_outputs(folder / "outcomes.json", outputs)
    try:
        return _write(RunReader(outputs, ui_libraries, links_from), folder, heard)._replace(orphaned=orphaned)
    except OSError as error:
        for name in (_INDEX, *_FILES):
            with suppress(OSError):
                (folder / name).unlink()
        reason = error.strerror or str(error)
        place = f" ({error.filename})" if error.filename and str(error.filename) != str(folder) else ""
        raise ReportNotWrittenError(f"the report cannot be written to {folder}: {reason}{place}") from error
    finally:
        if is_new:
            # This succeeds only for an empty folder.
            with suppress(OSError):
                folder.rmdir()


def _write(reader: RunReader, folder: Path, heard: Callable[[int], object]) -> Report:
    builder = SummaryBuilder()
    with _rare_collections(), ExitStack() as stack:
        outcomes_file, junit_file, markdown_file = (stack.enter_context(whole_file(folder / name)) for name in _FILES)
        writers = (OutcomesFile(outcomes_file, folder), JunitFile(junit_file, _attachments_root()), Pages(folder))
        for test in reader.tests():
            entry = builder.add(test)
            for writer in writers:
                writer.add(test, entry)
            heard(reader.expected)
        summary = builder.summary(reader.info)
        markdown_file.write(markdown(summary))
        for writer in writers:
            writer.finish(summary)
    return Report(folder / _INDEX, summary)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Run the garbage collector rarely: a report creates many objects but no reference cycles."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _FEW_OBJECTS) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _attachments_root() -> Path | None:
    """Return the folder that paths in junit.xml must be relative to; None if they must be absolute.

    GitLab requires paths relative to the project folder; Jenkins and Azure require absolute paths.
    """
    project = os.environ.get("CI_PROJECT_DIR") if os.environ.get("GITLAB_CI") else None
    return Path(project).absolute() if project else None

"""Write the report of a run, in all its forms, in one pass over its outputs.

In: outputs of Robot Framework and a folder. Out: `index.html` with its pages, `outcomes.json`, `junit.xml` and
`summary.md` in that folder, and the summary of the run. Each form gets each test as it is read, so memory does not grow
with the run.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from QuashLibrary.errors import ReportNotWrittenError
from QuashLibrary.report.files.whole_files import new_files
from QuashLibrary.report.formats.junit import JunitFile
from QuashLibrary.report.formats.markdown import markdown
from QuashLibrary.report.formats.outcomes_json import OutcomesFile
from QuashLibrary.report.pages.write import Pages
from QuashLibrary.report.read.model import TestRun
from QuashLibrary.report.read.reader import RunReader
from QuashLibrary.report.summary.statistics import RunSummary, Summing, TestEntry

PAGE, OUTCOMES, JUNIT, MARKDOWN = "index.html", "outcomes.json", "junit.xml", "summary.md"


class Form(Protocol):
    """A form of the report while it is written."""

    def add(self, test: TestRun, entry: TestEntry) -> None:
        """Add a test that was read."""

    def finish(self, summary: RunSummary) -> None:
        """Add what is known at the end."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written: the page to open, and the run summed up."""

    page: Path
    summary: RunSummary


def write_report(
    outputs: Sequence[Path],
    folder: Path,
    *,
    ui_libraries: Iterable[str] = (),
    links_from: Path | None = None,
    root: Path | None = None,
) -> Report:
    """Write the report of these outputs, which are one run or its shards.

    `ui_libraries` are further names of UI libraries, `links_from` is the folder of the log where the outputs lie
    elsewhere. Paths in junit.xml are relative to `root` where they are below it.

    Raises:
        UnusableOutputError: a file is no output; the report that was there is left.
        ReportNotWrittenError: the folder cannot be written to.
    """
    try:
        return _write(RunReader(outputs, ui_libraries, links_from), folder, root)
    except OSError as error:
        reason = error.strerror or str(error)
        place = f" ({error.filename})" if error.filename and str(error.filename) != str(folder) else ""
        raise ReportNotWrittenError(f"the report cannot be written to {folder}: {reason}{place}") from error


def _write(reader: RunReader, folder: Path, root: Path | None) -> Report:
    summing = Summing()
    with new_files(folder, (PAGE, OUTCOMES, JUNIT, MARKDOWN)) as files:
        forms: list[Form] = [
            OutcomesFile(files.open(OUTCOMES), folder),
            JunitFile(files.open(JUNIT), root),
            Pages(folder),
        ]
        for test in reader.tests():
            entry = summing.add(test)
            for form in forms:
                form.add(test, entry)
        summary = summing.summary(reader.info)
        files.open(MARKDOWN).write(markdown(summary))
        for form in forms:
            form.finish(summary)
    return Report(folder / PAGE, summary)


def attachments_root(environment: Mapping[str, str]) -> Path | None:
    """Return what paths in junit.xml have to be relative to; None where they have to be absolute.

    GitLab wants them relative to the project's folder, Jenkins and Azure take absolute ones.
    """
    project = environment.get("CI_PROJECT_DIR") if environment.get("GITLAB_CI") else None
    return Path(project).absolute() if project else None

"""Write the report of a run when its output is complete.

In: the folders that imports of the library and the listener name. Out: the report beside the log, and a line on the
console. Robot notifies its loggers when the output is complete, also in runs that only import the library. Any failure
here is one warning, because the run is over and its verdict must stay.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import QuashError
from QuashLibrary.robotside.options import DEFAULT_REPORT
from QuashLibrary.robotside.robot_api.output import (
    output_folder,
    planned_output,
    when_complete,
    write_result_line,
    write_warning_line,
)
from QuashLibrary.robotside.robot_api.variables import variable_or_none
from QuashLibrary.robotside.state.libraries import suite_libraries
from QuashLibrary.robotside.state.listener_feature import Feature

if TYPE_CHECKING:
    from QuashLibrary.robotside.options import ImportOptions
    from QuashLibrary.robotside.state.run import RunState


class RunReport(Feature):
    """Plans the one report of a run, and writes it at the end.

    A folder given to the listener overrides one given to an import. Both override the default, and any folder overrides
    `report=NONE`.
    """

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._output: Path | None = None
        self._log_folder = Path()
        self._process = 0
        self._imports: list[ImportOptions] = []
        self._ui_libraries: set[str] = set()

    def start_suite(self, data: Any, result: Any) -> None:
        """Plan the report with the first suite."""
        self._plan()

    def end_suite(self, data: Any, result: Any) -> None:
        """Note the options of the suite's libraries, including those imported by its steps."""
        self._plan()
        libraries = suite_libraries(self.run)
        self._imports += [options for options in libraries.options if options not in self._imports]
        self._ui_libraries |= libraries.ui_libraries

    def _plan(self) -> None:
        # pabot merges the outputs of its processes: `quash report` makes the report from the merged output.
        output = planned_output() if self._output is None and variable_or_none("PABOTQUEUEINDEX") is None else None
        if output is not None:
            self._output, self._log_folder, self._process = output, output_folder(), os.getpid()
            when_complete(output, self._write)

    def _write(self) -> None:
        folder = chosen_folder(self.run.listener_options, self._imports)
        # A process that was forked from the run must not write the report.
        if self._output is None or not folder or os.getpid() != self._process:
            return
        try:
            page, phrase = self._written(self._output, self._log_folder / folder)
        except KeyboardInterrupt:
            write_warning_line("QuashLibrary: interrupted while writing the report, so this run has none")
        except Exception as error:  # The run is over: its verdict must stay, even if the report fails.
            is_ours = isinstance(error, QuashError)
            text = str(error) if is_ours else f"cannot make the report: {type(error).__name__}: {error}"
            write_warning_line(f"QuashLibrary: {text}")
        else:
            write_result_line("Quash", page, phrase)

    def _written(self, output: Path, folder: Path) -> tuple[Path, str]:
        """Write the report; return its page, and the verdict in a few words."""
        # Imported late, because only the end of the run needs it.
        from QuashLibrary.report.summary.verdicts import short_verdict
        from QuashLibrary.report.write import write_report

        report = write_report(
            [output],
            folder,
            ui_libraries=self._ui_libraries,
            links_from=self._log_folder,
        )
        if report.notice:
            write_warning_line(f"QuashLibrary: {report.notice}; give each run its own folder: report=NAME")
        return report.page, short_verdict(report.summary)


def chosen_folder(listeners: list[ImportOptions], imports: list[ImportOptions]) -> str:
    """Return the folder of the report; empty if no report is wanted."""
    decided = next((options for options in listeners if options.report != DEFAULT_REPORT), None)
    named = [decided] if decided else [options for options in imports if options not in listeners] or listeners
    folders = sorted(
        filter(None, (options.report_folder for options in named)), key=lambda name: name == DEFAULT_REPORT
    )
    return folders[0] if folders else ""

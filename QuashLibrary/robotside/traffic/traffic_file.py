"""Write the app's requests to `traffic.jsonl` beside the report, one redacted request per line.

output.xml has one line per request; this file also has headers and bodies. Each pabot process writes its own file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.log.screens import merged_log
from QuashLibrary.robotside.robot_api.output import output_folder
from QuashLibrary.robotside.robot_api.variables import variable_or_none
from QuashLibrary.robotside.state.libraries import suite_libraries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.traffic.swallowed import Finding
    from QuashLibrary.views.app_requests import AppRequestView

_NAME = "traffic"


def write_requests(run: RunState, test: str, findings: Sequence[Finding], view: AppRequestView) -> None:
    """Append the requests of a test; each run starts a new file, and a file that cannot be written is one warning.

    A run without a report has no file.
    """
    traffic = run.traffic
    wanted = [options for options in suite_libraries(run).options if options.report_folder]
    if traffic is None or traffic.file_problem or not findings or not wanted:
        return
    path = _path(wanted[0].report_folder)
    lines = (json.dumps(_line(run, test, finding, view), ensure_ascii=False) + "\n" for finding in findings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if traffic.has_file else "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(lines)
        traffic.has_file = True
    except OSError as error:
        traffic.file_problem = f"cannot write {path}: {error.strerror}"
        messages.warning(traffic.file_problem)


def _path(folder: str) -> Path:
    number = variable_or_none("PABOTQUEUEINDEX")
    name = _NAME if number is None else f"{_NAME}-{number}"
    return merged_log(output_folder())[0] / folder / f"{name}.jsonl"


def _line(run: RunState, test: str, finding: Finding, view: AppRequestView) -> Mapping[str, object]:
    request = finding.request
    record = view.record(finding, request.number)
    steps = run.test.ui_steps
    way = run.traffic.proxy.way(record.connection) if run.traffic else None
    return {
        "test": test,
        "connection": record.connection,
        "base_url": way.upstream + way.path if way else None,
        "listen": way.port or None if way else None,
        "method": record.method,
        "path": record.path,
        "started": record.started.isoformat(timespec="microseconds"),
        "elapsed": record.elapsed,
        "status": request.status,
        "failed": request.fault or None,
        "ui_step": record.ui_step or None,
        "ui_library": steps[finding.step].library or None if 0 <= finding.step < len(steps) else None,
        "swallowed": record.swallowed,
        "why": record.why or None,
        "note": record.note or None,
        "broken": record.broken or None,
        "headers": view.headers(request),
        "body": view.whole_body(request),
        "answer_headers": view.headers(request, answer=True),
        "answer": view.whole_body(request, answer=True),
    }

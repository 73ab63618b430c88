"""The app's screen beside an outcome: screenshot and page source as files, and for other report tools."""

from collections.abc import Iterator

from QuashLibrary.robotside.app.drivers import Capture
from QuashLibrary.robotside.app.ui_library import captured_screen
from QuashLibrary.robotside.log.evidence_files import evidence_name, write_beside_log
from QuashLibrary.robotside.log.report_tools import EvidenceFile, attach_to_all
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.views.html import Screen
from QuashLibrary.views.texts import shown


def saved_screen(run: RunState, folder: str, label: str) -> Screen:
    """Take screenshot and page source, write them beside the log, and return their links."""
    captured = captured_screen(run)
    if captured is None:
        return Screen(missing="no application is open")
    source = None if captured.source is None else shown(captured.source, run.redactor).encode("utf-8")
    attach_to_all(_evidence(captured, source))
    name = evidence_name(label, run.clock.now())
    return Screen(
        screenshot=write_beside_log(folder, f"{name}.png", captured.png),
        source=write_beside_log(folder, f"{name}.{captured.suffix}", source),
        missing=captured.missing,
    )


def _evidence(captured: Capture, source: bytes | None) -> Iterator[EvidenceFile]:
    if captured.png:
        yield EvidenceFile("screen of the app", captured.png, "image/png", "png")
    if source:
        media_type = "text/xml" if captured.suffix == "xml" else "text/plain"
        yield EvidenceFile("page source", source, media_type, captured.suffix)

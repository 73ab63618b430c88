"""Findings for people: one line each, as linters write them, and a summary."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from QuashLibrary.cli.console import is_terminal, rich_console, write
from QuashLibrary.language.printable import safe
from QuashLibrary.report.summary.words import count

if TYPE_CHECKING:
    from QuashLibrary.cli.findings.model import Finding
    from QuashLibrary.cli.findings.search import Search

_STYLES = {"error": "bold red", "warning": "yellow"}


def write_text(search: Search) -> None:
    """Write the findings file by file, and then their number."""
    for number, (_, findings) in enumerate(groupby(search.findings, lambda finding: finding.file)):
        if number and is_terminal():
            write()
        for finding in findings:
            _write_finding(finding)
    if search.findings and is_terminal():
        write()
    write(summary(search), _style(search))


def summary(search: Search) -> str:
    """Return the number of findings and of checked files and validations."""
    errors = sum(finding.severity == "error" for finding in search.findings)
    warnings = len(search.findings) - errors
    counts = [count(errors, "error")] * bool(errors) + [count(warnings, "warning")] * bool(warnings)
    looked = [count(search.suites, "suite file")] * bool(search.suites) + [count(search.validations, "validation")]
    checked = f"{' and '.join(looked)} checked"
    return f"Found {' and '.join(counts)}; {checked}." if counts else f"No problems found; {checked}."


def _style(search: Search) -> str:
    severities = {finding.severity for finding in search.findings}
    return "bold red" if "error" in severities else "yellow" if severities else "green"


def _write_finding(finding: Finding) -> None:
    place = f"{safe(finding.file)}:{finding.line}:{finding.column}:"
    message = safe(finding.text)
    if not is_terminal():
        write(f"{place} {finding.code} {message}")
        return
    from rich.text import Text

    line = Text.assemble((place, "bold"), " ", (finding.code, _STYLES[finding.severity]), " ", message)
    rich_console().print(line, soft_wrap=True)

"""Findings for programs: JSON, SARIF 2.1.0, and commands of GitHub Actions."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from QuashLibrary.cli.console import write
from QuashLibrary.cli.findings.model import RULES
from QuashLibrary.cli.findings.text import summary, write_text
from QuashLibrary.language.printable import safe
from QuashLibrary.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from QuashLibrary.cli.findings.model import Finding
    from QuashLibrary.cli.findings.search import Search

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
"""The name of the source root in SARIF; its readers know the folder."""


def write_findings(search: Search, form: str) -> None:
    """Write findings in one of `FORMATS`."""
    FORMATS[form](search)


def json_document(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """Return the findings as JSON values."""
    return [
        {
            "code": finding.code,
            "rule": RULES[finding.code].name,
            "severity": finding.severity,
            "message": finding.message,
            "file": finding.file,
            "line": finding.line,
            "column": finding.column,
            "fix": finding.fix or None,
        }
        for finding in findings
    ]


def sarif_document(findings: Sequence[Finding]) -> dict[str, object]:
    """Return a SARIF log with one run."""
    codes = list(RULES)
    driver = {
        "name": "quash",
        "version": __version__,
        "rules": [
            {
                "id": rule.code,
                "name": rule.name,
                "shortDescription": {"text": rule.summary},
                "defaultConfiguration": {"level": rule.severity},
            }
            for rule in RULES.values()
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def github_line(finding: Finding) -> str:
    """Return a finding as a workflow command; GitHub Actions shows it beside the line."""
    properties = {
        "file": finding.file,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.code} {RULES[finding.code].name}",
    }
    given = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    return f"::{finding.severity} {given}::{_escaped(finding.text)}"


def _sarif_result(finding: Finding, index: int) -> dict[str, object]:
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": finding.text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(finding.file),
                    "region": {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)},
                }
            }
        ],
    }


def _artifact(file: str) -> Mapping[str, str]:
    if os.path.isabs(file) or file.startswith(os.pardir):
        return {"uri": Path(os.path.abspath(file)).as_uri()}
    return {"uri": quote(Path(file).as_posix()), "uriBaseId": _ROOT}


def _escaped(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _write_json(search: Search) -> None:
    write(json.dumps(json_document(search.findings), indent=2))


def _write_sarif(search: Search) -> None:
    write(json.dumps(sarif_document(search.findings), indent=2))


def _write_github(search: Search) -> None:
    for finding in search.findings:
        write(github_line(finding))
    write(summary(search))


FORMATS: Mapping[str, Callable[[Search], None]] = {
    "text": write_text,
    "json": _write_json,
    "sarif": _write_sarif,
    "github": _write_github,
}
"""The writer of each format."""

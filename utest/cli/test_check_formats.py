"""`quash check --format`: findings for programs, GitHub and code scanning."""

import json

import jsonschema
import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.findings.model import RULES
from QuashLibrary.cli.main import main
from utest.cli.checked import Find, steps

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_POSITIVE = {"type": "integer", "minimum": 1}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "run": {
            "required": ["tool"],
            "properties": {
                "tool": {"required": ["driver"], "properties": {"driver": {"$ref": "#/$defs/driver"}}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
            "additionalProperties": False,
        },
        "driver": {
            "required": ["name"],
            "properties": {
                "name": {"type": "string"},
                "version": {"type": "string"},
                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
            },
            "additionalProperties": False,
        },
        "rule": {
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "shortDescription": _TEXT,
                "defaultConfiguration": {"properties": {"level": _LEVEL}, "additionalProperties": False},
            },
            "additionalProperties": False,
        },
        "result": {
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": _LEVEL,
                "message": _TEXT,
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            },
            "additionalProperties": False,
        },
        "location": {
            "properties": {
                "physicalLocation": {
                    "properties": {
                        "artifactLocation": {
                            "properties": {
                                "uri": {"type": "string", "format": "uri-reference"},
                                "uriBaseId": {"type": "string"},
                            },
                            "additionalProperties": False,
                        },
                        "region": {
                            "properties": {"startLine": _POSITIVE, "startColumn": _POSITIVE},
                            "additionalProperties": False,
                        },
                    },
                    "additionalProperties": False,
                }
            },
            "additionalProperties": False,
        },
    },
}
"""The schema of SARIF 2.1.0, reduced to the parts that `quash check` writes."""


def test_json_is_for_programs(find: Find, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON contains every part of a line in its own key."""
    find(steps("@order-paid    oder_id=7"))
    assert main(["check", "--format", "json"]) == ExitCode.FOUND
    assert json.loads(capsys.readouterr().out) == [
        {
            "code": "Q202",
            "rule": "unknown-input",
            "severity": "error",
            "message": '@order-paid: no input "oder_id"',
            "file": "a.robot",
            "line": 7,
            "column": 20,
            "fix": 'did you mean "order_id"?',
        }
    ]


def test_github_shows_findings_beside_the_line(find: Find, capsys: pytest.CaptureFixture[str]) -> None:
    """Characters that would end a workflow command are escaped."""
    find(steps("@order-paid    7    within=100%"))
    main(["check", "--format", "github"])
    assert capsys.readouterr().out.splitlines()[0] == (
        "::error file=a.robot,line=7,col=32,title=Q204 unusable-override::"
        "within=100%25 is not a duration; write 10s, 500ms or 2 min"
    )


def test_sarif_is_valid_and_names_every_rule(find: Find, capsys: pytest.CaptureFixture[str]) -> None:
    """The log matches the schema of SARIF 2.1.0 and lists every rule."""
    find(steps("@order-paid    oder_id=7"), "--format", "text")
    main(["check", "--format", "sarif"])
    log = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    [run] = log["runs"]
    [result] = run["results"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(RULES)
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "Q202"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a.robot", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 20},
    }

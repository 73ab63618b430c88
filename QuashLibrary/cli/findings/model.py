"""A finding, and the rules that give findings their codes. docs/reference/check-codes.md explains each rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["error", "warning"]


class Rule(NamedTuple):
    """The meaning of a code; a code never changes its meaning."""

    code: str
    name: str
    severity: Severity
    summary: str


_RULES = (
    Rule("Q101", "registry-problem", "error", "the registry has a problem"),
    Rule("Q102", "unusable-import", "error", "an import of QuashLibrary finds no registry, or has an unknown argument"),
    Rule("Q103", "tracked-env-file", "error", "git tracks the env_file, which contains secrets"),
    Rule("Q201", "unknown-slug", "error", "a step names a validation that does not exist"),
    Rule("Q202", "unknown-input", "error", "a step passes an input that does not exist"),
    Rule("Q203", "missing-input", "error", "a step is missing a required input, and nothing sets it"),
    Rule("Q204", "unusable-override", "error", "within=, on_failure= or on_error= has an invalid value"),
    Rule("Q205", "unknown-name", "error", "a step or an import names an unknown connection or environment"),
    Rule("Q206", "unusable-value", "error", "value= is neither a JSONPath nor the name of a fetched value"),
    Rule("Q207", "unknown-slug-in-tag", "error", "a tag such as before:@slug names a validation that does not exist"),
    Rule("Q208", "syntax-error", "error", "Robot Framework cannot parse a part of the file"),
    Rule("Q209", "unreadable-file", "error", "the file cannot be read, or is not UTF-8"),
    Rule("Q301", "unused-validation", "warning", "nothing uses the validation"),
    Rule("Q302", "unused-connection", "warning", "nothing uses the connection"),
    Rule("Q303", "unset-variable", "warning", "an environment variable that the registry reads is not set"),
    Rule("Q304", "written-credential", "warning", "a text in the registry looks like a credential"),
    Rule("Q305", "slow-path", "warning", "a JSONPath searches every value of the answer"),
)
RULES: Mapping[str, Rule] = {rule.code: rule for rule in _RULES}
"""The rules by code."""
CODES: Mapping[str, str] = {rule.name: rule.code for rule in _RULES}
"""The codes by rule name."""


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing to fix. The file is written as in messages; lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str
    fix: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of its rule; an error fails a build by itself."""
        return RULES[self.code].severity

    @property
    def text(self) -> str:
        """The message and the fix on one line."""
        whole = f"{self.message}; {self.fix}" if self.fix else self.message
        return " ".join(whole.split())

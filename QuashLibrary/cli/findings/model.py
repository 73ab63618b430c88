"""A finding, and the rules by whose codes findings are known. docs/reference/commands.md explains each rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["error", "warning"]


class Rule(NamedTuple):
    """What a code means; codes never change their meaning."""

    code: str
    name: str
    severity: Severity
    summary: str


_RULES = (
    Rule("Q101", "registry-problem", "error", "the registry has a problem"),
    Rule("Q102", "unusable-import", "error", "an import of QuashLibrary names no registry, or has an unknown argument"),
    Rule("Q103", "tracked-env-file", "error", "git tracks the file with secrets that env_file names"),
    Rule("Q201", "unknown-slug", "error", "a step names a validation that does not exist"),
    Rule("Q202", "unknown-input", "error", "a step gives an input that does not exist"),
    Rule("Q203", "missing-input", "error", "a step does not give a required input, and nothing sets it"),
    Rule("Q204", "unusable-override", "error", "within=, on_failure= or on_error= has a value that cannot be used"),
    Rule("Q205", "unknown-name", "error", "a step or an import names an unknown connection or environment"),
    Rule("Q206", "unusable-value", "error", "value= is neither a JSONPath nor the name of a fetched value"),
    Rule("Q207", "unknown-slug-in-tag", "error", "a tag such as before:@slug names a validation that does not exist"),
    Rule("Q208", "syntax-error", "error", "Robot Framework cannot read a part of the file"),
    Rule("Q209", "unreadable-file", "error", "the file cannot be read, or is not UTF-8"),
    Rule("Q301", "unused-validation", "warning", "nothing uses the validation"),
    Rule("Q302", "unused-connection", "warning", "nothing uses the connection"),
    Rule("Q303", "unset-variable", "warning", "an environment variable that the registry reads is not set"),
    Rule("Q304", "written-credential", "warning", "what looks like a credential is written in the registry"),
    Rule("Q305", "slow-path", "warning", "a JSONPath looks at every value of the answer"),
)
RULES: Mapping[str, Rule] = {rule.code: rule for rule in _RULES}
"""The rules by their codes."""
CODES: Mapping[str, str] = {rule.name: rule.code for rule in _RULES}
"""The codes by the names of their rules."""


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing to fix. The file is as messages show it; lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str
    fix: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it fails a build by itself."""
        return RULES[self.code].severity

    @property
    def text(self) -> str:
        """The message and the fix, in one line."""
        whole = f"{self.message}; {self.fix}" if self.fix else self.message
        return " ".join(whole.split())

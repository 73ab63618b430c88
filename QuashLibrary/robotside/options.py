"""The arguments of an import of the library and of `--listener QuashLibrary.Listener`, in one place."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from QuashLibrary.problems import did_you_mean
from QuashLibrary.robotside.errors import RegistryImportError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DEFAULT_REGISTRY = "validations.yaml"
DEFAULT_REPORT = "quash"
DEFAULT_UI_LIBRARY = "AppiumLibrary"
SCREENSHOTS = ("failure", "always", "never")
EVIDENCE = ("failure", "always")

_NONE = "NONE"
"""The text for None on a command line, as in Robot's own options."""
_FALSE = ("FALSE", "NO", "OFF", "0", "NONE", "")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The arguments of an import: its registries, and how their validations run."""

    registries: tuple[str, ...] = (DEFAULT_REGISTRY,)
    environment: str | None = None
    ui_library: str = DEFAULT_UI_LIBRARY
    screenshots: str = "failure"
    report: str | None = DEFAULT_REPORT
    strict: bool = True
    mutate: bool = False
    evidence: str = "failure"
    unknown: tuple[str, ...] = ()
    """The names of unknown arguments."""

    @classmethod
    def of_listener(cls, registries: Sequence[str], options: Mapping[str, Any]) -> ImportOptions:
        """Return the options of a listener; values from the command line are texts."""
        known = _names()
        given = {name: _value(name, value) for name, value in options.items() if name in known}
        others = [f"{name}={value}" for name, value in options.items() if name not in known]
        # A file's name may contain an equals sign.
        files = tuple(name for name in others if os.path.lexists(name))
        unknown = tuple(name.partition("=")[0] for name in others if name not in files)
        return cls((*registries, *files), **given, unknown=unknown)

    @property
    def names_files(self) -> bool:
        """Whether a registry is named, or an unknown argument may be one."""
        return bool(self.registries or self.unknown)

    @property
    def import_arguments(self) -> tuple[object, ...]:
        """The arguments for importing the library for a listener, with absolute paths."""
        # A list, because Robot would replace variables in a text.
        files = [os.path.abspath(name) for name in self.registries]
        first = (files, self.environment, self.ui_library, self.screenshots, self.report)
        return (*first, self.strict, self.mutate, self.evidence)

    @property
    def problem(self) -> str:
        """The problem of the arguments; empty if there is none."""
        return unknown_argument(self.unknown[0]) if self.unknown else ""

    def check_values(self) -> None:
        """Refuse unknown values; if the types of the arguments refused them, Robot would end with a traceback.

        Raises:
            RegistryImportError: a value is unknown.
        """
        wrong = [
            *_wrong_choice("screenshots", self.screenshots, SCREENSHOTS),
            *_wrong_choice("evidence", self.evidence, EVIDENCE),
        ]
        wrong += (
            f'{name} must be True or False, but is "{value}"'
            for name, value in (("strict", self.strict), ("mutate", self.mutate))
            if not isinstance(value, bool)
        )
        if wrong:
            raise RegistryImportError("\n".join(wrong))

    @property
    def report_folder(self) -> str:
        """The folder of the report; empty for no report."""
        return "" if self.report is None or self.report.upper() == _NONE else self.report

    @property
    def evidence_folder(self) -> str:
        """The folder of screenshots and page sources, which are also written without a report."""
        return self.report_folder or DEFAULT_REPORT


def unknown_argument(name: str) -> str:
    """Return the message about an unknown argument."""
    known = ("registry", *_names())
    advice = did_you_mean(name, known) or f"known are {', '.join(known)}"
    return f'unknown argument "{name}"; {advice}'


def _wrong_choice(name: str, value: Any, choices: Sequence[str]) -> Iterator[str]:
    """Yield a message if a value is not one of its choices."""
    if value not in choices:
        *others, last = choices
        near = did_you_mean(str(value), choices)
        yield f'{name} must be {", ".join(others)} or {last}, but is "{value}"{f"; {near}" if near else ""}'


def _names() -> tuple[str, ...]:
    return tuple(item.name for item in fields(ImportOptions) if item.name not in ("registries", "unknown"))


def _value(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in ("strict", "mutate"):
        return value.upper() not in _FALSE
    return None if value.upper() == _NONE and name in ("environment", "report") else value

"""Resolve the imports of a suite: the registries of this library, and the files of resources and variables.

In: imports as written. Out: paths; None if they depend on variables that are known only in a run.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.problems import did_you_mean, shown_path
from QuashLibrary.robotside.errors import RegistryImportError
from QuashLibrary.robotside.options import DEFAULT_REGISTRY, ImportOptions, unknown_argument
from QuashLibrary.robotside.suites.model import Fault, Word
from QuashLibrary.robotside.suites.steps import normal_name
from QuashLibrary.robotside.use.registry_files import nearest_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from QuashLibrary.robotside.suites.model import SuiteFile, WrittenImport

LIBRARY = "QuashLibrary"
_RESOURCE = "QuashLibrary/quash.resource"
"""The name with which suites import this package's resource file."""
_PACKAGE = Path(__file__).resolve().parents[2]
PACKAGED = (_PACKAGE / "quash.resource", _PACKAGE.parent / "resources" / "quash.resource")
"""The places of that file: in an installed package, or in a checkout."""

_REFERENCE = re.compile(r"(?<!\\)([$%])\{([^{}]*)\}")
_LONGEST = 4_096
"""The most characters of a path."""
_NOT_IN_PATHS = ("${", "%{", "@{", "&{", "\0")
_CHOSEN = ("screenshots", "evidence", "strict", "mutate")
_WORDS = {
    **dict.fromkeys(("TRUE", "YES", "ON", "1"), True),
    **dict.fromkeys(("FALSE", "NO", "OFF", "0", "NONE", ""), False),
}
"""The texts that Robot converts to true and false."""
_ARGUMENTS = ("registry", "environment", "ui_library", "screenshots", "report", "strict", "mutate", "evidence")


@dataclass(frozen=True, slots=True)
class RegistryImport:
    """One import of the library; `paths` are None if they are known only in a run."""

    place: Word
    paths: tuple[Path, ...] | None
    environment: Word | None = None
    faults: tuple[Fault, ...] = ()


def registry_import(file: SuiteFile, item: WrittenImport, suite: Path) -> RegistryImport | None:
    """Return an import of this library in a file, resolved for a suite; None for other imports."""
    if item.kind != "library" or item.name.text != LIBRARY:
        return None
    given, unknown = _named(item)
    wrong = tuple(_wrong_values(given))
    word = given.get("registry", Word(DEFAULT_REGISTRY, *item.name[1:]))
    text = resolved(word.text, file)
    environment = given.get("environment")
    if unknown or text is None or (item.arguments and item.arguments[0].text.startswith(("@{", "&{"))):
        return RegistryImport(word, None, environment, (*unknown, *wrong))
    path = _found(text, suite.parent, file.path.parent)
    if not os.path.lexists(path):
        return RegistryImport(word, None, environment, (_missing(word, text, suite), *wrong))
    return RegistryImport(word, (path,), environment, wrong)


def imported_file(file: SuiteFile, item: WrittenImport) -> Path | None:
    """Return the file that an import names; None if it is unknown or not a file."""
    text = resolved(item.name.text, file)
    if text is None or not text:
        return None
    beside = Path(os.path.normpath(file.path.parent / text))
    places = PACKAGED if text == _RESOURCE else (beside,)
    return next((path for path in places if path.is_file()), None)


def resolved(text: str, file: SuiteFile) -> str | None:
    """Return a text with its variables replaced; None if one of them is known only in a run."""
    known: dict[str, str | None] = {
        "curdir": os.path.abspath(file.path.parent),
        "execdir": os.getcwd(),
        "/": os.sep,
        ":": os.pathsep,
        "space": " ",
        "empty": "",
    }
    return _replaced(text, known, file.variables)


def _replaced(text: str, known: dict[str, str | None], variables: Mapping[str, str]) -> str | None:
    values = {match[0]: _value(match[1], match[2], known, variables) for match in _REFERENCE.finditer(text)}
    if None in values.values():
        return None
    result = _REFERENCE.sub(lambda match: values[match[0]] or "", text)
    return None if len(result) > _LONGEST or any(sign in result for sign in _NOT_IN_PATHS) else result


def _value(sign: str, name: str, known: dict[str, str | None], variables: Mapping[str, str]) -> str | None:
    if sign == "%":
        name, equals, default = name.partition("=")
        return os.environ.get(name, default if equals else None)
    name = normal_name(name)
    if name not in known and name in variables:
        # A variable that refers to itself has no value.
        known[name] = None
        known[name] = _replaced(variables[name], known, variables)
    return known.get(name)


def _named(item: WrittenImport) -> tuple[dict[str, Word], list[Fault]]:
    """Return the arguments by name, and the faults in them."""
    given: dict[str, Word] = {}
    faults = []
    for index, cell in enumerate(item.arguments):
        name, equals, value = cell.text.partition("=")
        if equals and name in _ARGUMENTS:
            given[name] = Word(value, cell.line, cell.column + len(name) + 1)
        elif equals and name.isidentifier():
            faults.append(Fault("import", cell, *_split_advice(unknown_argument(name))))
        elif index < len(_ARGUMENTS):
            given[_ARGUMENTS[index]] = cell
    return given, faults


def _wrong_values(given: Mapping[str, Word]) -> Iterator[Fault]:
    """Yield a fault for each literal argument with an unknown value."""
    for name, word in given.items():
        if name in _CHOSEN and "{" not in word.text:
            value = _WORDS.get(word.text.upper(), word.text) if name in ("strict", "mutate") else word.text
            try:
                replace(ImportOptions(), **{name: value}).check_values()  # type: ignore[arg-type]
            except RegistryImportError as error:
                yield Fault("import", word, *_split_advice(str(error)))


def _split_advice(message: str) -> tuple[str, str]:
    text, _, advice = message.partition("; ")
    return text, advice


def _found(text: str, *folders: Path) -> Path:
    """Return the file beside the suite, beside the importing file, or else in the working directory."""
    places = (Path(os.path.normpath(folder / text)) for folder in folders)
    return next((path for path in places if os.path.lexists(path)), Path(os.path.abspath(text)))


def _missing(word: Word, text: str, suite: Path) -> Fault:
    beside = Path(os.path.normpath(suite.parent / text))
    near = nearest_file(beside)
    advice = f'did you mean "{os.path.join(os.path.dirname(text), near)}"?' if near else ""
    looked = dict.fromkeys((shown_path(beside), shown_path(text)))
    return Fault(
        "import", word, f'the registry "{text}" does not exist', advice or f"looked for {' and '.join(looked)}"
    )


def environment_fault(item: RegistryImport, file: SuiteFile, known: Sequence[str]) -> Fault | None:
    """Return a fault if no connection has the environment of an import, else None."""
    word = item.environment
    name = resolved(word.text, file) if word else None
    if not word or not name or name.upper() == "NONE" or name in known:
        return None
    return unknown_environment(word, name, known)


def unknown_environment(word: Word, name: str, known: Sequence[str]) -> Fault:
    """Return the fault that no connection has an environment of this name."""
    listed = f"known are {', '.join(known)}" if known else "no connection has environments"
    return Fault("name", word, f'no connection has the environment "{name}"', did_you_mean(name, known) or listed)

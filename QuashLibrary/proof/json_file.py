"""Write a proof as `proof.json`, for programs, and read it back for `quash prove --resume`.

`proof.schema.json` describes the format. Each test is one line. A version may gain keys; a new version means that an
existing key has a new meaning. Reading compares the file with the dataclasses of `model`: a key with a default may be
missing, and unknown keys are ignored.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, fields, is_dataclass
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from QuashLibrary.errors import UnreadableProofError
from QuashLibrary.proof.model import Proof
from QuashLibrary.report.files.whole_files import whole_file
from QuashLibrary.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from dataclasses import Field
    from pathlib import Path

VERSION = 1
_ADVICE = "delete it, or run without --resume"
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_Data = TypeVar("_Data")


class _WrongValueError(Exception):
    """A value does not fit the model."""


def write_proof_json(proof: Proof, path: Path) -> None:
    """Write a proof and atomically replace an existing file. The caller handles OSError."""
    head = {"version": VERSION, "written_by": f"QuashLibrary {__version__}"}
    data = {item.name: getattr(proof, item.name) for item in fields(proof) if item.name != "tests"}
    lines = [f"{_json(key)}: {_json(value)}" for key, value in (head | data).items()]
    tests = ",\n".join(_json(test) for test in proof.tests)
    with whole_file(path) as file:
        file.write("{" + ",\n".join([*lines, f'"tests": [\n{tests}\n]']) + "}\n")


def read_proof_json(path: Path) -> Proof:
    """Read a proof.

    Raises:
        UnreadableProofError: the file cannot be read, is damaged, or has another version.
    """
    data = _document(path)
    version = data.get("version")
    if version != VERSION or isinstance(version, bool):
        raise UnreadableProofError(
            f"{path} has version {json.dumps(version)[:20]}, but this QuashLibrary reads version {VERSION}; {_ADVICE}"
        )
    try:
        return _read_data(Proof, data, "")
    except _WrongValueError as error:
        raise _damaged(path, str(error)) from None


def _damaged(path: Path, reason: str) -> UnreadableProofError:
    return UnreadableProofError(f"{path} is not a proof, or is damaged: {reason}; {_ADVICE}")


def _document(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableProofError(f"{path} cannot be read: {error.strerror or error}; run without --resume") from None
    except json.JSONDecodeError as error:
        raise _damaged(path, f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "it is nested too deeply" if isinstance(error, RecursionError) else str(error)) from None
    if not isinstance(data, dict):
        raise _damaged(path, "it is not an object")
    return data


def _read_data(kind: type[_Data], value: object, place: str) -> _Data:
    """Return a dataclass filled from a JSON object."""
    if not isinstance(value, dict):
        raise _WrongValueError(f"{place or 'it'} is not an object")
    hints = get_type_hints(kind)
    items: tuple[Field[Any], ...] = fields(kind)  # type: ignore[arg-type]
    found = {}
    for item in items:
        inner = f"{place}.{item.name}" if place else item.name
        if item.name in value:
            found[item.name] = _read(hints[item.name], value[item.name], inner)
        elif item.default is MISSING:
            raise _WrongValueError(f"{inner} is missing")
    return kind(**found)


def _read(kind: Any, value: object, place: str) -> object:
    """Return a value as the type of its field."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_data(kind, value, place)
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise _WrongValueError(f"{place} must be one of {', '.join(get_args(kind))}")
        return value
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise _WrongValueError(f"{place} is not a list")
        return tuple(_read(get_args(kind)[0], item, f"{place}[{index}]") for index, item in enumerate(value))
    return _moment(value, place) if kind is datetime else _plain(kind, value, place)


def _plain(kind: type[object], value: object, place: str) -> object:
    wanted = (int, float) if kind is float else (kind,)
    if type(value) not in wanted or (isinstance(value, float) and not isfinite(value)):
        raise _WrongValueError(f"{place} is not {_NAMES[kind]}")
    return _float(value, place) if kind is float and isinstance(value, int) else value


def _float(value: int, place: str) -> float:
    try:
        return float(value)
    except OverflowError:
        raise _WrongValueError(f"{place} is too large") from None


def _moment(value: object, place: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo:
        raise _WrongValueError(f"{place} is not a local date and time such as 2026-01-31T12:00:00")
    return moment


def _json(value: object) -> str:
    # UTF-8 cannot express a lone surrogate in a name, so it is written as a JSON escape.
    text = json.dumps(value, ensure_ascii=False, default=_json_form)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _json_form(value: object) -> object:
    """Return a value that JSON does not support as one that it does."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    assert is_dataclass(value) and not isinstance(value, type)  # noqa: S101 - a proof contains nothing else
    return asdict(value)

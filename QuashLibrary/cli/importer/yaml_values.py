"""Write values of a draft as YAML: on one line if there is room, else one line for each member.

In: a key and a tree of registry texts, JSON scalars and FromEnvironment. Out: lines, indented by steps of two spaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.cli.importer.draft import FromEnvironment
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.report.skeleton.yaml_text import inside, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDEST = 100
_STEP = "  "


def entry_lines(key: str, value: object, indent: str) -> Iterator[str]:
    """Yield the lines of `key: value`."""
    written = f"{indent}{key}: {line_value(value)}"
    if isinstance(value, str) and "\n" in value.strip() and _fits_a_block(value):
        yield f"{indent}{key}: |"
        yield from (f"{indent}{_STEP}{line}".rstrip() for line in value.strip("\n").split("\n"))
    elif not isinstance(value, dict | list) or not value or (len(written) <= _WIDEST and not _has_block(value)):
        yield written
    elif isinstance(value, dict):
        yield f"{indent}{key}:"
        for name, item in value.items():
            yield from entry_lines(inside(name), item, indent + _STEP)
    else:
        yield f"{indent}{key}:"
        for item in value:
            yield from _item_lines(item, indent + _STEP)


def line_value(value: object) -> str:
    """Return a value for the end of a line."""
    return scalar(value) if isinstance(value, str) else flow(value)


def flow(value: object) -> str:
    """Return a value inside `{…}` or `[…]`."""
    if isinstance(value, FromEnvironment):
        return f"{{env: {value.name}}}"
    if isinstance(value, str):
        return inside(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inside(name)}: {flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return write_json(value)


def _item_lines(item: object, indent: str) -> Iterator[str]:
    written = f"{indent}- {line_value(item)}"
    if not isinstance(item, dict) or not item or len(written) <= _WIDEST:
        yield written
        return
    mark = "- "
    for name, value in item.items():
        for line in entry_lines(inside(name), value, indent + _STEP):
            yield f"{indent}{mark}{line[len(indent) + len(mark) :]}"
            mark = _STEP


def _has_block(value: dict[str, object] | list[object]) -> bool:
    """Return whether a member is a text with several lines."""
    members = value.values() if isinstance(value, dict) else value
    return any(isinstance(item, str) and "\n" in item.strip() for item in members)


def _fits_a_block(text: str) -> bool:
    """Return whether a YAML block keeps a text with several lines unchanged."""
    first = next((line for line in text.split("\n") if line), "")
    return text.isprintable() is False and not first.startswith((" ", "\t")) and "\t" not in text and "\r" not in text

"""The cells of a step: as they are written, and with their variables replaced.

In: Robot's data or result of a keyword. Out: texts. Only plain names are replaced, because evaluating an expression
or a call a second time might change the test.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from robot.utils import unescape

from QuashLibrary.language.printable import one_line, shorten
from QuashLibrary.robotside.robot_api.variables import replaced

_LONGEST_STEP = 160
_NAME = re.compile(r"[$@%]\{[\w .]+\}")
_DICTIONARY = re.compile(r"&\{[\w .]+\}")
_EXPRESSION = re.compile(r"[$@&%]\{")


def step_text(result: Any) -> str:
    """Return the step as it is written, with its locator replaced; other values may be secret and stay as written."""
    first, *others = (*map(str, result.args), "")
    has_locator = not result.name.startswith("Input") or any(others)
    cells = [str(result.name), looked_up(first) if has_locator else first, *others]
    return shorten("    ".join(one_line(cell) for cell in cells if cell), _LONGEST_STEP)


def looked_up(cell: str) -> str:
    """Return a cell with its variables replaced; a list variable means several cells."""
    return "    ".join(_texts_of(cell))


def all_looked_up(cells: Iterable[str]) -> list[str]:
    """Return cells with their variables replaced, those of lists and dictionaries one by one."""
    return [text for cell in cells for text in _texts_of(cell)]


def readings(data: Any, arguments: Sequence[str]) -> Iterator[list[str]]:
    """Give the cells of a step as written and with variables replaced, both also with named ones at their positions.

    `arguments` are the names of the keyword's positional arguments.
    """
    named = data.named_args or {}
    written = [*map(str, data.args), *(f"{name}={value}" for name, value in named.items())]
    for cells in (written, all_looked_up(written)):
        yield cells
        yield _by_position(cells, arguments)


def named_cells(given: Sequence[Sequence[str]], spec: Any) -> frozenset[str]:
    """Return the arguments of a step as `name=value`, however they are given, from the step's readings."""
    positional = tuple(spec.positional)
    known = {*positional, *spec.named_only}
    named = {cell for cells in given for cell in cells if spec.var_named or cell.partition("=")[0] in known}
    placed = {f"{name}={cell}" for cells in given[1::2] for name, cell in zip(positional, cells, strict=False)}
    return frozenset(cell for cell in named | placed if "=" in cell)


def _by_position(cells: Sequence[str], arguments: Sequence[str]) -> list[str]:
    placed: dict[int, str] = {}
    for cell in cells:
        name, sign, value = cell.partition("=")
        if sign and name in arguments:
            placed[arguments.index(name)] = value
        else:
            placed.setdefault(len(placed), cell)
    return [placed.get(index, "") for index in range(max(placed, default=-1) + 1)]


def _texts_of(cell: str) -> Iterator[str]:
    if _DICTIONARY.fullmatch(cell):
        value = replaced(f"${cell[1:]}", cell)
        yield from (f"{name}={item}" for name, item in value.items()) if isinstance(value, Mapping) else [cell]
    elif _EXPRESSION.search(_NAME.sub("", cell)):
        yield cell
    elif not _NAME.search(cell):
        yield str(unescape(cell))
    else:
        value = replaced(cell, cell)
        yield from map(str, value) if isinstance(value, list | tuple) else [str(value)]

"""The cells of a step: as written, and with their variables replaced.

In: Robot's data or result of a keyword. Out: texts. Only plain names are replaced, because evaluating an expression or
a call a second time might change the test. Only values that have a text without running code of others are used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from robot.utils import unescape

from QuashLibrary.language.printable import one_line, shorten
from QuashLibrary.robotside.robot_api.values import is_dictionary, is_list, text_of, texts_in
from QuashLibrary.robotside.robot_api.variables import UNKNOWN, replaced, stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONGEST_STEP = 160
_NAME = re.compile(r"[$@&%]\{[\w .]+\}")
_EXPRESSION = re.compile(r"[$@&%]\{")


def step_text(result: Any) -> str:
    """Return the step as written, with its locator replaced; other values may be secret and stay as written."""
    first, *others = (*_written(result.args), "")
    has_locator = not result.name.startswith("Input") or any(others)
    cells = [str(result.name), looked_up(first) if has_locator else first, *others]
    return shorten("    ".join(one_line(cell) for cell in cells if cell), _LONGEST_STEP)


def looked_up(cell: str) -> str:
    """Return a cell with its variables replaced; a list variable means several cells."""
    return "    ".join(_texts_of(cell))


def all_looked_up(cells: Iterable[str]) -> list[str]:
    """Return cells with their variables replaced; items of lists and dictionaries become separate cells."""
    return [text for cell in cells for text in _texts_of(cell)]


def written_cells(data: Any) -> list[str]:
    """Return the cells of a step as written, named arguments as `name=value`; a test has none."""
    named = getattr(data, "named_args", None) or {}
    return [*_written(getattr(data, "args", ())), *texts_in(dict(named))]


def readings(data: Any, arguments: Sequence[str]) -> Iterator[list[str]]:
    """Yield the cells of a step as written and with variables replaced, each also with named ones at their positions.

    `arguments` are the names of the keyword's positional arguments.
    """
    written = written_cells(data)
    for cells in (written, all_looked_up(written)):
        yield cells
        yield _by_position(cells, arguments)


def named_cells(given: Sequence[Sequence[str]], spec: Any) -> frozenset[str]:
    """Return all arguments of a step as `name=value`, from the step's readings."""
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


def _written(cells: Iterable[Any]) -> list[str]:
    """Return cells as texts; they may be objects if a program created the step."""
    return list(texts_in(list(cells)))


def _texts_of(cell: str) -> Iterator[str]:
    names = _NAME.findall(cell)
    if _EXPRESSION.search(_NAME.sub("", cell)):
        yield cell
    elif not names:
        yield str(unescape(cell))
    elif names == [cell]:
        yield from _texts_of_variable(cell)
    elif all(_has_text(name) for name in names):
        yield str(replaced(cell, cell))
    else:
        yield cell


def _texts_of_variable(cell: str) -> Iterator[str]:
    """Yield the texts of a variable; each item of a list or dictionary is a cell."""
    value = stored(cell)
    if value is UNKNOWN:
        # A number, an environment variable, or a variable that does not exist.
        value = replaced(cell, cell) if cell[0] in "$%" else cell
    is_whole = is_dictionary(value) if cell[0] == "&" else is_list(value) or text_of(value) is not None
    yield from texts_in(value) if is_whole else [cell]


def _has_text(name: str) -> bool:
    """Return whether a variable in a longer text can be replaced without running code of others."""
    value = stored(name)
    return value is UNKNOWN or text_of(value) is not None

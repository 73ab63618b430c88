"""Evaluate the expressions of `satisfies` like Robot Framework's Evaluate, but without Robot Framework.

In: an expression of the registry, which is trusted as code, and values by name. Out: whether it is true. `$name` and
`value` are values. Other names belong to Python or are modules, which are imported. No value becomes part of the code.
"""

from __future__ import annotations

import builtins
import copy
import io
import tokenize
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from QuashLibrary.errors import ExpressionError
from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType

_PREFIX = "quash_value_"
"""The prefix of the values' names in the code."""


def holds(expression: str, values: Mapping[str, object]) -> bool:
    """Return whether an expression is true.

    Raises:
        ExpressionError: it cannot be evaluated.
    """
    try:
        code, names = _compiled(expression.strip())
        known = {f"{_PREFIX}{name}": copy.deepcopy(_value_of(name, values)) for name in names}
        # As in Robot, lambdas and generators see only global names.
        seen = {"value": copy.deepcopy(values.get("value"))}
        return bool(eval(code, seen, _Names(known)))  # noqa: S307 - the registry is trusted, as in Robot
    except ExpressionError:
        raise
    except (Exception, SystemExit) as error:  # any error of the expression
        raise ExpressionError(_reason(error)) from None


class _Names(dict[str, object]):
    """The values that an expression names; any name that is neither a value nor Python's own is a module."""

    def __missing__(self, name: str) -> object:
        if name == "value" or hasattr(builtins, name):
            raise KeyError(name)
        try:
            return import_module(name)
        except ImportError:
            raise KeyError(name) from None


def _value_of(name: str, values: Mapping[str, object]) -> object:
    plain = {_plain(other): value for other, value in values.items()}
    if _plain(name) in plain:
        return plain[_plain(name)]
    near = did_you_mean(f"${name}", [f"${other}" for other in values])
    advice = near or "outside a robot run there are only $value, inputs and fetched values"
    raise ExpressionError(f"unknown variable ${name}; {advice}")


def _reason(error: BaseException) -> str:
    """Return Python's message; for a value that a lambda cannot see, Robot's wording."""
    if isinstance(error, NameError) and str(error.name).startswith(_PREFIX):
        return f"${str(error.name).removeprefix(_PREFIX)} is used in a scope where it cannot be seen"
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return " ".join(f"{type(error).__name__}: {text}".split())


@lru_cache(maxsize=100)  # Needed in each attempt, and for each member of a list.
def _compiled(expression: str) -> tuple[CodeType, frozenset[str]]:
    """Return the code and the names of its values; a `$` in a string is not a value."""
    lines = expression.splitlines(keepends=True)
    found: list[tokenize.TokenInfo] = []
    after_dollar = False
    for token in tokenize.generate_tokens(io.StringIO(expression).readline):
        if after_dollar and token.type == tokenize.NAME:
            found.append(token)
        after_dollar = token.string == "$"
    for token in reversed(found):
        row, column = token.start[0] - 1, token.start[1]
        before = lines[row][:column].rstrip().removesuffix("$")
        lines[row] = f"{before}{_PREFIX}{token.string}{lines[row][token.end[1] :]}"
    return compile("".join(lines), "<satisfies>", "eval"), frozenset(token.string for token in found)


def _plain(name: str) -> str:
    """Return a name as Robot compares it: without case and underscores."""
    return name.lower().replace("_", "")

"""Evaluate the expressions of `satisfies` as Robot Framework's Evaluate does, without Robot Framework.

In: an expression of the registry, which is trusted as code, and values by name. Out: whether it is true. `$name` is a
value, and so is `value`; other names are Python's, or modules, which are imported. No value becomes part of the code.
"""

from __future__ import annotations

import ast
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
"""How the names of values begin in the code."""


def holds(expression: str, values: Mapping[str, object]) -> bool:
    """Return whether an expression is true.

    Raises:
        ExpressionError: it cannot be evaluated.
    """
    known = {_plain(name): value for name, value in values.items()}
    try:
        code, names, modules = _compiled(expression.strip())
        names_of_values = {f"{_PREFIX}{name}": copy.deepcopy(_value_of(name, known, values)) for name in names}
        # One mapping for both: lambdas and comprehensions do not see the local names of eval.
        space = {"value": values.get("value")} | _imported(modules) | names_of_values
        return bool(eval(code, space))  # noqa: S307 - the registry is trusted, as is Robot's Evaluate
    except ExpressionError:
        raise
    except (Exception, SystemExit) as error:  # whatever the expression raises
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise ExpressionError(" ".join(f"{type(error).__name__}: {reason}".split())) from None


def _value_of(name: str, known: Mapping[str, object], values: Mapping[str, object]) -> object:
    if _plain(name) in known:
        return known[_plain(name)]
    near = did_you_mean(f"${name}", [f"${other}" for other in values])
    advice = near or "only $value, inputs and fetched values are known outside a robot run"
    raise ExpressionError(f"${name} is not known; {advice}")


@lru_cache(maxsize=100)  # It is evaluated in each attempt, and for each member of a list.
def _compiled(expression: str) -> tuple[CodeType, frozenset[str], frozenset[str]]:
    """Return the code, the names of the values in it, and the names that may be modules."""
    text, names = _without_dollars(expression)
    tree = ast.parse(text, mode="eval")
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    modules = {
        name for name in used - bound - {"value"} if not name.startswith(_PREFIX) and not hasattr(builtins, name)
    }
    return compile(tree, "<satisfies>", "eval"), names, frozenset(modules)


def _without_dollars(expression: str) -> tuple[str, frozenset[str]]:
    """Return an expression with a name of Python for each `$name`, and the names; in strings, `$` is no value."""
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
    return "".join(lines), frozenset(token.string for token in found)


def _imported(names: frozenset[str]) -> dict[str, object]:
    """Return the modules that are used by their names; what is no module is an unknown name for Python, too."""
    found: dict[str, object] = {}
    for name in names:
        try:
            found[name] = import_module(name)
        except ImportError:
            continue
    return found


def _plain(name: str) -> str:
    """Return a name as Robot compares it: without case and underscores."""
    return name.lower().replace("_", "")

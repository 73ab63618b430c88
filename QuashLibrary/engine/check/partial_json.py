"""Compare a body with a partial document: listed members must match, all others are ignored.

Lists must have the same length and order; operators check a leaf `{expect: {operators}}`. Each leaf has its own result
and path, so a tester sees at once which ones differ.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.check.judgement import judge
from QuashLibrary.language.hidden_values import shown_text
from QuashLibrary.language.json_display import join_index, join_key
from QuashLibrary.language.json_values import Match
from QuashLibrary.language.operators.model import Condition, Conditions, Context, Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.language.operators.model import Result


def compare(expected: object, found: Found, context: Context | None = None) -> Iterator[tuple[str, Result]]:
    """Yield the path and the result of each leaf; `context.before` contains the remembered document."""
    yield from _compare(expected, found, "$", context or Context())


def _compare(expected: object, found: Found, path: str, context: Context) -> Iterator[tuple[str, Result]]:
    value = found.values[0] if found.matches else None
    if isinstance(expected, Conditions):
        yield path, judge(expected, found, context)
    elif isinstance(expected, dict) and expected and found.no_document:
        for key, item in expected.items():
            yield from _compare(item, found, join_key(path, key), _context_below(context, key))
    elif isinstance(expected, dict) and found.matches:
        if not expected or not isinstance(value, dict):
            yield path, judge(_single_condition("type", ["object"]), found)
            return
        for key, item in expected.items():
            inner = join_key(path, key)
            yield from _compare(item, _found_member(value, key, inner, path), inner, _context_below(context, key))
    elif isinstance(expected, list) and isinstance(value, list):
        if len(expected) != len(value):
            yield path, judge(_single_condition("count", len(expected)), found)
        for index, (item, element) in enumerate(zip(expected, value, strict=False)):
            inner = join_index(path, index)
            yield from _compare(item, Found.one(element, inner), inner, _context_below(context, index))
    else:
        yield path, judge(_single_condition("equals", expected), found)


def _found_member(value: dict[str, JSON], key: str, path: str, parent: str) -> Found:
    if key in value:
        return Found((Match(path, value[key]),))
    owner, names = "the answer" if parent == "$" else parent, [shown_text(name) for name in value]
    if not names:
        return Found(hint=f"{owner} is an empty object")
    listed = f"the keys {', '.join(names)}" if len(names) > 1 else f'only the key "{names[0]}"'
    return Found(hint=f"{owner} has {listed}")


def _context_below(context: Context, step: str | int) -> Context:
    """Return the context with the remembered document at the next step of the path."""
    if context.before is None:
        return context
    whole = context.before.values[0] if context.before.matches else None
    if isinstance(whole, dict) and step in whole:
        return replace(context, before=Found.one(whole[str(step)]))
    if isinstance(whole, list) and isinstance(step, int) and step < len(whole):
        return replace(context, before=Found.one(whole[step]))
    return replace(context, before=Found())


def _single_condition(name: str, argument: object) -> Conditions:
    return Conditions((Condition(name, argument),))

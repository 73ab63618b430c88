"""The operators that compare with a snapshot: `changed` and `changed by`.

The Context contains the values found before at the same place. A value that was missing and now exists has changed. A
value that is missing both times means a mistake in the path, unless there was no document either time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.language.exact_numbers import exact
from QuashLibrary.language.json_display import show, show_pair
from QuashLibrary.language.json_values import difference, is_finite, same
from QuashLibrary.language.operators.arguments import FLAG, NUMBER
from QuashLibrary.language.operators.evaluation import Operator
from QuashLibrary.language.operators.model import Found, Judgement

if TYPE_CHECKING:
    from QuashLibrary.language.json_values import JSON, Difference, Match
    from QuashLibrary.language.operators.evaluation import Evaluation

NEEDS_SNAPSHOT = frozenset({"changed", "changed by"})
"""The names of the operators that need a snapshot."""

_NO_SNAPSHOT = Judgement(False, "has no snapshot to compare with")


def at_same_place(match: Match, elements: tuple[Match, ...], evaluation: Evaluation) -> Evaluation:
    """Return the evaluation for one element, which compares with the earlier element at the same place."""
    if evaluation.context.before is None:
        return evaluation
    before = tuple(element for element in elements if element.path == match.path)
    return against(Found(before), evaluation)


def against(before: Found | None, evaluation: Evaluation) -> Evaluation:
    """Return the evaluation that compares with other values."""
    return replace(evaluation, context=replace(evaluation.context, before=before))


def _changed(argument: bool, found: Found, evaluation: Evaluation) -> Judgement:
    before = evaluation.context.before
    if before is None:
        return _NO_SNAPSHOT
    differs = not same(before.values, found.values)
    if not found.matches and not before.matches and not (found.no_document and before.no_document):
        return Judgement(False, "was not found, as before", found.hint)
    if not differs:
        return Judgement(not argument, f"{_was_words(found, evaluation)}, as before", found.hint if argument else "")
    return Judgement(
        argument, _both_words(before, found, evaluation), differences=_differences(before, found, argument)
    )


def _was_words(found: Found, evaluation: Evaluation) -> str:
    return f"was {evaluation.show(_compared_value(found))}" if found.matches else found.absence


def _compared_value(found: Found) -> JSON:
    return found.values[0] if found.definite else found.values


def _both_words(before: Found, found: Found, evaluation: Evaluation) -> str:
    if not before.matches:
        return f"{_was_words(found, evaluation)}, not found before"
    if not found.matches:
        return f"was not found, before {evaluation.show(_compared_value(before))}"
    then, now = show_pair(_compared_value(before), _compared_value(found), evaluation.context.limit)
    return f"was {now}, before {then}"


def _differences(before: Found, found: Found, argument: bool) -> tuple[Difference, ...]:
    if argument or not before.matches or not found.matches:
        return ()
    then, now = _compared_value(before), _compared_value(found)
    documents = all(isinstance(value, dict | list) for value in (then, now))
    return tuple(difference(then, now, at=found.matches[0].path if found.definite else "matches")) if documents else ()


def _changed_by(argument: float, found: Found, evaluation: Evaluation) -> Judgement:
    before = evaluation.context.before
    if before is None:
        return _NO_SNAPSHOT
    if len(found.matches) != 1 or len(before.matches) != 1:
        several = max(len(found.matches), len(before.matches)) > 1
        hint = "to compare the number of matches, write {count: {changed by: …}}" if several else found.hint
        nothing = not (before.matches or found.matches)
        return Judgement(False, "was not found, as before" if nothing else _both_words(before, found, evaluation), hint)
    then, now = before.values[0], found.values[0]
    if not is_finite(then) or not is_finite(now):
        hint = f"write {{as: number, changed by: {show(argument)}}}" if isinstance(now, str) else ""
        return Judgement(False, f"{_both_words(before, found, evaluation)}, not two numbers", hint)
    change = exact(now) - exact(then)
    return Judgement(change == exact(argument), f"was {show(now)}, before {show(then)} ({float(change):+g})")


CHANGED = Operator(
    "changed",
    FLAG,
    "true: the value differs from the snapshot that Remember Backend took, or nothing was found before. false: the "
    "value is unchanged. Fails if nothing is found now and nothing was before, unless both answers have no body.",
    lambda argument, _: f"should {'' if argument else 'not '}have changed",
    _changed,
    judges_nothing=True,
)
CHANGED_BY = Operator(
    "changed by",
    NUMBER,
    "A number that is greater than in the snapshot by exactly this much (smaller if negative), in exact decimals; "
    "also below count.",
    lambda argument, evaluation: f"should have changed by {evaluation.show(argument)}",
    _changed_by,
)

"""The judges of the operators: each judges the values that a path found (none, one or several) by an argument.

In: an argument, the Found values, and the Evaluation. Out: a Judgement with the words for a message. Most operators
fail if nothing was found, so a path with a typing error never passes; only `exists`, `count` and equality with a list
accept it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.errors import CannotJudgeError
from QuashLibrary.language.json_display import describe, join_index, join_key, show_pair
from QuashLibrary.language.json_values import Match, difference, same
from QuashLibrary.language.json_values import includes as has_part
from QuashLibrary.language.operators.changes import against, at_same_place
from QuashLibrary.language.operators.model import Conditions, Found, Judgement, unique
from QuashLibrary.language.operators.rules import Ruling, alike_hint, contains, missing_part

if TYPE_CHECKING:
    from QuashLibrary.language.json_values import JSON, Difference
    from QuashLibrary.language.operators.condition_reader import Argument
    from QuashLibrary.language.operators.evaluation import Evaluation, Judge
    from QuashLibrary.language.operators.model import Result
    from QuashLibrary.language.operators.rules import Rule

_MOST_PLACES = 3
_SEVERAL = "the path may find several values: use each, any, count or contains, or compare with a list"


def single(rule: Rule[Argument]) -> Judge[Argument]:
    """Return the judge of a rule on exactly one value."""

    def judge(argument: Argument, found: Found, evaluation: Evaluation) -> Judgement:
        if len(found.matches) != 1:
            return _not_one(found, evaluation)
        value = found.matches[0].value
        return _judgement(rule(argument, value, evaluation), value, evaluation)

    return judge


def _judgement(ruling: bool | Ruling, value: JSON, evaluation: Evaluation) -> Judgement:
    if isinstance(ruling, Ruling):
        return Judgement(ruling.holds, ruling.was, ruling.hint)
    return Judgement(ruling, f"was {evaluation.show(value)}")


def _not_one(found: Found, evaluation: Evaluation) -> Judgement:
    if not found.matches:
        return Judgement(False, found.absence, found.hint)
    return Judgement(False, _values_in_words(found, evaluation), _SEVERAL)


def _values_in_words(found: Found, evaluation: Evaluation) -> str:
    places = _listing([f"{match.path} was {evaluation.show(match.value)}" for match in found.matches])
    return f"found {len(found.matches)} values: {places}"


def _listing(texts: list[str]) -> str:
    more = f" and {len(texts) - _MOST_PLACES} more" if len(texts) > _MOST_PLACES else ""
    return f"{', '.join(texts[:_MOST_PLACES])}{more}"


def _is_list_of_matches(argument: JSON, found: Found) -> bool:
    return isinstance(argument, list) and not found.definite


def equals(argument: JSON, found: Found, evaluation: Evaluation) -> Judgement:
    """Test for the same JSON value; a list is compared with all matches, or with the only match."""
    listed = _is_list_of_matches(argument, found)
    if len(found.matches) != 1 and not listed:
        return _not_one(found, evaluation)
    actual = _compared_value(argument, found)
    equal = same(argument, actual)
    should, was = show_pair(argument, actual, evaluation.context.limit)
    at = found.matches[0].path if len(found.matches) == 1 else "matches"
    differences = [] if equal or not _are_documents(argument, actual) else difference(argument, actual, at=at)
    hint = _first_of(differences) or alike_hint(argument, actual)
    return Judgement(equal, f"was {was}", hint, tuple(differences), f"should be {should}")


def not_equals(argument: JSON, found: Found, evaluation: Evaluation) -> Judgement:
    """Test that a value was found and is another JSON value."""
    if not found.matches or (len(found.matches) != 1 and not _is_list_of_matches(argument, found)):
        return _not_one(found, evaluation)
    actual = _compared_value(argument, found)
    should, was = show_pair(argument, actual, evaluation.context.limit)
    return Judgement(not same(argument, actual), f"was {was}", should=f"should not be {should}")


def _compared_value(argument: JSON, found: Found) -> JSON:
    """Return the value to compare: the only value, or all values; the only match may itself be the list."""
    if not _is_list_of_matches(argument, found):
        return found.values[0]
    only = found.values[0] if len(found.matches) == 1 else None
    return only if isinstance(only, list) and not same(argument, found.values) else found.values


def _are_documents(argument: JSON, actual: JSON) -> bool:
    return any(isinstance(argument, kind) and isinstance(actual, kind) for kind in (list, dict))


def _first_of(differences: list[Difference]) -> str:
    if not differences:
        return ""
    more = len(differences) - 1
    return f"{differences[0]}" + (f", and {more} more {'differences' if more > 1 else 'difference'}" if more else "")


def includes(argument: JSON, found: Found, evaluation: Evaluation) -> Judgement:
    """Test that every listed element exists; a list is searched for in all matches, or in the only match."""
    if len(found.matches) != 1 and not (found.matches and _is_list_of_matches(argument, found)):
        return _not_one(found, evaluation)
    only = found.values[0]
    is_only = found.definite or (len(found.matches) == 1 and isinstance(only, type(argument)))
    value: JSON = only if is_only else found.values
    holds = has_part(argument, value)
    _, was = show_pair(argument, value, evaluation.context.limit)
    return Judgement(holds, f"was {was}", "" if holds else missing_part(argument, value))


def membership(rule: Rule[JSON]) -> Judge[JSON]:
    """Return the judge of `contains` and its opposite; several matches count as a list of values."""

    def judge(argument: JSON, found: Found, evaluation: Evaluation) -> Judgement:
        if found.definite or not found.matches:
            return single(rule)(argument, found, evaluation)
        values: JSON = found.values
        judgement = _judgement(rule(argument, values, evaluation), values, evaluation)
        only = found.values[0] if len(found.matches) == 1 else None
        if judgement.holds or contains(argument, only, evaluation) is not True:
            return judgement
        hint = "the only match contains it; to search inside each match, write {each: {contains: …}}"
        return Judgement(False, judgement.was, hint)

    return judge


def exists(argument: bool, found: Found, evaluation: Evaluation) -> Judgement:
    """Test that the path finds something, or nothing."""
    if not found.matches:
        return Judgement(not argument, found.absence, found.hint if argument else "")
    if len(found.matches) == 1:
        return Judgement(argument, f"was {evaluation.show(found.values[0])}")
    return Judgement(argument, _values_in_words(found, evaluation))


def count(argument: float | Conditions, found: Found, evaluation: Evaluation) -> Judgement:
    """Test the number of matches, or the length of the only value of a definite path."""
    size = _size_in_words(found, evaluation)
    if isinstance(size, Judgement):
        return size
    number, what = size
    if isinstance(argument, Conditions):
        result = _counted_before(evaluation).judge(argument, Found.one(number))
        holds, hint, was = result.holds, result.hint, result.was
    else:
        holds, hint, was = same(argument, number), "", f"was {number}"
    if not holds and not found.definite and len(found.matches) == 1 and isinstance(found.values[0], list):
        hint = f"the path found one list of {len(found.values[0])}; to count its elements, write {{each: {{count: …}}}}"
    if not holds and not found.matches:
        hint = found.hint
    return Judgement(holds, f"{was} ({what})", hint)


def _counted_before(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation that compares with the earlier count, or with nothing if it could not be counted."""
    before = evaluation.context.before
    if before is None:
        return evaluation
    size = _size_in_words(before, evaluation)
    return against(Found() if isinstance(size, Judgement) else Found.one(size[0]), evaluation)


def _size_in_words(found: Found, evaluation: Evaluation) -> tuple[int, str] | Judgement:
    if not found.definite or found.no_document:
        return len(found.matches), evaluation.show(found.values) if found.matches else "nothing was found"
    if not found.matches:
        return _not_one(found, evaluation)
    value = found.values[0]
    if isinstance(value, str | list | dict):
        return len(value), evaluation.show(value) if value else describe(value)
    return Judgement(False, f"was {evaluation.show_typed(value)}, not a list, text or object")


def each(argument: Conditions, found: Found, evaluation: Evaluation) -> Judgement:
    """Test that the conditions hold for every element or match."""
    results = _results(argument, found, evaluation)
    if isinstance(results, Judgement):
        return results
    failed = [(path, result) for path, result in results if not result.holds]
    if not failed:
        return Judgement(True, f"held for all {len(results)}" if results else "was empty")
    should = " and ".join(unique(result.should for _, result in failed[:_MOST_PLACES]))
    return Judgement(
        False,
        f"failed for {len(failed)} of {len(results)}: {_places(failed)}",
        _first_hint(failed),
        tuple(one for _, result in failed for one in result.differences),
        f"{evaluation.should(argument) if ' and ' in should else should} for each element",
    )


def any_of(argument: Conditions, found: Found, evaluation: Evaluation) -> Judgement:
    """Test that the conditions hold for at least one element or match; on the others an expression may fail."""
    elements = _elements_to_judge(found, evaluation)
    if isinstance(elements, Judgement):
        return elements
    results: list[tuple[str, Result]] = []
    unfit: CannotJudgeError | None = None
    for element, evaluation_there in elements:
        try:
            results.append((element.path, evaluation_there.judge(argument, Found((element,)))))
        except CannotJudgeError as error:
            unfit = error
    held = [path for path, result in results if result.holds]
    if held:
        return Judgement(True, f"held for {_listing(held)}")
    if unfit:
        raise unfit
    if not results:
        return Judgement(False, "was empty")
    return Judgement(False, f"failed for all {len(results)}: {_places(results)}", _first_hint(results))


def _results(argument: Conditions, found: Found, evaluation: Evaluation) -> list[tuple[str, Result]] | Judgement:
    """Return the result for each element with its path; a Judgement if there are no elements."""
    elements = _elements_to_judge(found, evaluation)
    if isinstance(elements, Judgement):
        return elements
    return [(one.path, there.judge(argument, Found((one,)))) for one, there in elements]


def _elements_to_judge(found: Found, evaluation: Evaluation) -> list[tuple[Match, Evaluation]] | Judgement:
    """Return each element with the evaluation that compares with the earlier element at the same place."""
    elements = _elements(found, evaluation)
    if isinstance(elements, Judgement):
        return elements
    before = evaluation.context.before
    elements_before = () if before is None else _elements(before, evaluation)
    places = () if isinstance(elements_before, Judgement) else elements_before
    return [(one, at_same_place(one, places, evaluation)) for one in elements]


def _places(results: list[tuple[str, Result]]) -> str:
    return _listing([f"{path} {result.was}" for path, result in results])


def _first_hint(results: list[tuple[str, Result]]) -> str:
    return next((result.hint for _, result in results if result.hint), "")


def _elements(found: Found, evaluation: Evaluation) -> tuple[Match, ...] | Judgement:
    if not found.matches:
        return _not_one(found, evaluation)
    if not found.definite:
        return found.matches
    whole = found.matches[0]
    if isinstance(whole.value, list):
        return tuple(Match(join_index(whole.path, at), value) for at, value in enumerate(whole.value))
    if isinstance(whole.value, dict):
        return tuple(Match(join_key(whole.path, key), value) for key, value in whole.value.items())
    return Judgement(False, f"was {evaluation.show_typed(whole.value)}, not a list or object")


def all_of(argument: tuple[Conditions, ...], found: Found, evaluation: Evaluation) -> Judgement:
    """Test that all mappings of operators hold."""
    results = [evaluation.judge(conditions, found) for conditions in argument]
    decisive = [result for result in results if not result.holds] or results
    return Judgement(
        all(result.holds for result in results),
        ", ".join(unique(result.was for result in decisive)),
        "; ".join(unique(result.hint for result in decisive if result.hint)),
        tuple(one for result in decisive for one in result.differences),
        " and ".join(unique(result.should for result in decisive)).replace(" and should ", " and "),
    )

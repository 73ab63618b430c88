"""The value that a keyword wants of an outcome: a fetched one by its name, or a part of the answer by its JSONPath."""

from collections.abc import Mapping

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import find
from QuashLibrary.engine.outcome import Fault, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import PathError, UnreadableError
from QuashLibrary.language.hidden_values import is_hidden, revealed
from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.jsonpath import compile_path
from QuashLibrary.problems import did_you_mean
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.views.texts import shown


def fetched_value(outcome: Outcome, wanted: str | None, redactor: Redactor) -> object:
    """Return the wanted value; None if an outcome that did not pass does not have it.

    Raises:
        ValidationError: an outcome that passed does not have it.
    """
    fetched = outcome.fetched
    if wanted is not None and wanted.startswith("$"):
        return _value_at(wanted, outcome, redactor)
    if wanted is None and len(fetched) == 1:
        return next(iter(fetched.values()))
    if wanted is not None and wanted in fetched:
        return fetched[wanted]
    if outcome.verdict != "passed":
        return None
    raise ValidationError(f"{outcome.name}: {_choice_of(wanted, fetched)}")


def _value_at(path: str, outcome: Outcome, redactor: Redactor) -> object:
    answer = outcome.last.exchange.answer if outcome.last else None
    if answer is None or isinstance(answer, Fault):
        return None
    try:
        found = find(compile_path(path), AnswerParts(answer, 0.0).json)
    except (PathError, UnreadableError) as error:
        raise ValidationError(shown(f"{outcome.name}: {error}", redactor)) from None
    if len(found.matches) == 1:
        return _handed_over(found.values[0], redactor)
    if found.matches and not found.definite:
        return _handed_over(found.values, redactor)
    if outcome.verdict != "passed":
        return None
    hint = f"; {found.hint}" if found.hint else ""
    raise ValidationError(shown(f"{outcome.name}: {path} was not found{hint}", redactor))


def _handed_over(value: JSON, redactor: Redactor) -> JSON:
    """Return a value for the test; one that the registry redacts is secret from now on."""
    if is_hidden(value):
        redactor.add(revealed(value))
    return revealed(value)


def _choice_of(wanted: str | None, fetched: Mapping[str, object]) -> str:
    if not fetched:
        return "it fetches no value; add a fetch to it in the registry, or give value=$.path"
    names = ", ".join(fetched)
    if wanted is None:
        return f"it fetches several values, choose one: value={' or value='.join(fetched)}"
    return f'it fetches no value "{wanted}"; {did_you_mean(wanted, fetched) or f"it fetches {names}"}'

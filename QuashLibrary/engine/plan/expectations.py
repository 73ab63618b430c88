"""Look up the values that the expectations and fetches of a validation refer to.

In: Expectations and Fetches of the registry, and a Scope. Out: Expectations and Fetches with nothing left to look up.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from QuashLibrary.engine.plan.statuses import allowed_statuses, with_counts, with_numbers
from QuashLibrary.engine.plan.values import InputText, as_text, render, render_with
from QuashLibrary.errors import PathError, UnusableValueError
from QuashLibrary.language.jsonpath.path import compile_path
from QuashLibrary.language.jsonpath.text import literal
from QuashLibrary.language.operators.model import Conditions
from QuashLibrary.language.operators.table import resolve
from QuashLibrary.language.regexes import compile_regex, unnamed_groups
from QuashLibrary.language.templates import PatternTemplate, Reference, Template

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Expectation, Fetch, Subject

_DIGITS = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")


def render_expectations(expectations: Iterable[Expectation], scope: Scope) -> tuple[Expectation, ...]:
    """Return expectations with every value looked up.

    Raises:
        UnusableValueError: a name is not set, or an operator cannot use its value.
    """
    return tuple([_rendered_expectation(item, scope) if item.is_open else item for item in expectations])


def render_fetch(fetch: Fetch, scope: Scope) -> Fetch:
    """Return a fetch with every value looked up.

    Raises:
        UnusableValueError: a name is not set, or `matches` is not a regular expression.
    """
    pattern = str(_pattern(fetch.matches, scope))
    try:
        groups = unnamed_groups(compile_regex(pattern))
    except (re.error, RecursionError, OverflowError) as error:
        raise UnusableValueError(f"matches of fetch {fetch.name}: invalid regular expression: {error}") from error
    if groups > 1:
        problem = f"matches of fetch {fetch.name} has {groups} groups, but only one can be fetched"
        raise UnusableValueError(f"{problem}; write (?:…) for the others")
    subject = _rendered_subject(fetch.subject, scope)
    return replace(fetch, subject=subject, matches=pattern, default=render(fetch.default, scope))


def _rendered_expectation(expectation: Expectation, scope: Scope) -> Expectation:
    subject = _rendered_subject(expectation.subject, scope)
    if expectation.conditions is None:
        argument = _rendered_document(expectation.argument, subject, scope)
        argument = allowed_statuses(argument) if subject.kind == "status" else argument
        return replace(expectation, subject=subject, argument=argument)
    conditions = _rendered_conditions(expectation.conditions, subject, scope)
    return replace(expectation, subject=subject, conditions=conditions)


def _rendered_document(value: object, subject: Subject, scope: Scope) -> object:
    if isinstance(value, Conditions):
        return _rendered_conditions(value, subject, scope)
    if isinstance(value, dict):
        return {key: _rendered_document(item, subject, scope) for key, item in value.items()}
    if isinstance(value, list):
        return [_rendered_document(item, subject, scope) for item in value]
    return _argument(value, scope)


def _rendered_conditions(conditions: Conditions, subject: Subject, scope: Scope) -> Conditions:
    def look_up(argument: object) -> object:
        return _pattern(argument, scope) if isinstance(argument, PatternTemplate) else _argument(argument, scope)

    if subject.kind == "status":
        conditions = with_numbers(conditions, look_up)
    conditions = with_counts(conditions, look_up, str(subject))
    parsed = resolve(conditions, look_up, durations=subject.kind == "time")
    if parsed.problems:
        problems = "; ".join(problem.message for problem in parsed.problems)
        raise UnusableValueError(f"{subject}: {problems}")
    return parsed.conditions


def _pattern(value: object, scope: Scope) -> object:
    """Render a regular expression: values inside it match literally, but a single value may itself be an expression."""
    if isinstance(value, PatternTemplate) and not value.whole:
        return render_with(value, scope, lambda item: re.escape(as_text(item)))
    return _argument(value, scope)


def _argument(value: object, scope: Scope) -> object:
    """Render an expected value; a text from an input is marked, for the hints of checks."""
    rendered = render(value, scope)
    whole = value.whole if isinstance(value, Template) else None
    is_input = isinstance(whole, Reference) and whole.name in scope.declared
    return InputText(rendered) if is_input and isinstance(rendered, str) else rendered


def _number_literal(value: object) -> str:
    """Return the literal of a value; a text of digits becomes the number that was probably meant."""
    return value if isinstance(value, str) and _DIGITS.fullmatch(value) else literal(value)


def _rendered_subject(subject: Subject, scope: Scope) -> Subject:
    if subject.template is None:
        return subject
    try:
        text = render_with(subject.template, scope, literal)
        as_numbers = render_with(subject.template, scope, _number_literal)
        with_numbers = compile_path(as_numbers) if as_numbers != text else None
        return replace(subject, name=text, path=compile_path(text), with_numbers=with_numbers)
    except PathError as error:
        raise UnusableValueError(str(error)) from error

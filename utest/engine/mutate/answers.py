"""Answers and validations for tests of noticed changes."""

import json
from collections.abc import Callable
from dataclasses import replace

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate, verdict_of
from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.mutate.measure import measure
from QuashLibrary.engine.noticed_changes import NoticedChanges
from QuashLibrary.engine.outcome import Answer, Description
from QuashLibrary.language.json_values import JSON
from utest.engine.plans import plan_of

LONG = 60.0
Passes = Callable[[AnswerParts], bool]


def parts_of(document: JSON, status: int | None = 200, layout: int | None = None) -> AnswerParts:
    """Return the parts of an answer with a JSON document."""
    body = json.dumps(document, indent=layout).encode("utf-8", "surrogatepass")
    return AnswerParts(Answer(Description("", ""), body, status), 0.0)


def text_parts(text: str) -> AnswerParts:
    """Return the parts of an answer with a text."""
    headers = (("Content-Type", "text/plain; charset=utf-8"),)
    return AnswerParts(Answer(Description("", ""), text.encode(), 200, headers), 0.0)


def passing(expect: str, snapshot: AnswerParts | None = None) -> Passes:
    """Return a function that says whether an answer passes these expectations."""
    plan = plan_of(f"request: GET /\nexpect: {expect}")
    return lambda parts: verdict_of(evaluate(plan.expected_of(parts.answer), parts, snapshot)) == "passed"


def measured(expect: str, parts: AnswerParts, snapshot: AnswerParts | None = None) -> NoticedChanges:
    """Return the changes to an answer that these expectations notice."""
    changes = measure(parts, snapshot, passing(expect, snapshot), Deadline.after(LONG))
    assert changes is not None
    return changes


def with_status(parts: AnswerParts, status: int) -> AnswerParts:
    """Return the parts of the same answer with another status."""
    return AnswerParts(replace(parts.answer, status=status), parts.elapsed)

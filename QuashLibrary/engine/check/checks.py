"""Evaluate expectations on an answer: one Check each, in the order of the registry.

In: rendered Expectations and an Answer. Out: Checks. A part that cannot be read makes those that need
it "not evaluated": they are told, and the verdict is an error unless something else has failed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus

from QuashLibrary.engine.answer import Answer
from QuashLibrary.engine.check.graphql import errors_check
from QuashLibrary.engine.check.judgement import judge
from QuashLibrary.engine.check.partial_json import compare
from QuashLibrary.engine.outcome import Check, CheckState, Verdict
from QuashLibrary.engine.set_cookie import SetCookie
from QuashLibrary.errors import CannotJudgeError, DocumentTooDeepError, SlowPatternError, UnreadableError
from QuashLibrary.language.durations import Seconds
from QuashLibrary.language.json_schema import Schema
from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.jsonpath import Path
from QuashLibrary.language.operators.model import Conditions, Context, Found, Result
from QuashLibrary.registry.model import Expectation, Subject


def evaluate(
    expectations: Iterable[Expectation], answer: Answer, before: Answer | None = None, context: Context | None = None
) -> tuple[Check, ...]:
    """Return the checks of all expectations; `before` is the answer that was remembered, if one was."""
    beside = context or Context()
    return tuple(check for expectation in expectations for check in _checks(expectation, answer, before, beside))


def verdict_of(checks: Iterable[Check]) -> Verdict:
    """Return what checks amount to: a failed one weighs more than one not evaluated."""
    states = {check.state for check in checks}
    return "failed" if "failed" in states else "error" if "not evaluated" in states else "passed"


def look_up(subject: Subject, answer: Answer) -> Found:
    """Return what the answer has for a subject.

    Raises:
        UnreadableError: the body is needed and cannot be read.
    """
    match subject.kind:
        case "header":
            return _maybe(answer.header(subject.name), _names("the headers", (name for name, _ in answer.headers)))
        case "cookie":
            return _cookie(subject, answer.cookies)
        case "json" | "path" | "schema":
            return find(subject.path, answer.json) if subject.path else Found.one(answer.json)
        case "time":
            part: JSON = Seconds(round(answer.elapsed, 6))
        case "body":
            part = answer.text
        case "status":
            part = answer.status
    return Found.one(part, subject.kind)


def look_back(subject: Subject, answer: Answer) -> Found:
    """Return what a remembered answer had for a subject; nothing where it could not be read for that."""
    try:
        return look_up(subject, answer)
    except UnreadableError:
        return Found(definite=subject.path is None or subject.path.definite)


def find(path: Path, document: JSON) -> Found:
    """Return what a path finds in a document, with a hint where it finds nothing."""
    matches = tuple(path.find(document))
    return Found(matches, path.definite, "" if matches else path.hint(document))


def _checks(expectation: Expectation, answer: Answer, before: Answer | None, context: Context) -> Iterator[Check]:
    subject = expectation.subject
    try:
        if before is not None:
            context = replace(context, before=look_back(subject, before))
        if subject.kind == "status" and expectation.conditions is None:
            yield _status_check(expectation, answer)
        elif subject.kind == "errors":
            yield errors_check(answer, expectation.position)
        elif subject.kind == "json":
            for path, result in compare(expectation.argument, answer.json, context):
                yield _check(path, result, expectation)
        elif isinstance(expectation.argument, Schema):
            yield from _schema_checks(expectation, expectation.argument, answer)
        elif expectation.conditions is not None:
            yield _check(str(subject), judge(expectation.conditions, look_up(subject, answer), context), expectation)
    except (UnreadableError, CannotJudgeError) as error:
        yield Check(str(subject), "not evaluated", _should(expectation.conditions), str(error))


def _check(subject: str, result: Result, expectation: Expectation) -> Check:
    return Check(
        subject=subject,
        state="holds" if result.holds else "failed",
        should=result.should,
        was=result.was,
        hint=result.hint,
        differences=tuple(map(str, result.differences)),
        position=expectation.position,
    )


def _schema_checks(expectation: Expectation, schema: Schema, answer: Answer) -> Iterator[Check]:
    try:
        violations = schema.violations(answer.json)
    except (DocumentTooDeepError, SlowPatternError) as error:
        raise UnreadableError(str(error)) from error
    position, name = expectation.position, schema.name or "its schema"
    if not violations:
        yield Check("schema", "holds", f"should fit {name}", f"was as {name} says", position=position)
    for item in violations:
        hint = "; ".join(filter(None, [item.hint, f"said by {name}"]))
        yield Check(item.path, "failed", item.should, item.was, hint, position=position)


def _should(conditions: Conditions | None) -> str:
    return judge(conditions, Found()).should if conditions else "should be JSON"


def _status_check(expectation: Expectation, answer: Answer) -> Check:
    argument = expectation.argument
    allowed = argument if isinstance(argument, list | tuple) else (argument,)
    status = answer.status
    state: CheckState = "holds" if any(_is_status(status, item) for item in allowed) else "failed"
    should = f"should be {' or '.join(map(str, allowed))}"
    return Check("status", state, should, f"was {_status_text(status)}", position=expectation.position)


def _is_status(status: int, allowed: object) -> bool:
    text = str(allowed).lower()
    return str(status) == text or (text.endswith("xx") and str(status)[:-2] == text[:-2])


def _status_text(status: int) -> str:
    """Return the status, with its meaning where it is not a success."""
    try:
        known = HTTPStatus(status)
    except ValueError:
        return str(status)
    return str(status) if known < HTTPStatus.BAD_REQUEST else f"{status} ({known.phrase})"


def _maybe(value: str | None, hint: str) -> Found:
    return Found(hint=hint) if value is None else Found.one(value)


def _cookie(subject: Subject, cookies: Mapping[str, SetCookie]) -> Found:
    cookie = cookies.get(subject.name)
    if cookie is None:
        return Found(hint=_names("the cookies", cookies))
    if not subject.attribute:
        return Found.one(cookie.value)
    value = cookie.attributes.get(subject.attribute.lower())
    return _maybe(value, _names(f"the attributes of {subject.name}", cookie.attributes))


def _names(what: str, names: Iterable[str]) -> str:
    listed = ", ".join(dict.fromkeys(names))
    return f"{what} are {listed}" if listed else f"there are no {what.removeprefix('the ')}"

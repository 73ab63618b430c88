"""Evaluate expectations on an answer, in the order of the registry.

In: rendered Expectations and the AnswerParts. Out: Checks. If a part cannot be read, the checks that need it are "not
evaluated", and the verdict is an error unless another check failed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from QuashLibrary.engine.check.graphql import errors_check
from QuashLibrary.engine.check.judgement import judge
from QuashLibrary.engine.check.page_hints import page_hint
from QuashLibrary.engine.check.partial_json import compare
from QuashLibrary.engine.check.repetitions import refuse_ambiguous, refuse_repeated
from QuashLibrary.engine.check.status_check import status_check, with_origin
from QuashLibrary.engine.outcome import Check
from QuashLibrary.errors import CannotJudgeError, DocumentTooDeepError, SlowPatternError, UnreadableError
from QuashLibrary.language.durations import Seconds
from QuashLibrary.language.json_schema import Schema
from QuashLibrary.language.operators.model import Context, Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from QuashLibrary.engine.answer_parts import AnswerParts
    from QuashLibrary.engine.outcome import Verdict
    from QuashLibrary.engine.set_cookie import SetCookie
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.language.jsonpath.path import Path
    from QuashLibrary.language.operators.model import Conditions, Result
    from QuashLibrary.registry.model import Expectation, Subject

_OF_BODY = frozenset({"json", "path", "schema", "body", "errors"})


def evaluate(
    expectations: Iterable[Expectation],
    parts: AnswerParts,
    before: AnswerParts | None = None,
    context: Context | None = None,
) -> tuple[Check, ...]:
    """Return the checks of all expectations; `before` is the remembered answer, if there is one."""
    context = context or Context()
    found = [(item, check) for item in expectations for check in _checks_of(item, parts, before, context)]
    if is_expected_status(check for _, check in found):
        return tuple(check for _, check in found)
    return tuple(Check.not_reached(check) if _is_of_body(item, check) else check for item, check in found)


def verdict_of(checks: Iterable[Check]) -> Verdict:
    """Return the verdict of checks: failed if one failed, else an error if one was not evaluated."""
    states = {check.state for check in checks}
    return "failed" if "failed" in states else "error" if "not evaluated" in states else "passed"


def is_expected_status(checks: Iterable[Check]) -> bool:
    """Return whether the checks say that the status is as expected."""
    return all(check.state == "holds" for check in checks if check.subject == "status")


def look_up(subject: Subject, parts: AnswerParts) -> Found:
    """Return the values of a subject in an answer.

    Raises:
        UnreadableError: the body is needed, but cannot be read.
    """
    match subject.kind:
        case "header":
            return _found_or_hint(
                parts.header(subject.name), _names_hint("the headers", (name for name, _ in parts.answer.headers))
            )
        case "cookie":
            return _look_up_cookie(subject, parts.cookies)
        case "json" | "path" | "schema":
            if parts.no_body:
                return Found(definite=not subject.path or subject.path.definite, no_document=parts.no_body)
            return find_in(parts, subject)
        case "time":
            part: JSON = Seconds(round(parts.elapsed, 6))
        case "body":
            part = parts.text
        case "status":
            part = parts.answer.status
    return Found.one(part, subject.kind)


def find_in(parts: AnswerParts, subject: Subject) -> Found:
    """Return the matches of a path in the body, or the whole document.

    Raises:
        UnreadableError: the body cannot be read, or the matches depend on which of two duplicate keys counts.
    """
    path, document = subject.path, parts.json
    if path is None:
        return Found.one(document)
    found = find(path, document)
    if parts.repeated:
        if path.definite:
            refuse_repeated(parts, path.place)
        refuse_ambiguous(parts, found.matches, path.find(parts.repeated.first))
    meant = subject.with_numbers
    if meant and not found.matches and meant.find(document):
        advice = f"{meant.text} has a match: write ${{7}} for 7, or declare the input with type: number"
        return replace(found, hint="; ".join(filter(None, (found.hint, advice))))
    return found


def look_back(subject: Subject, before: AnswerParts) -> Found:
    """Return the values of a subject in a remembered answer; none if it cannot be read."""
    try:
        return look_up(subject, before)
    except UnreadableError as error:
        return Found(definite=subject.path is None or subject.path.definite, no_document=str(error))


def find(path: Path, document: JSON) -> Found:
    """Return the matches of a path in a document, with a hint if there are none."""
    matches = tuple(path.find(document))
    return Found(matches, path.definite, "" if matches else path.hint(document))


def _is_of_body(expectation: Expectation, check: Check) -> bool:
    return check.state == "failed" and expectation.subject.kind in _OF_BODY


def _checks_of(
    expectation: Expectation, parts: AnswerParts, before: AnswerParts | None, context: Context
) -> Iterator[Check]:
    subject = expectation.subject
    try:
        if before is not None:
            context = replace(context, before=look_back(subject, before))
        if subject.kind == "status" and expectation.conditions is None:
            yield status_check(expectation, parts)
        elif subject.kind == "errors":
            yield errors_check(parts, expectation.position)
        elif subject.kind == "json":
            for path, result in compare(expectation.argument, look_up(subject, parts), context):
                refuse_repeated(parts, path)
                yield _check_of_result(path, result, expectation)
        elif isinstance(expectation.argument, Schema):
            yield from _schema_checks(expectation, expectation.argument, parts)
        elif expectation.conditions is not None:
            found = look_up(subject, parts)
            check = _check_of_result(str(subject), judge(expectation.conditions, found, context), expectation)
            yield _explained(check, subject, found, parts)
    except (UnreadableError, CannotJudgeError) as error:
        kind: Literal["unreadable", "expression"] = "unreadable" if isinstance(error, UnreadableError) else "expression"
        should = _should_text(expectation.conditions)
        hint = parts.answer.remark
        yield Check(str(subject), "not evaluated", should, str(error), hint, (), expectation.position, kind)


def _explained(check: Check, subject: Subject, found: Found, parts: AnswerParts) -> Check:
    """Return a failed check with an explanation from the rest of the answer."""
    if check.state != "failed":
        return check
    if subject.kind == "status":
        return with_origin(check, parts)
    more = page_hint(parts, found) if subject.kind == "path" else ""
    remark = "" if parts.answer.status else parts.answer.remark
    return replace(check, hint="; ".join(filter(None, (check.hint, more, remark))))


def _check_of_result(subject: str, result: Result, expectation: Expectation) -> Check:
    # Most expectations have a single condition, and its result is the whole result.
    shown = result.judged[0] if len(result.judged) == 1 else result
    return Check(
        subject=subject,
        state="holds" if shown.holds else "failed",
        should=shown.should,
        was=shown.was,
        hint=shown.hint,
        differences=tuple(map(str, shown.differences)),
        position=expectation.position,
    )


def _schema_checks(expectation: Expectation, schema: Schema, parts: AnswerParts) -> Iterator[Check]:
    position, name = expectation.position, schema.name or "its schema"
    if parts.no_body:
        yield Check("schema", "failed", f"should match {name}", f"was not found ({parts.no_body})", position=position)
        return
    try:
        refuse_repeated(parts, "$")
        violations = schema.violations(parts.json)
    except (DocumentTooDeepError, SlowPatternError) as error:
        raise UnreadableError(str(error)) from error
    if not violations:
        yield Check("schema", "holds", f"should match {name}", "was valid", position=position)
    for item in violations:
        hint = "; ".join(filter(None, [item.hint, f"required by {name}"]))
        yield Check(item.path, "failed", item.should, item.was, hint, position=position)


def _should_text(conditions: Conditions | None) -> str:
    return judge(conditions, Found()).should if conditions else "should be JSON"


def _found_or_hint(value: str | None, hint: str) -> Found:
    return Found(hint=hint) if value is None else Found.one(value)


def _look_up_cookie(subject: Subject, cookies: Mapping[str, SetCookie]) -> Found:
    cookie = cookies.get(subject.name)
    if cookie is None:
        return Found(hint=_names_hint("the cookies", cookies))
    if not subject.attribute:
        return Found.one(cookie.value)
    value = cookie.attributes.get(subject.attribute.lower())
    return _found_or_hint(value, _names_hint(f"the attributes of {subject.name}", cookie.attributes))


def _names_hint(what: str, names: Iterable[str]) -> str:
    listed = ", ".join(dict.fromkeys(names))
    return f"{what} are {listed}" if listed else f"there are no {what.removeprefix('the ')}"

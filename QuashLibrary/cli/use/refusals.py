"""Refuse validations that the command line cannot run: broken ones, and those that depend on a robot run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.engine.check.snapshots import comparing
from QuashLibrary.engine.clock import Clock
from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.call_builder import problems_of
from QuashLibrary.engine.run.planned_call import plan_call
from QuashLibrary.engine.sources.table import SOURCES
from QuashLibrary.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.engine.run.call import Call
    from QuashLibrary.registry.model import Registry


def used_slugs(registry: Registry, slug: str) -> tuple[str, ...]:
    """Return the validations that one run uses: the validation, its needs, and its logins."""
    found: dict[str, None] = {}
    waiting = [slug]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            outline = registry.outlines.get(name)
            waiting += (*outline.needs, *outline.logins) if outline else ()
    return tuple(found)


def refuse_broken(registry: Registry, slug: str) -> None:
    """Refuse a validation if it, or a validation that it uses, has problems.

    Raises:
        CommandError: all problems.
    """
    broken = [name for name in used_slugs(registry, slug) if name in registry.broken]
    if broken:
        needed = {name: "" if name == slug else f", which @{slug} uses," for name in broken}
        texts = [f"@{name}{needed[name]} cannot run: {problems_of(registry, name)}" for name in broken]
        raise CommandError("\n".join(texts), ExitCode.BAD_INPUT)


def refuse_unusable(registry: Registry, slug: str) -> None:
    """Refuse a validation that depends on what happened earlier in a test.

    Raises:
        CommandError: it compares with a snapshot, or checks the app's requests.
    """
    for name in used_slugs(registry, slug):
        validation = registry.validations[name]
        uses = "" if name == slug else f"@{slug} uses "
        if SOURCES[validation.request.source].counts_on:
            why = "checks the app's requests, which only a robot run records"
            raise CommandError(f"{uses}@{name} {why}; run it in a test", ExitCode.BAD_INPUT)
        conditions = (*validation.expect, *(validation.timing.give_up_if if validation.timing else ()))
        if compared := comparing(conditions):
            place = compared[0].position.line_name
            why = f"compares with a snapshot from earlier in a test ({place}), and there is none here"
            raise CommandError(f"{uses}@{name} {why}; run it in a test, after Remember Backend", ExitCode.BAD_INPUT)


def refuse_changes(call: Call) -> None:
    """Refuse to repeat a request that may change something; only a login may.

    Raises:
        CommandError: the validation, or one it needs, has such a request.
    """
    for used in _with_needs(call):
        if verb := _changing_verb(used):
            name = used.validation.name
            uses = "" if used is call else f"{call.validation.name} needs {name}: "
            why = f"{uses}--watch repeats the request after each registry change, and {verb} may change something"
            raise CommandError(f"{why}; run {name} without --watch", ExitCode.BAD_INPUT)


def _changing_verb(call: Call) -> str:
    spec = call.validation.request
    if not spec.changes:
        return ""
    planned = plan_call(call, Clock())
    # A call that cannot be planned before its needs have run is judged by its method.
    if isinstance(planned, Outcome):
        return spec.changes
    return SOURCES[spec.source].changes(spec, planned.plan.source_plan)


def _with_needs(call: Call) -> Iterator[Call]:
    yield call
    for needed in call.needs:
        yield from _with_needs(needed)

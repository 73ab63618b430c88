"""Find the attachments of a test or step: compare a registry's patterns with what Robot runs.

In: the attachments of the running suite, and Robot's data and results. Out: the calls, in the order of the
attachments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import UnknownTagError
from QuashLibrary.robotside.attach.attached_steps import AttachedCall, calls_of
from QuashLibrary.robotside.robot_api.cells import named_cells, readings
from QuashLibrary.robotside.robot_api.context import current_suite
from QuashLibrary.robotside.robot_api.libraries import class_of
from QuashLibrary.robotside.robot_api.patterns import called_names, name_matches, tags_match
from QuashLibrary.robotside.state.libraries import keyword_prefix, suite_libraries
from QuashLibrary.robotside.state.suite import SuiteAttachment
from QuashLibrary.robotside.use.unknown_names import unknown_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from QuashLibrary.registry.model import WhichTests
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent
    from QuashLibrary.robotside.state.suite import SuiteAttachments

_MOST_KEPT = 1_000
"""The most keywords of a suite, and the most cells of a test, whose attachments are cached."""
Found = tuple[SuiteAttachment, ...]

_TAG = re.compile(r"(before|after|both)\s*:\s*@(.+)", re.IGNORECASE)


def calls_of_test(run: RunState, result: Any, moment: str) -> list[AttachedCall]:
    """Return the calls before or after a test.

    Raises:
        UnknownTagError: a tag names a validation that is in no registry of the suite.
    """
    attached = (
        call
        for item in suite_libraries(run).attachments.attachments
        if item.attachment.step is None and item.attachment.is_used(moment) and _fits(item.attachment.tests, result)
        for call in calls_of(item)
    )
    return [*attached, *_calls_of_tags(run, result.tags, moment)]


def calls_of_step(run: RunState, moment: str, step: StepEvent) -> list[AttachedCall]:
    """Return the calls before or after a step."""
    attachments = suite_libraries(run).attachments
    of_keyword = _of_keyword(attachments, moment, step)
    if not of_keyword:
        return []
    return [
        call
        for item in _of_cells(attachments, of_keyword, step)
        if _fits(item.attachment.tests, run.test.result)
        for call in calls_of(item)
    ]


def may_have_attachments(run: RunState, implementation: Any) -> bool:
    """Return whether steps of a keyword may have attachments; with embedded arguments, a keyword has many names."""
    attached = [item.attachment.step for item in suite_libraries(run).attachments.attachments]
    patterns = [pattern for pattern in attached if pattern is not None]
    if not patterns or implementation.embedded:
        return bool(patterns)
    from QuashLibrary.language.step_patterns import keyword_names

    names = keyword_names([str(implementation.name)], _names_of(implementation.owner))
    return any(pattern.is_named(names) for pattern in patterns)


def _of_keyword(attachments: SuiteAttachments, moment: str, step: StepEvent) -> tuple[SuiteAttachment, ...]:
    """Return the attachments of a keyword, regardless of its cells."""
    if not attachments.attachments:
        return ()
    owner, implementation = step.owner, step.implementation
    key = (moment, type(owner).__name__, str(owner.name), step.name)
    if implementation.embedded:
        # Its name may differ in each test.
        return _kept(attachments.by_cells, (*key, str(step.result.name)), lambda: _named(attachments, moment, step))
    return _kept(attachments.by_keyword, key, lambda: _named(attachments, moment, step))


def _named(attachments: SuiteAttachments, moment: str, step: StepEvent) -> tuple[SuiteAttachment, ...]:
    owner, implementation = step.owner, step.implementation
    called = called_names(step.result.name, str(owner.name)) if implementation.embedded else ()
    from QuashLibrary.language.step_patterns import keyword_names

    names = keyword_names(map(str, (implementation.name, *called)), _names_of(owner))
    return tuple(
        item
        for item in attachments.attachments
        if item.attachment.step and item.attachment.is_used(moment) and item.attachment.step.is_named(names)
    )


def _of_cells(
    attachments: SuiteAttachments, of_keyword: tuple[SuiteAttachment, ...], step: StepEvent
) -> tuple[SuiteAttachment, ...]:
    """Return those attachments of a keyword that match a step.

    Cells without variables always mean the same, so the result is cached.
    """
    data = step.data
    if data.named_args or any(type(cell) is not str or "{" in cell for cell in data.args):
        return _matching(of_keyword, step)
    return _kept(attachments.by_cells, (of_keyword, *data.args), lambda: _matching(of_keyword, step))


def _kept(kept: dict[tuple[object, ...], Found], key: tuple[object, ...], find: Callable[[], Found]) -> Found:
    """Return the cached result of a key, or find it now."""
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = find()
    return kept[key]


def _matching(of_keyword: tuple[SuiteAttachment, ...], step: StepEvent) -> tuple[SuiteAttachment, ...]:
    arguments = step.implementation.args
    cells = list(readings(step.data, arguments.positional))
    named = named_cells(cells, arguments)
    patterns = ((item, item.attachment.step) for item in of_keyword)
    return tuple(item for item, pattern in patterns if pattern and pattern.begins(cells, named))


def _calls_of_tags(run: RunState, tags: Any, moment: str) -> Iterator[AttachedCall]:
    for tag in tags:
        match = _TAG.fullmatch(str(tag).strip())
        if match is None or match[1].lower() not in (moment, "both"):
            continue
        owners = [(name, owner.registry) for name, owner in suite_libraries(run).owners.items()]
        slug = match[2].strip()
        found = next(((name, registry) for name, registry in owners if slug in registry.slugs), None)
        if found is None:
            files = [file for _, registry in owners for file in registry.files]
            known = [f"@{known}" for _, registry in owners for known in registry.slugs]
            raise UnknownTagError(f"Tag {tag}: {unknown_slug(f'@{slug}', known, files)}")
        yield AttachedCall(found[1], keyword_prefix(found[0]), slug, f"Attached by the tag {tag}")


def _names_of(owner: Any) -> set[str]:
    """Return the names that may precede a keyword: of its library, its class and the base classes."""
    names = {getattr(owner, "name", None), getattr(owner, "real_name", None)}
    bases = class_of(owner).__mro__[:-1] if hasattr(owner, "code") else ()
    return {str(name) for name in (*names, *(base.__name__ for base in bases)) if name}


def _fits(tests: WhichTests, test: Any) -> bool:
    """Return whether an attachment includes the running test; outside tests, it can only include the suite."""
    if (tests.tags or tests.names) and test is None:
        return False
    if tests.tags and not tags_match(tests.tags, test.tags):
        return False
    if tests.names and not name_matches(tests.names, [test.name, test.full_name]):
        return False
    return not tests.suites or name_matches(tests.suites, list(_names_of_suites(test)))


def _names_of_suites(test: Any) -> Iterator[str]:
    suite = test.parent if test is not None else current_suite()
    while suite is not None:
        yield from (suite.name, suite.full_name)
        suite = suite.parent

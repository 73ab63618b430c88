"""Attach validations after the UI steps that made the app write.

In: drafts, and all requests. Out: entries of `attach`. The same step may not write in other tests, because the backend
refuses it on purpose or because the step means something else there. The entry then names the tests that did write.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.report.skeleton.sections import comment_text
from QuashLibrary.report.skeleton.yaml_text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from QuashLibrary.report.skeleton.drafts import Draft
    from QuashLibrary.report.skeleton.sent import Sent

_GAP = re.compile(r" {2,}|\t")
_KEPT_OR_CHANGING = re.compile(r"([$@&%]\{[^}]*\}|\[\d+\])|\d+|…$|\.\.\.$")
_GLOB = re.compile(r"[*?\[\]]")
_TESTS_SHOWN = 3


def attachment_entries(drafts: Sequence[Draft], requests: Iterable[Sent]) -> Iterator[str]:
    """Return an entry for each UI step, with the validations in the order of the writes."""
    senders: dict[str, dict[str, list[Sent]]] = {}
    for sent in requests:
        if sent.ui_step:
            senders.setdefault(step_pattern(sent), {}).setdefault(sent.test, []).append(sent)
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for draft in drafts:
        for pattern, tests in senders.items():
            written = tuple(test for test, sent in tests.items() if _has_written(draft, sent))
            if written:
                only = () if len(written) == len(tests) else written
                found.setdefault((pattern, only, written), []).append(draft.slug)
    for (pattern, only, written), slugs in found.items():
        yield "\n".join(_lines(pattern, only, written, slugs))


def is_attached(draft: Draft) -> bool:
    """Return whether the UI step that made the app write is known."""
    return any(sent.ui_step for sent in draft.group.sent)


def step_pattern(sent: Sent) -> str:
    """Return the UI step in the notation of `attach`: its keyword and its first cell, with `*` for changing parts."""
    keyword, *cells = _GAP.split(sent.ui_step.strip())
    name = f"{sent.library}.{keyword}" if sent.library else keyword
    return "    ".join([name, *map(_cell, cells[:1])])


def _cell(text: str) -> str:
    """Return a cell with `*` for its numbers, except in variables and indices, which distinguish widgets."""
    pattern = _KEPT_OR_CHANGING.sub(lambda match: match[1] or "*", text)
    # A pattern without a letter, such as a pattern for coordinates, would match any widget.
    return pattern if any(map(str.isalpha, pattern.rpartition("=")[2])) else text


def _has_written(draft: Draft, sent: Iterable[Sent]) -> bool:
    """Return whether one of these requests is the write and was not refused by the backend."""
    return any(item in draft.group.sent and not item.was_refused for item in sent)


def _lines(pattern: str, only: Sequence[str], written: Sequence[str], slugs: Sequence[str]) -> Iterator[str]:
    names = ", ".join(map(comment_text, written[:_TESTS_SHOWN]))
    more = len(written) - _TESTS_SHOWN
    yield f"  # in {names}" + (f" and {more} more" if more > 0 else "")
    listed = ", ".join(slugs)
    yield f"  - validate: {listed if len(slugs) == 1 else f'[{listed}]'}"
    yield f"    after: {quoted(pattern)}"
    if only:
        tests = ", ".join(quoted(_GLOB.sub("?", name)) for name in only)
        yield f"    tests: {{names: [{tests}]}}  # in other tests this step did not send it"

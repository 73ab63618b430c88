"""The UI steps in a timeline, and pictures of the app."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from QuashLibrary.report.pages.markup.text import escaped, shape, within
from QuashLibrary.report.summary.words import duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.report.pages.markup.text import Shown
    from QuashLibrary.report.read.model import Step


class StepRow(NamedTuple):
    """A step, when it began, and its pictures."""

    step: Step
    offset: str
    pictures: Sequence[Any] = ()


_FAILED = f'<span class="k-broken">{shape("broken")}<b>Failed</b> </span>'
_OF_FAILED = ' class="failed"'
_NOT_OF_UI = '<span class="own">not a UI step </span>'


def steps(groups: list[Shown]) -> str:
    """Return steps grouped by the keywords that ran them."""
    return "".join(
        f'{within(group["within"])}\n<ul class="steps">\n{"".join(map(_step, group["rows"]))}</ul>\n'
        for group in groups
    )


def picture(file: Any, alt: str) -> str:
    """Return a picture of the app, or a sentence that it is missing."""
    if file.href:
        href = escaped(file.href)
        return f'<a class="shot" href="{href}"><img src="{href}" alt="{escaped(alt)}"></a>'
    missing = f'<bdi class="code">{escaped(file.missing)}</bdi>'
    return f'<p class="missing">The picture {missing} is no longer next to the log.</p>'


def _step(row: StepRow) -> str:
    step, offset, files = row
    failed = step.status == "FAIL"
    message = f'<span class="step-message" dir="auto">{escaped(step.message)}</span>' if step.message else ""
    pictures = "".join([picture(file, f"The app after {step.name}") for file in files]) if files else ""
    return (
        f'<li{_OF_FAILED if failed else ""}><span class="offset">{offset}</span><span class="step">'
        f"{_FAILED if failed else ''}{'' if step.lane == 'ui' else _NOT_OF_UI}{_call(step.name, step.args)}{message}"
        f'</span><span class="took">{duration(step.elapsed)}</span>\n{pictures}</li>\n'
    )


@lru_cache(maxsize=256)
def _call(name: str, args: tuple[str, ...]) -> str:
    """Return a keyword and its arguments; cached, because tests often share steps."""
    values = "".join([f' <bdi class="arg">{escaped(arg)}</bdi>' for arg in args])
    return f'<bdi class="step-name">{escaped(name)}</bdi>{values}'

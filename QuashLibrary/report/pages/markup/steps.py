"""The steps of the UI in a timeline, and pictures of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.report.pages.markup.text import escaped, shape, within
from QuashLibrary.report.summary.words import duration

if TYPE_CHECKING:
    from QuashLibrary.report.pages.markup.text import Shown

_FAILED = f'<span class="k-broken">{shape("broken")}<b>Failed</b> </span>'
_OF_FAILED = ' class="failed"'
_NOT_OF_UI = '<span class="own">not of the UI </span>'


def steps(groups: list[Shown]) -> str:
    """Return steps, grouped by the keywords that ran them."""
    return "".join(
        f'{within(group["within"])}\n<ul class="steps">\n{"".join(map(_step, group["rows"]))}</ul>\n'
        for group in groups
    )


def picture(file: Any, alt: str) -> str:
    """Return a picture of the app, or that it is missing."""
    if file.href:
        href = escaped(file.href)
        return f'<a class="shot" href="{href}"><img src="{href}" alt="{escaped(alt)}"></a>'
    missing = f'<bdi class="code">{escaped(file.missing)}</bdi>'
    return f'<p class="missing">There was a picture here, {missing}, which is not beside the log any more.</p>'


def _step(row: Shown) -> str:
    step = row["step"]
    failed = step.status == "FAIL"
    name = escaped(step.name)
    args = "".join([f' <bdi class="arg">{escaped(arg)}</bdi>' for arg in step.args])
    message = f'<span class="step-message" dir="auto">{escaped(step.message)}</span>' if step.message else ""
    pictures = "".join(picture(file, f"The app after {step.name}") for file in row["pictures"])
    return (
        f'<li{_OF_FAILED if failed else ""}><span class="offset">{row["offset"]}</span><span class="step">'
        f"{_FAILED if failed else ''}{'' if step.lane == 'ui' else _NOT_OF_UI}"
        f'<bdi class="step-name">{name}</bdi>{args}{message}</span>'
        f'<span class="took">{duration(step.elapsed)}</span>\n{pictures}</li>\n'
    )

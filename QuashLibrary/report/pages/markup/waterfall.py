"""The waterfall of a test as an inline SVG.

In: positions with their contents. Out: HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.report.pages.markup.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.report.pages.markup.text import Shown

_LANES = {"ui": (52, 16, 46, 74), "app": (106, 16, 100, 128)}
"""Vertical measures of each lane: top and height of bars, then top and bottom of the mark on a failed bar."""


class Span(NamedTuple):
    """A bar in time: its start and its width, in percent of the total width."""

    x: float
    width: float
    kind: str
    title: str = ""


def waterfall(fall: Shown) -> str:
    """Return the waterfall, with the same in words as its caption."""
    app = fall["app"]
    return "".join(
        (
            f'<figure class="fall">\n<svg width="100%" height="{fall["height"]}" role="group" '
            f'aria-label="Waterfall of UI steps{", app requests" if app else ""} and validations">\n'
            '<g aria-hidden="true">\n',
            *(_tick(tick, fall["height"]) for tick in fall["ticks"]),
            f'<text class="lane-name ui" x="0" y="40">UI{"" if fall["bars"] else ": no steps"}</text>\n'
            '<rect class="lane ui" x="0" y="48" width="100%" height="24" rx="4"/>\n',
            _bars(fall["bars"], "ui"),
            _app_lane(app) if app else "",
            f'<text class="lane-name backend" x="0" y="{fall["backend_top"] - 10}">'
            f"Backend{'' if fall['tracks'] else ': no check'}</text>\n</g>\n",
            *(_app_track(track) for track in (app["tracks"] if app else ())),
            *(_track(track, has_lines=fall["has_lag_lines"]) for track in fall["tracks"]),
            f"</svg>\n<figcaption>{_caption(fall)}</figcaption>\n</figure>\n",
        )
    )


def _tick(tick: Shown, height: int) -> str:
    x = tick["x"]
    return (
        f'<line class="tick" x1="{x}%" x2="{x}%" y1="20" y2="{height}"/>'
        f'<text class="tick-label" x="{x}%" y="13" text-anchor="{tick["anchor"]}">{tick["label"]}</text>\n'
    )


def _bars(bars: Iterable[Span], lane: str) -> str:
    top, height, above, below = _LANES[lane]
    rows = []
    for bar in bars:
        failed = bar.kind in ("failed", "swallowed")
        rows.append(
            f'<g class="step-{bar.kind}"><title>{escaped(bar.title)}</title>'
            f'<rect x="{bar.x}%" y="{top}" width="{bar.width}%" height="{height}"/>'
            f'<line x1="{bar.x}%" x2="{bar.x}%" y1="{above if failed else top}" '
            f'y2="{below if failed else top + height}"/></g>\n'
        )
    return "".join(rows)


def _app_lane(lane: Shown) -> str:
    return (
        '<text class="lane-name app" x="0" y="94">App</text>\n'
        f'<rect class="lane app" x="0" y="102" width="100%" height="24" rx="4"/>\n{_bars(lane["bars"], "app")}'
    )


def _app_track(track: Shown) -> str:
    y, whole, shape = track["y"], track["whole"], escaped(track["chip"].shape)
    more = f'<tspan class="track-more"> at {escaped(track["ui_step"])}</tspan>' if track["ui_step"] else ""
    return (
        f'<a class="track of-app k-{shape}" href="{track["href"]}">\n'
        f'<rect class="lane app" x="0" y="{y}" width="100%" height="32" rx="4"/>\n'
        f'<rect class="whole" x="{whole.x}%" y="{y + 18}" width="{whole.width}%" height="10"/>\n'
        f'<line class="moment" x1="{whole.x}%" x2="{whole.x}%" y1="{y - 6}" y2="{y + 28}"/>\n'
        f'<text x="6" y="{y + 13}"><tspan class="track-name">{escaped(track["label"])}</tspan> '
        f'<tspan class="track-words">{escaped(track["chip"].word)}{more}</tspan></text>\n'
        f'<use href="#s-{shape}" x="{whole.x + whole.width}%" y="{y + 16}" width="14" height="14" '
        'transform="translate(-7 0)"/>\n</a>\n'
    )


def _track(track: Shown, *, has_lines: bool) -> str:
    y, whole, shape = track["y"], track["whole"], escaped(track["chip"].shape)
    words = f" {escaped(track['words'])}" if track["words"] else ""
    attempts = "".join(_attempt(attempt, y) for attempt in track["attempts"])
    return (
        f'<a class="track k-{shape}" href="{track["href"]}">\n'
        f'<rect class="lane backend" x="0" y="{y}" width="100%" height="32" rx="4"/>\n{_lag(track, has_lines)}'
        f'<rect class="whole" x="{whole.x}%" y="{y + 21}" width="{whole.width}%" height="4"/>\n{attempts}'
        f'<text x="6" y="{y + 13}"><tspan class="track-name">{escaped(track["label"])}</tspan> '
        f'<tspan class="track-words">{escaped(track["chip"].word)}{words}</tspan></text>\n{_end(track, shape)}</a>\n'
    )


def _attempt(attempt: Span, y: int) -> str:
    return (
        f'<g class="attempt a-{escaped(attempt.kind)}"><title>{escaped(attempt.title)}</title>'
        f'<rect x="{attempt.x}%" y="{y + 18}" width="{attempt.width}%" height="10"/>'
        f'<line x1="{attempt.x}%" x2="{attempt.x}%" y1="{y + 18}" y2="{y + 28}"/></g>\n'
    )


def _lag(track: Shown, has_lines: bool) -> str:
    """Return the dots from the UI step to the moment when a validation passed."""
    lag, y = track["lag"], track["y"] + 23
    if not lag:
        return ""
    line = f'<line class="lag" x1="{lag.x}%" x2="{lag.x}%" y1="72" y2="{y}"/>' if has_lines else ""
    return f'<line class="lag" x1="{lag.x}%" x2="{lag.x + lag.width}%" y1="{y}" y2="{y}"/>{line}'


def _end(track: Shown, shape: str) -> str:
    """Return the mark at the moment when a validation passed, or ended without passing."""
    name, look, x = ("passed", ' class="k-passed"', track["truth"])
    if x is None:
        name, look, x = shape, "", track["whole"].x + track["whole"].width
    return (
        f'<use href="#s-{name}"{look} x="{x}%" y="{track["y"] + 17}" width="12" height="12" '
        'transform="translate(-6 0)"/>\n'
    )


def _caption(fall: Shown) -> str:
    words = [escaped(fall["sentence"])]
    if fall["tracks"]:
        truth = "; the check mark shows when all expectations held" if fall["has_truth"] else ""
        lag = "; dots lead to it from the UI step before" if fall["has_lag"] else ""
        words.append(f"Marks are requests{truth}{lag}.")
    if fall["app"] and fall["app"]["left_out"]:
        words.append(f"{fall['app']['left_out']:,} more failed requests are in the list below.")
    if fall["left_out"]:
        words.append(f"The last {fall['left_out']} validations are not drawn.")
    return " ".join(words)

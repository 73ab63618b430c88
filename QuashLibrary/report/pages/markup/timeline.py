"""The timeline of a test: rows with UI steps, app requests and cards of outcomes.

In: the rows. Out: HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.report.pages.markup.app import app_cell
from QuashLibrary.report.pages.markup.card import card
from QuashLibrary.report.pages.markup.steps import picture, steps
from QuashLibrary.report.pages.markup.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from QuashLibrary.report.pages.markup.text import Shown


def timeline(rows: Iterable[Shown], *, has_ui: bool, has_app: bool) -> str:
    """Return the timeline of a test; its lanes depend on the available data."""
    lanes = " with-app" if has_app else "" if has_ui else " alone"
    items = "".join(_with_card(row["card"]) if row["card"] else _without_card(row) for row in rows)
    return f'{_heads(has_app=has_app) if has_ui or has_app else ""}<ol class="timeline{lanes}">\n{items}</ol>\n'


def _heads(*, has_app: bool) -> str:
    more, app = (" with-app", "<span>App</span>") if has_app else ("", "")
    return f'<div class="lane-heads{more}" aria-hidden="true"><span>UI</span>{app}<span>Backend</span></div>'


def _with_card(item: Shown) -> str:
    screen = ""
    if item["screenshot"]:
        shown = picture(item["screenshot"], f"The screen of the app when {item['record'].name} ran")
        caption = "<figcaption>What the app showed</figcaption>"
        screen = f'<div class="in-ui"><figure class="screen">{caption}{shown}</figure></div>'
    return (
        f'<li class="row with-card">\n{screen}<div class="in-backend"><p class="lane-label">Backend</p>'
        f"{card(item)}</div>\n</li>\n"
    )


def _without_card(row: Shown) -> str:
    ui = ""
    if row["groups"] or row["folded"]:
        ui = f'<div class="in-ui"><p class="lane-label">UI</p>\n{_folded(row)}{steps(row["groups"])}\n</div>\n'
    return f'<li class="row">\n{ui}{app_cell(row)}</li>\n'


def _folded(row: Shown) -> str:
    if not row["folded"]:
        return ""
    opening = f'<details class="fold"{" open" if row["folded_open"] else ""}>'
    return f"{opening}<summary>{escaped(row['folded_label'])}</summary>{steps(row['folded'])}</details>"

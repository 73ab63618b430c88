"""The requests of the app in a timeline: lines, and cards for failed requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.report.pages.markup.text import chip, escaped, pairs, spans
from QuashLibrary.report.summary.words import duration

if TYPE_CHECKING:
    from QuashLibrary.report.pages.markup.text import Shown


def app_cell(row: Shown) -> str:
    """Return the requests that the app sent during some steps; empty without requests."""
    lines, folded, cards = row["app_lines"], row["app_folded"], row["app_cards"]
    if not (lines or folded or cards):
        return ""
    before = ""
    if folded:
        opening = f'<details class="fold"{" open" if row["app_folded_open"] else ""}>'
        before = f"{opening}<summary>{escaped(row['app_folded_label'])}</summary>{_lines(folded)}</details>"
    return (
        f'<div class="in-app"><p class="lane-label">App</p>\n{before}{_lines(lines) if lines else ""}'
        f"{''.join(map(_card, cards))}</div>\n"
    )


def _lines(lines: list[Shown]) -> str:
    return f'<ul class="steps of-app">\n{"".join(map(_line, lines))}</ul>\n'


def _line(line: Shown) -> str:
    request, how = line["request"], line["chip"]
    anchor = f' id="{line["anchor"]}"' if how else ""
    remarks = "".join(f' <span class="own" dir="auto">{escaped(text)}</span>' for text in line["remarks"])
    return (
        f'<li{anchor}><span class="offset">{line["offset"]}</span><span class="step">'
        f'{f"{chip(how)} " if how else ""}<bdi class="code">{escaped(request.line)}</bdi>{remarks}</span>'
        f'<span class="took">{duration(request.elapsed)}</span></li>\n'
    )


def _card(item: Shown) -> str:
    request, anchor = item["request"], item["anchor"]
    at = f"at {escaped(item['offset'])}, " if item["offset"] else ""
    return "".join(
        (
            f'<article class="card k-{item["chip"].shape}" id="{anchor}" aria-labelledby="{anchor}-name" '
            f'tabindex="-1">\n<header>\n{chip(item["chip"])}\n'
            f'<span class="took">{at}took {duration(request.elapsed)}</span>\n</header>\n'
            f'<h3 id="{anchor}-name"><bdi class="slug">{escaped(request.line)}</bdi></h3>\n',
            f'<p class="unseen">{escaped(item["unseen"])}</p>' if item["unseen"] else "",
            f'<p dir="auto">{escaped(request.why)}</p>' if request.why else "",
            f'<p class="remarks">{spans(item["remarks"])}</p>' if item["remarks"] else "",
            f'<dl class="pairs">\n{pairs(item["facts"])}{_check_after(item["check_after"])}\n</dl>\n',
            _excerpts(item) if item["excerpts"] else "",
            "</article>\n",
        )
    )


def _check_after(check: Shown | None) -> str:
    if not check:
        return ""
    name = f'<a href="{check["href"]}"><bdi class="slug">{escaped(check["name"])}</bdi></a>'
    return f"<div><dt>Next backend check</dt><dd>{name} {chip(check['chip'])}</dd></div>"


def _excerpts(item: Shown) -> str:
    of = f"{item['request'].line}, {item['anchor']}"
    texts = "".join(
        f'<p class="sub">{name}</p><pre class="exchange" tabindex="0" role="region" '
        f'aria-label="{name} of {escaped(of)}">{escaped(text)}</pre>'
        for name, text in item["excerpts"]
    )
    return f'<details class="fold" open><summary>Request and answer</summary>\n{texts}</details>\n'

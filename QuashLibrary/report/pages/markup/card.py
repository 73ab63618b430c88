"""The card of an outcome: how it ended and why, its checks, attempts and evidence.

In: the data of a card. Out: HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.report.pages.markup.text import chip, escaped, pairs, spans, within
from QuashLibrary.report.summary.words import duration

if TYPE_CHECKING:
    from QuashLibrary.report.pages.markup.text import Shown

_HEADS = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in ("Check", "Expected", "Found", "State"))


def card(item: Shown) -> str:
    """Return the card of an outcome; less important parts are collapsed."""
    record = item["record"]
    at = f"at {escaped(item['offset'])}, " if item["offset"] else ""
    return (
        f'<article class="card k-{escaped(item["chip"].shape)}" id="{item["anchor"]}" '
        f'aria-labelledby="{item["anchor"]}-name" tabindex="-1">\n<header>\n{chip(item["chip"])}\n'
        f'<h3 id="{item["anchor"]}-name"><bdi class="slug">{escaped(record.name)}</bdi></h3>\n'
        f'<span class="took">{at}took {duration(record.elapsed)}</span>\n</header>\n'
        f"{_reasons(item)}{_folded_evidence(item)}{_source(item['source'])}{within(item['within'])}\n</article>\n"
    )


def _reasons(item: Shown) -> str:
    """Return how an outcome ended in words, and its checks that matter."""
    record = item["record"]
    return "".join(
        (
            f'<p class="reason" dir="auto">{escaped(item["reason"])}</p>' if item["reason"] else "",
            f'<p class="silent-note">{escaped(item["silent"])}.</p>' if item["silent"] else "",
            f'<p class="remarks">{spans(item["remarks"])}</p>' if item["remarks"] else "",
            f'<p class="doc" dir="auto">{escaped(record.description)}</p>' if record.description else "",
            f'<pre dir="auto">{escaped(item["message"])}</pre>' if item["message"] else "",
            _checks(item["checks"], record.name) if item["checks"] else "",
        )
    )


def _folded_evidence(item: Shown) -> str:
    label = item["passed_label"]
    if label:
        return f'<details class="fold"><summary>{escaped(label)}</summary>\n{_evidence(item, fold=False)}\n</details>\n'
    return f"{_evidence(item, fold=True)}\n"


def _evidence(item: Shown, *, fold: bool) -> str:
    record = item["record"]
    holding = _checks(item["holding_checks"], record.name) if item["holding_checks"] else ""
    attempts = _attempts(item["attempts"]) if item["attempts"] else ""
    if fold:
        holding, attempts = _fold(item["holding_label"], holding), _fold(item["attempts_label"], attempts)
    return "".join(
        (
            holding,
            _fetched(record.fetched) if record.fetched else "",
            attempts,
            _exchange(record.exchange, record.name) if record.exchange else "",
            _command(record.command, record.name) if record.command else "",
            f'<dl class="pairs">{pairs(item["facts"])}</dl>' if item["facts"] else "",
        )
    )


def _fold(label: str, content: str) -> str:
    return f'<details class="fold"><summary>{escaped(label)}</summary>{content}</details>' if content else ""


def _checks(rows: list[Shown], name: str) -> str:
    return (
        f'<table role="table" class="checks">\n<caption class="hidden">Checks of {escaped(name)}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{_HEADS}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{"".join(map(_check, rows))}</tbody>\n</table>\n'
    )


def _check(row: Shown) -> str:
    check = row["check"]
    hint = f'<span class="sub" dir="auto">{escaped(check.hint)}</span>' if check.hint else ""
    items = "".join(f'<li dir="auto">{escaped(difference)}</li>' for difference in check.differences)
    differences = f'<ul class="differences">{items}</ul>' if items else ""
    return (
        f'<tr role="row" class="c-{row["chip"].shape}">\n'
        f'<th scope="row" role="rowheader" dir="auto">{escaped(check.subject)}</th>\n'
        f'<td role="cell" dir="auto">{escaped(row["expected"])}</td>\n'
        f'<td role="cell" dir="auto">{escaped(row["found"])}{hint}{differences}</td>\n'
        f'<td role="cell">{chip(row["chip"])}</td>\n</tr>\n'
    )


def _fetched(values: Shown) -> str:
    items = "".join(
        f'<span class="pair"><bdi class="code">{escaped(name)}</bdi> = <bdi class="value">{escaped(value)}</bdi></span>'
        for name, value in values.items()
    )
    return f'<dl class="pairs"><div><dt>Fetched</dt><dd>{items}</dd></div></dl>\n'


def _attempts(rows: list[Shown]) -> str:
    items = "".join(
        f'<li><span class="offset">{row["offset"]}</span><b>{row["number"]}</b> {chip(row["chip"])} '
        f'<span class="said" dir="auto">{escaped(row["line"])}</span></li>\n'
        for row in rows
    )
    return f'<ol class="attempts">\n{items}</ol>\n'


def _command(command: str, name: str) -> str:
    return (
        '<details class="fold"><summary>Reproduce with curl</summary><pre class="exchange" tabindex="0" role="region" '
        f'aria-label="curl command that repeats the request of {escaped(name)}">{escaped(command)}</pre></details>'
    )


def _exchange(text: str, name: str) -> str:
    return (
        '<details class="fold" open><summary>Request and response</summary><pre class="exchange" tabindex="0" '
        f'role="region" aria-label="Request and response of {escaped(name)}">{escaped(text)}</pre></details>'
    )


def _source(source: Any) -> str:
    """Return the link to the app's page source."""
    if source is None:
        return ""
    if source.href:
        link = f'<a href="{escaped(source.href)}">Page source of the app at this moment</a>'
    else:
        missing = f'<bdi class="code">{escaped(source.missing)}</bdi>'
        link = f'<span class="missing">The page source {missing} is no longer next to the log.</span>'
    return f'<p class="source">{link}</p>'

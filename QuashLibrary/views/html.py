"""Show an outcome as HTML in Robot's log: checks, request and answer, and the app's screen next to them.

Styles are inline, because log.html accepts no others. Colours are readable on white and on black, because Robot's log
has both. Every text from outside is redacted and escaped here.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.views.exchange import answer_body, headers_text, question_text
from QuashLibrary.views.message import attempt_line, numbers
from QuashLibrary.views.texts import shown

if TYPE_CHECKING:
    from QuashLibrary.engine.outcome import Answer, Attempt, Check, Description, Outcome
    from QuashLibrary.engine.redactor import Redactor

_GREEN, _RED, _AMBER = "#2f9e44", "#e03131", "#e8890c"
_COLOURS = {"passed": _GREEN, "failed": _RED, "error": _AMBER, "holds": _GREEN, "not evaluated": _AMBER}
_STATES = {"holds": "ok", "failed": "failed", "not evaluated": "not evaluated"}
_CELL = "padding:2px 14px 2px 0;vertical-align:top;text-align:left;border:0"
_PRE = (
    "margin:4px 0 8px;padding:6px 8px;border:1px solid rgba(128,128,128,.4);border-radius:4px;"
    "white-space:pre-wrap;overflow-wrap:anywhere;max-height:320px;overflow:auto"
)


@dataclass(frozen=True, slots=True)
class Screen:
    """The screen of the app when the validation failed: links to files next to the log, or why one is missing."""

    screenshot: str = ""
    source: str = ""
    missing: str = ""


def outcome_html(outcome: Outcome, redactor: Redactor, screen: Screen | None = None) -> str:
    """Return the evidence of an outcome."""
    page = _Page(redactor)
    left = "".join([page.title(outcome), page.checks(outcome), page.footer(outcome), page.exchange(outcome.last)])
    right = page.screen(screen)
    return (
        '<div style="display:flex;gap:24px;flex-wrap:wrap;align-items:flex-start;font-size:13px;line-height:1.5">'
        f'<div style="flex:1 1 420px;min-width:0">{left}</div>{right}</div>'
    )


def screen_html(screen: Screen | None, redactor: Redactor) -> str:
    """Return only the app's screen."""
    return _Page(redactor).screen(screen)


class _Page:
    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def text(self, value: str) -> str:
        return escape(shown(value, self._redactor))

    def title(self, outcome: Outcome) -> str:
        badge = (
            f'<span style="background:{_COLOURS[outcome.verdict]};color:#fff;padding:1px 8px;'
            f'border-radius:10px;font-weight:bold">{outcome.verdict}</span>'
        )
        silent = " <b>The UI showed no failure.</b>" if outcome.silent else ""
        about = f"<div>{self.text(outcome.description)}</div>" if outcome.description else ""
        lines = "<br>".join(map(self.text, outcome.reason.splitlines()))
        why = f"<div>{lines}</div>" if outcome.verdict == "error" else ""
        return f'<div style="margin-bottom:6px">{badge} <b>{self.text(outcome.name)}</b>{silent}{about}{why}</div>'

    def checks(self, outcome: Outcome) -> str:
        if outcome.last is None or not outcome.last.checks:
            return ""
        rows = "".join(self._check_row(check) for check in outcome.last.checks)
        return f'<table style="border-collapse:collapse;margin:4px 0 8px;border:0">{rows}</table>'

    def _check_row(self, check: Check) -> str:
        colour = _COLOURS.get(check.state, _RED)
        extras = "".join(f"<div><i>{self.text(item)}</i></div>" for item in check.details)
        return (
            f'<tr><td style="{_CELL};color:{colour};font-weight:bold;white-space:nowrap">{_STATES[check.state]}</td>'
            f'<td style="{_CELL}"><code>{self.text(check.subject)}</code></td>'
            f'<td style="{_CELL}">{self.text(check.should)}</td>'
            f'<td style="{_CELL}"><b>{self.text(check.was)}</b>{extras}</td></tr>'
        )

    def footer(self, outcome: Outcome) -> str:
        lines = []
        if outcome.last is not None:
            waited = f"{numbers(outcome.last)}; " if outcome.waited else ""
            lines.append(f"{waited}{attempt_line(outcome.last, self._redactor)}")
        if outcome.gave_up:
            lines.append(outcome.gave_up)
        if outcome.held:
            lines.append(outcome.held)
        if outcome.ui is not None:
            lines.append(f"last UI step: {outcome.ui.last}")
        if outcome.position is not None:
            lines.append(f"defined in {outcome.position.line_name}")
        return "".join(f'<div style="overflow-wrap:anywhere">{self.text(line)}</div>' for line in lines)

    def exchange(self, attempt: Attempt | None) -> str:
        if attempt is None:
            return ""
        question, answer = attempt.exchange.request, attempt.exchange.answer
        text = f'<pre style="{_PRE}">{escape(question_text(question, self._redactor))}</pre>'
        body = f"<div>{self._heading(question.description)} (secrets are masked)</div>{text}"
        body += "" if isinstance(answer, Fault) else self._answer(answer)
        return f'<details style="margin-top:6px" open><summary>request and answer</summary>{body}</details>'

    def _answer(self, answer: Answer) -> str:
        text = f'<pre style="{_PRE}">{self.text(answer_body(answer))}</pre>'
        headers = f'<pre style="{_PRE}">{self.text(headers_text(answer))}</pre>' if answer.headers else ""
        details = f"<details><summary>answer headers</summary>{headers}</details>" if headers else ""
        return f"<div>{self._heading(answer.description)}</div>{text}{details}"

    def _heading(self, description: Description) -> str:
        return f"<b>{self.text(description.title)}</b> {self.text(description.subtitle)}".rstrip()

    def screen(self, screen: Screen | None) -> str:
        if screen is None:
            return ""
        parts = []
        if screen.screenshot:
            link = escape(screen.screenshot)
            parts.append(
                f'<a href="{link}"><img src="{link}" alt="screen of the app" '
                'style="width:200px;border:1px solid rgba(128,128,128,.4);border-radius:6px"></a>'
            )
        if screen.source:
            parts.append(f'<div><a href="{escape(screen.source)}">page source</a></div>')
        if screen.missing:
            parts.append(f'<div style="max-width:200px">{self.text(screen.missing)}</div>')
        return f'<div style="flex:0 0 auto"><div><b>What the app showed</b></div>{"".join(parts)}</div>'

"""Draft two validations for each write: one for the request that the app sent, and one that reads the write back.

In: all requests of a run. Out: Drafts, and the writes that were left out with the reasons. A login is read back by a
GET with the token from its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.language.printable import MASK
from QuashLibrary.report.skeleton.expectations import expected, status_of
from QuashLibrary.report.skeleton.known import Write, session_of, token_at
from QuashLibrary.report.skeleton.leaves import snake
from QuashLibrary.report.skeleton.names import path_pattern, read_slug, sent_slug, unique
from QuashLibrary.report.skeleton.questions import Question, proposed_question, question_for
from QuashLibrary.report.skeleton.sent import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.report.skeleton.expectations import Expectation
    from QuashLibrary.report.skeleton.known import Fetch
    from QuashLibrary.report.skeleton.leaves import Path
    from QuashLibrary.report.skeleton.questions import Tests
    from QuashLibrary.report.skeleton.sent import Sent

_CREDENTIALS = ("authorization", "cookie")
_TELEMETRY = frozenset(
    ["analytics", "telemetry", "metrics", "event", "events", "log", "logs", "track", "tracking", "crash", "crashes"]
)
"""Words in paths for telemetry."""

_GUESSED = "TODO: guessed from the app's request and its answer"


@dataclass(frozen=True, slots=True)
class Group:
    """Equal writes: they share connection, method, path without identifiers and GraphQL operation."""

    connection: str
    method: str
    path: str
    operation: str
    sent: tuple[Sent, ...]

    @property
    def line(self) -> str:
        """The write in one line."""
        return " ".join(filter(None, (self.method, self.path, self.operation)))

    @property
    def writes(self) -> list[Write]:
        """The writes that succeeded."""
        return [Write(sent) for sent in self.sent if sent.succeeded]


@dataclass(frozen=True, slots=True)
class Draft:
    """Two validations with YAML values; `fetches` is empty if the second validation needs nothing from the first."""

    group: Group
    sent_slug: str
    slug: str
    description: str
    question: Question
    status: str
    expectations: tuple[Expectation, ...]
    fetches: tuple[Fetch, ...]
    auth: str = ""
    note: str = ""
    """A TODO for the expectations."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A write without a validation, and the reason."""

    line: str
    why: str


def groups_of(requests: Iterable[Sent]) -> list[Group]:
    """Return the writes of a run in groups of equal writes, in the order of the first requests."""
    found: dict[tuple[str, str, str, str], list[Sent]] = {}
    for sent in requests:
        request = sent.request
        if request.is_write:
            key = (request.connection, request.method, path_pattern(request.path), request.operation)
            found.setdefault(key, []).append(sent)
    return [Group(*key, tuple(sent)) for key, sent in found.items()]


def drafts_of(
    requests: Sequence[Sent], groups: Iterable[Group], taken: Iterable[str] = ()
) -> tuple[list[Draft], list[LeftOut]]:
    """Return a draft for each group of writes that can be read back, and the writes left out."""
    slugs = set(taken)
    tests = in_order(requests)
    drafts: list[Draft] = []
    left_out: list[LeftOut] = []
    for group in groups:
        draft = _draft(group, tests, slugs)
        if isinstance(draft, Draft):
            slugs |= {draft.slug, draft.sent_slug}
            drafts.append(draft)
        else:
            left_out.append(LeftOut(group.line, draft))
    return drafts, left_out


def _draft(group: Group, tests: Tests, taken: set[str]) -> Draft | str:
    """Return the draft of a write, or the reason why it is left out."""
    writes = group.writes
    if group.operation or "graphql" in group.path:
        return "app_sent matches GraphQL by its path only; write a validation with a query"
    if not writes:
        answers = ", ".join(sorted({str(sent.request.status or "no answer") for sent in group.sent}))
        return f"it never succeeded in this run ({answers})"
    token = _token_in(writes[-1].sent.answer)
    if token:
        return _login(group, writes[-1], token, tests, taken)
    question = question_for(writes, tests)
    expectations = expected(question, writes) if question else []
    if question is None or (question.similar and not expectations):
        if _TELEMETRY.intersection(snake(group.path).split("_")):
            return "it looks like telemetry, and the app sent no GET that reads it back"
        question = proposed_question(writes[-1], tests)
        if question is None:
            return "neither its request nor its answer contains anything that could be read back"
        expectations = expected(question, writes)
    return _read_back(group, question, expectations, taken)


def _read_back(group: Group, question: Question, expectations: Sequence[Expectation], taken: set[str]) -> Draft:
    writes = group.writes
    auth, session = _session(question.seen, writes[-1].sent) if question.seen else ("", None)
    fetches = {*question.fetches, *(item.fetch for item in expectations if item.fetch), *filter(None, [session])}
    return Draft(
        group,
        sent_slug(group.method, group.path, taken),
        read_slug(group.method, group.path, taken),
        _description(group),
        question,
        status_of(question, writes[-1]),
        tuple(expectations),
        tuple(sorted(fetches)),
        auth,
        "" if question.seen or not expectations else _GUESSED,
    )


def _description(group: Group) -> str:
    if group.method == "DELETE":
        return f"What the app deleted with {group.line} no longer exists."
    return f"What the app sent with {group.line} is stored."


def _session(read: Sent, write: Sent) -> tuple[str, Fetch | None]:
    """Return `auth` with the app's own credentials and their fetch, if both the GET and the write sent them."""
    name = next((name for name in _CREDENTIALS if read.sends(name) and write.sends(name)), "")
    if not name:
        return "", None
    fetch = session_of(name, write.request.path)
    return f'{{headers: {{{name.capitalize()}: "${{{fetch.name}}}"}}}}', fetch


def _login(group: Group, write: Write, token: Path, tests: Tests, taken: set[str]) -> Draft:
    """Return the draft that reads a login back: a GET that needs the session."""
    fetch = token_at(token, group.path)
    reads = _private_reads(group, tests)
    others = ", ".join(f"GET {path}" for path in reads[1:4])
    todo = "TODO: a GET that needs a session" + (f"; the app also sent {others}" if others else "")
    return Draft(
        group,
        sent_slug(group.method, group.path, taken),
        unique("session-created", taken),
        "The login created a session in the backend.",
        Question(reads[0] if reads else "/me", todo=todo),
        "200",
        (),
        (fetch,),
        f'{{bearer: "${{{fetch.name}}}"}}',
    )


def _private_reads(group: Group, tests: Tests) -> list[str]:
    """Return the paths of GETs that the app sent with a token: paths that it also writes to first, then `me`."""
    all_sent = [sent for test in tests.values() for sent in test if sent.request.connection == group.connection]
    written = {sent.request.path for sent in all_sent if sent.request.is_write}
    paths = [
        sent.request.path
        for sent in all_sent
        if sent.request.method == "GET"
        and sent.succeeded
        and sent.sends("authorization")
        and path_pattern(sent.request.path) == sent.request.path
    ]
    return sorted(dict.fromkeys(paths), key=lambda path: (path not in written, "me" not in path.split("/")))


def _token_in(answer: JSON, path: Path = ()) -> Path:
    """Return the path of a token in an answer; empty without a token."""
    for key, value in answer.items() if isinstance(answer, dict) else ():
        if value == MASK and "token" in key.lower():
            return (*path, key)
        if found := _token_in(value, (*path, key)):
            return found
    return ()

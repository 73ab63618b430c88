"""Write drafts and connections as registry entries in YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.report.skeleton.sections import comment_text
from QuashLibrary.report.skeleton.yaml_text import inside, quoted, scalar
from QuashLibrary.report.summary.words import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from QuashLibrary.report.skeleton.drafts import Draft
    from QuashLibrary.report.skeleton.sent import Sent

_WAIT = "10s"
_NAME = re.compile(r"[^A-Z0-9]+")


def validation_entries(draft: Draft) -> Iterator[str]:
    """Yield the validation of the app's request, if its values are needed, and the validation that reads it back."""
    if draft.fetches:
        yield "\n".join(_sent_lines(draft))
    yield "\n".join(_read_lines(draft))


def connection_entry(name: str, sent: Sequence[Sent], drafts: Iterable[Draft]) -> str:
    """Return the entry of a connection, as far as it is known."""
    prefix = _NAME.sub("_", name.upper()).strip("_")
    url = next((item.base_url for item in sent if item.base_url), "")
    lines = [f"  {scalar(name)}:"]
    lines += [
        f"    base_url: {scalar(url)}"
        if url
        else "    base_url: http://127.0.0.1:8080/api  # TODO: the backend's address"
    ]
    if any(not draft.auth for draft in drafts) and (auth := _auth(sent, prefix)):
        lines.append(f"    auth: {auth}  # TODO: the testers' credentials")
    if any(draft.fetches for draft in drafts):
        lines.append(f"    app: {{listen: {_listen(sent)}")
    return "\n".join(lines)


def _sent_lines(draft: Draft) -> Iterator[str]:
    group = draft.group
    tests = {sent.test for sent in group.sent}
    yield f"  # {comment_text(group.line)}: sent {count(len(group.sent), 'time')} in {count(len(tests), 'test')}"
    yield f"  {draft.sent_slug}:"
    yield f"    description: {scalar(f'The app sent {group.line}.')}"
    yield f"    connection: {scalar(group.connection)}"
    yield f"    app_sent: {scalar(f'{group.method} {group.path}')}"
    yield "    expect: {$.count: {at least: 1}}"
    yield f"    eventually: {_WAIT}"
    yield "    fetch:"
    yield from (f"      {fetch.name}: {fetch.source}" for fetch in draft.fetches)


def _read_lines(draft: Draft) -> Iterator[str]:
    question = draft.question
    query = ", ".join(f"{inside(name)}: {inside(text)}" for name, text in question.query)
    line = scalar(f"GET {question.path}")
    request = f"{{path: {quoted(question.path)}, query: {{{query}}}}}" if query else line
    yield f"  {draft.slug}:"
    yield f"    description: {scalar(draft.description)}"
    yield f"    connection: {scalar(draft.group.connection)}"
    if draft.fetches:
        yield f'    needs: "@{draft.sent_slug}"'
    yield f"    request: {request}" + (f"  # {comment_text(question.todo)}" if question.todo else "")
    if draft.auth:
        yield f"    auth: {draft.auth}"
    yield "    expect:" + (f"  # {draft.note}" if draft.note else "")
    yield f"      status: {draft.status}"
    yield from (f"      {item.key}: {item.value}" for item in draft.expectations)
    yield f"    eventually: {_WAIT}"


def _auth(sent: Iterable[Sent], prefix: str) -> str:
    """Return `auth` with the scheme that the app uses and credentials from environment variables."""
    for item in sent:
        scheme = item.sends("authorization").partition(" ")[0].lower()
        if scheme == "basic":
            return f"{{basic: {{username: {{env: {prefix}_USER}}, password: {{env: {prefix}_PASSWORD}}}}}}"
        if scheme:
            return f"{{bearer: {{env: {prefix}_TOKEN}}}}"
        if item.sends("x-api-key"):
            return f"{{api_key: {{header: X-Api-Key, value: {{env: {prefix}_API_KEY}}}}}}"
    return ""


def _listen(sent: Iterable[Sent]) -> str:
    """Return the app's port for the backend; several processes each have their own port."""
    ports = {item.listen for item in sent if item.listen}
    if len(ports) > 1:
        return '"${APP_PORT}"}  # TODO: each process uses its own port'
    return f"{ports.pop()}}}" if ports else "8888}  # TODO: the port that the app uses"

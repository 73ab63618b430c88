"""Generate a registry from the requests that an app sent in a run, or the entries for one write of one test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.report.skeleton.attachments import attachment_entries, is_attached
from QuashLibrary.report.skeleton.drafts import drafts_of, groups_of
from QuashLibrary.report.skeleton.entries import connection_entry, validation_entries
from QuashLibrary.report.skeleton.sections import Sections, comment, comment_text
from QuashLibrary.report.summary.words import count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from QuashLibrary.report.skeleton.drafts import Draft
    from QuashLibrary.report.skeleton.sent import Sent

_HEAD = (
    "For each write of the app, a GET reads it back, with identifiers from the app's own requests.",
    "Correct everything marked TODO, and delete what you do not need.",
)


def registry_sections(requests: Sequence[Sent], taken: Collection[str] = ()) -> Sections:
    """Return the sections of a registry; `taken` contains slugs already in use."""
    groups = groups_of(requests)
    drafts, left_out = drafts_of(requests, groups, taken)
    notes = [f"{item.line}: {item.why}" for item in left_out]
    notes += [
        f"{draft.group.line}: @{draft.slug} is not attached, because no UI step was running"
        for draft in drafts
        if not is_attached(draft)
    ]
    return Sections(
        connections=list(_connections(requests, drafts)),
        validations=[entry for draft in drafts for entry in validation_entries(draft)],
        attachments=list(attachment_entries(drafts, requests)),
        head=_HEAD if groups else (),
        listing=list(_listing(len(groups), drafts, notes)),
        notes=notes,
        slugs=frozenset(slug for draft in drafts for slug in (draft.slug, draft.sent_slug)),
    )


def validation_for(write: Sent, requests: Sequence[Sent]) -> str:
    """Return the entries that read one write back, for a registry that has its connection.

    `requests` contains all requests of the run. The result is a comment with the reason if the write cannot be read
    back.
    """
    group = next((group for group in groups_of(requests) if write in group.sent), None)
    drafts, left_out = drafts_of(requests, [group] if group else [])
    if not drafts:
        why = f"{left_out[0].line}: {left_out[0].why}" if left_out else "this request is not a write of the run"
        return comment(why)
    entries = [entry for draft in drafts for entry in validation_entries(draft)]
    lines = ["validations:", "\n\n".join(entries)]
    if attached := list(attachment_entries(drafts, requests)):
        lines += ["", "attach:", *attached]
    return "\n".join(lines)


def _listing(writes: int, drafts: Sequence[Draft], notes: Sequence[str]) -> Iterable[str]:
    yield f"{count(writes, 'write')} by the app, {len(drafts):,} with a validation:"
    for draft in drafts:
        todo = "  TODO" if draft.question.todo else ""
        yield f"  {comment_text(draft.group.line)}  @{draft.slug}{todo}"
    if notes:
        yield "\nLeft out:"
        yield from (f"  {comment_text(note)}" for note in notes)


def _connections(requests: Sequence[Sent], drafts: Sequence[Draft]) -> Iterable[str]:
    for name in dict.fromkeys(draft.group.connection for draft in drafts):
        sent = [item for item in requests if item.request.connection == name]
        yield connection_entry(name, sent, [draft for draft in drafts if draft.group.connection == name])

"""Read the requests of a run from `traffic.jsonl` next to its report; pabot's processes write one file each.

In: folders. Out: the requests, and notes about lines that cannot be read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from QuashLibrary.report.skeleton.sent import Sent
from QuashLibrary.report.summary.words import count
from QuashLibrary.traffic.model import AppRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_FOLDER = "quash"
_FILES = "traffic*.jsonl"


@dataclass(frozen=True, slots=True)
class Traffic:
    """The requests of a run in the order of its tests; `files` is empty if no requests were recorded."""

    requests: Sequence[Sent] = ()
    files: Sequence[Path] = ()
    notes: Sequence[str] = ()


def read_traffic(outputs: Iterable[Path]) -> Traffic:
    """Return the requests that the app sent in the runs of these outputs."""
    files = dict.fromkeys(file for output in outputs for file in _files_beside(output.parent))
    requests: list[Sent] = []
    notes: list[str] = []
    for file in files:
        found, unreadable = _requests_of(file, len(requests))
        requests += found
        if unreadable:
            notes.append(f"{file} has {count(unreadable, 'line')} that cannot be read")
    return Traffic(requests, tuple(files), notes)


def _files_beside(folder: Path) -> Sequence[Path]:
    """Return the traffic files in the report's folder, which may have another name than `quash`."""
    found = sorted({*(folder / _FOLDER).glob(_FILES), *folder.glob(_FILES)})
    return found or sorted(folder.glob(f"*/{_FILES}"))


def _requests_of(file: Path, first: int) -> tuple[list[Sent], int]:
    found: list[Sent] = []
    unreadable = 0
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    found.append(_sent(json.loads(line), first + len(found)))
                except (ValueError, KeyError, TypeError, AttributeError):
                    unreadable += 1
    except OSError:
        unreadable += 1
    return [sent for sent in found if not sent.request.is_decoration], unreadable


def _sent(line: Mapping[str, Any], number: int) -> Sent:
    request = AppRequest(
        number=number,
        connection=str(line["connection"]),
        method=str(line["method"]),
        # The path is followed by the GraphQL operation.
        target=str(line["path"]).partition(" ")[0],
        started=datetime.fromisoformat(line["started"]),
        headers=_headers(line["headers"]),
        body=_bytes(line["body"]),
        status=None if line["status"] is None else int(line["status"]),
        answer_headers=_headers(line["answer_headers"]),
        answer=_bytes(line["answer"]),
        fault=line["failed"] or "",
        broken=line["broken"] or "",
    )
    return Sent(
        request,
        str(line["test"]),
        line["ui_step"] or "",
        line.get("ui_library") or "",
        line.get("base_url") or "",
        int(line.get("listen") or 0),
    )


def _headers(pairs: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in pairs)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogatepass")

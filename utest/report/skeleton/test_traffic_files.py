"""The files in which a run stores the requests of its app."""

from __future__ import annotations

import json
from pathlib import Path

from QuashLibrary.report.skeleton.traffic_files import read_traffic

LINE: dict[str, object] = {
    "test": "Shop.Buy",
    "connection": "shop",
    "base_url": "http://127.0.0.1:8080/api",
    "listen": 8888,
    "method": "POST",
    "path": "/graphql Add",
    "started": "2026-01-01T12:00:00.000000",
    "elapsed": 0.1,
    "status": 201,
    "failed": None,
    "ui_step": "Click Element    id=pay",
    "ui_library": "AppiumLibrary",
    "swallowed": False,
    "why": None,
    "note": None,
    "broken": None,
    "headers": [["Content-Type", "application/json"]],
    "body": '{"query": "mutation Add { add }"}',
    "answer_headers": [],
    "answer": None,
}


def written(folder: Path, *lines: object, name: str = "traffic.jsonl") -> Path:
    """Write a file and return the output of its run."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / name).write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return folder.parent / "output.xml"


def test_requests_are_as_they_were_sent(tmp_path: Path) -> None:
    """Requests are read back as sent; unknown values are empty."""
    bare = {key: value for key, value in LINE.items() if key not in ("base_url", "listen", "ui_library")}
    traffic = read_traffic([written(tmp_path / "quash", LINE, bare | {"status": None, "failed": "refused"})])
    first, second = traffic.requests
    assert (first.test, first.ui_step, first.library) == ("Shop.Buy", "Click Element    id=pay", "AppiumLibrary")
    assert (first.base_url, first.listen) == ("http://127.0.0.1:8080/api", 8888)
    assert (first.request.target, first.request.operation, first.request.is_write) == ("/graphql", "Add", True)
    assert (second.library, second.base_url, second.listen) == ("", "", 0)
    assert (second.request.status, second.request.fault) == (None, "refused")


def test_processes_of_pabot_have_a_file_each(tmp_path: Path) -> None:
    """The files of all pabot processes are read."""
    written(tmp_path / "quash", LINE, name="traffic-0.jsonl")
    output = written(tmp_path / "quash", LINE | {"test": "Shop.Look"}, name="traffic-1.jsonl")
    assert [sent.test for sent in read_traffic([output]).requests] == ["Shop.Buy", "Shop.Look"]


def test_folder_of_the_report_may_have_another_name(tmp_path: Path) -> None:
    """The report folder next to the output may have any name."""
    assert read_traffic([written(tmp_path / "backend", LINE)]).files


def test_lines_that_cannot_be_read_are_noted(tmp_path: Path) -> None:
    """Unreadable lines, such as half a line of a killed run, cause a note."""
    output = written(tmp_path / "quash", LINE, '{"test": "Sh', [], {"test": "Shop.Buy"})
    traffic = read_traffic([output])
    assert len(traffic.requests) == 1
    assert traffic.notes == [f"{tmp_path / 'quash' / 'traffic.jsonl'} has 3 lines that cannot be read"]


def test_images_are_left_out(tmp_path: Path) -> None:
    """Requests for images are left out."""
    picture = LINE | {"method": "GET", "answer_headers": [["Content-Type", "image/png"]]}
    assert not read_traffic([written(tmp_path / "quash", picture)]).requests


def test_run_without_traffic_has_no_files(tmp_path: Path) -> None:
    """A run without traffic has no files."""
    assert not read_traffic([tmp_path / "output.xml"]).files

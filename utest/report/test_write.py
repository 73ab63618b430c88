"""Writing a report: every format in one pass, completely or not at all."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from atest.report_reader import comparable
from QuashLibrary.errors import ReportNotWrittenError, UnusableOutputError
from QuashLibrary.report import write as writing
from QuashLibrary.report.write import write_report
from utest.report.outputs import blind_test, case, order_test, written
from utest.report.reports import outcomes, report_of

ROOT = Path(__file__).parents[2]
FORMS = ["index.html", "junit.xml", "outcomes.json", "summary.md"]


def formats(folder: Path) -> list[str]:
    """Return the existing files of a report after checking that no temporary file is left."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    assert not [name for name in names if name.startswith(".")]
    return [name for name in names if name in FORMS]


def refusal(outputs: list[Path], folder: Path) -> str:
    """Return why a report cannot be written."""
    with pytest.raises(ReportNotWrittenError) as caught:
        write_report(outputs, folder)
    return str(caught.value).replace(str(folder), "FOLDER")


def test_all_formats_are_written(tmp_path: Path) -> None:
    """All formats are written; the result contains the page to open and the summary."""
    report = report_of(tmp_path, order_test(), blind_test(number=2))
    assert report.page == tmp_path / "quash" / "index.html"
    assert (len(report.summary.of("silent")), len(report.summary.blind_spots)) == (1, 1)
    assert formats(tmp_path / "quash") == FORMS


def test_report_is_replaced(tmp_path: Path) -> None:
    """A second report replaces the first; other files stay."""
    report_of(tmp_path, order_test())
    (tmp_path / "quash" / "mine.txt").write_text("mine", encoding="utf-8")
    report_of(tmp_path, blind_test())
    assert [test["name"] for test in outcomes(tmp_path / "quash")["tests"]] == ["Look"]
    assert (tmp_path / "quash" / "mine.txt").exists()


def test_shards_are_one_report(tmp_path: Path) -> None:
    """A report of shards equals the report of the merged output, except for ids and file names."""
    tests = [case(f"T{number}", number=number) for number in range(4)]
    shards = [written(tmp_path, test, name=f"{number}.xml") for number, test in enumerate(tests)]
    write_report(shards, tmp_path / "shards")
    write_report([written(tmp_path, *tests)], tmp_path / "whole")
    one, other = (comparable(outcomes(tmp_path / name)) for name in ("shards", "whole"))
    assert one == other


def test_wrong_file_leaves_the_old_report(tmp_path: Path) -> None:
    """A wrong file name leaves the old report unchanged and creates no folder."""
    report_of(tmp_path, order_test())
    wrong = tmp_path / "log.html"
    wrong.write_text("<html/>", encoding="utf-8")
    for folder in ("quash", "new"):
        with pytest.raises(UnusableOutputError):
            write_report([wrong], tmp_path / folder)
    assert formats(tmp_path / "quash") == FORMS
    assert not (tmp_path / "new").exists()


def test_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    """The message is one line that names the folder."""
    output = written(tmp_path, order_test())
    (tmp_path / "quash").write_text("", encoding="utf-8")
    assert refusal([output], tmp_path / "quash") == "the report cannot be written to FOLDER: File exists"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_without_permission_is_an_error(tmp_path: Path) -> None:
    """A folder without permission causes an error."""
    output = written(tmp_path, order_test())
    folder = tmp_path / "quash"
    folder.mkdir(mode=0o500)
    assert refusal([output], folder).startswith("the report cannot be written to FOLDER: Permission denied")


@pytest.mark.parametrize("form", ["outcomes.json", "junit.xml", "summary.md", "index.html"])
def test_full_disk_leaves_nothing_that_looks_complete(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a full disk, neither the new nor the old report is left, whichever file failed."""
    report_of(tmp_path, order_test())
    output = written(tmp_path, *(order_test(number=number) for number in range(200)))
    fill_disk(form, monkeypatch)
    message = refusal([output], tmp_path / "quash")
    assert message.startswith("the report cannot be written to FOLDER: No space left on device")
    assert formats(tmp_path / "quash") == []


def fill_disk(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the file of this name on a full disk."""
    if form == "index.html":
        monkeypatch.setattr(writing, "Pages", FullPages)
        return
    opened = Path.open

    def open_full(path: Path, *how: str, **more: str) -> object:
        is_form = form in path.name and "x+" in how
        return opened(*((Path("/dev/full"), "w") if is_form else (path, *how)), **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_full)


class FullPages:
    """Pages on a full disk."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""

    def add(self, *_: object) -> None:
        """Try to write."""
        with Path("/dev/full").open("w", encoding="utf-8") as file:
            file.write("page")

    finish = add


def test_two_reports_at_the_same_time_are_both_written(tmp_path: Path) -> None:
    """Several jobs may write into one folder at the same time, and the result is complete."""
    output = written(tmp_path, *(order_test(number=number) for number in range(1, 40)))
    command = [sys.executable, "-m", "QuashLibrary", "report", str(output), "--output", str(tmp_path / "quash")]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in processes]
    assert ended == [("", 0)] * 3
    assert formats(tmp_path / "quash") == FORMS
    assert not list(tmp_path.rglob("*.part"))


def damaged(data: bytes) -> Iterator[bytes]:
    """Yield an output cut at 200 places, and 300 copies with flipped bits."""
    yield from (data[: len(data) * place // 200] for place in range(200))
    chance = Random(4)  # noqa: S311 - the same damage each time
    for _ in range(300):
        places = bytearray(data)
        for _ in range(chance.choice([1, 5, 50])):
            places[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield bytes(places)


def test_damaged_output_is_reported_or_refused(tmp_path: Path) -> None:
    """A damaged output is reported as far as it can be read, or refused with a message."""
    output = written(tmp_path, order_test(), blind_test(number=2))
    ends = set()
    for data in damaged(output.read_bytes()):
        output.write_bytes(data)
        try:
            report = write_report([output], tmp_path / "quash")
        except UnusableOutputError:
            ends.add("refused")
        else:
            ends.add("noted" if report.summary.info.notes else "whole")
    assert ends == {"refused", "noted", "whole"}

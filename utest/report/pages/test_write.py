"""The files of the pages are complete or missing, link only existing pictures, and spare other files."""

import os
from pathlib import Path

import pytest

from QuashLibrary.report.pages.file_names import page_name
from QuashLibrary.report.pages.write import Pages
from QuashLibrary.report.read.model import Picture, ShownOutcome
from QuashLibrary.report.summary.statistics import entry_of
from utest.report.pages.conftest import Writing
from utest.report.runs import failed, made, step

PNG = b"\x89PNG not really"


def test_screenshot_next_to_the_log_is_linked_from_the_page(write: Writing, tmp_path: Path) -> None:
    """A link in the log is relative to the log; the page translates it."""
    (tmp_path / "quash").mkdir()
    (tmp_path / "quash" / "order 1.png").write_bytes(PNG)
    shown = ShownOutcome(failed(), screenshot=Picture(link="quash/order%201.png"), page_source="quash/order 1.png")
    page = write(made(step(), shown, folder=tmp_path)).page()
    assert page.one("img").attributes["src"] == "../order%201.png"
    assert page.one("p", kind="source").one("a").attributes["href"] == "../order%201.png"


def test_picture_in_the_log_becomes_a_file(write: Writing) -> None:
    """An embedded picture becomes a file, because a policy may forbid it; equal pictures share a file."""
    shown = ShownOutcome(failed(), screenshot=Picture(data=PNG))
    written = write(made(step(pictures=(Picture(data=PNG),)), shown))
    sources = {image.attributes["src"] for image in written.page().all("img")}
    assert len(sources) == 1
    assert (written.folder / "tests" / sources.pop()).read_bytes() == PNG


@pytest.mark.parametrize("link", ["gone.png", "https://[", "a\0b.png", "x" * 5_000])
def test_missing_picture_becomes_a_sentence(write: Writing, link: str) -> None:
    """A missing picture is named in a sentence instead of a broken image."""
    page = write(made(failed(), step(pictures=(Picture(link=link),)))).page()
    assert page.all("img") == []
    assert "is no longer next to the log" in page.one("p", kind="missing").text


def test_missing_page_source_becomes_a_sentence(write: Writing) -> None:
    """A missing page source is named without a dead link."""
    page = write(made(ShownOutcome(failed(), page_source="gone.xml"))).page()
    assert page.one("p", kind="source").text == "The page source gone.xml is no longer next to the log."


@pytest.mark.parametrize(
    ("test_id", "anchor"), [("s1-s2-t3", "s1-s2-t3"), ("2-s1-t3", "s1-t3"), ("s1-s2-setup", "s1-s2")]
)
def test_log_is_linked_if_it_exists(write: Writing, tmp_path: Path, test_id: str, anchor: str) -> None:
    """The link leads to the test, also with several outputs; a setup's link leads to its suite."""
    (tmp_path / "log.html").touch()
    page = write(made(failed(), id=test_id, folder=tmp_path)).page(test_id)
    assert [link.attributes["href"] for link in page.one("nav").all("a")][1:] == [f"../../log.html#{anchor}"]


def test_missing_log_is_not_linked(write: Writing, tmp_path: Path) -> None:
    """A missing log is not linked."""
    assert [link.text for link in write(made(failed(), folder=tmp_path)).page().one("nav").all("a")] == ["All tests"]


def test_pages_of_an_earlier_run_are_removed(write: Writing) -> None:
    """Their pictures are removed, too."""
    write(made(failed(), id="s1-t1"), made(step(pictures=(Picture(data=PNG),)), id="s1-t2"))
    written = write(made(failed(), id="s1-t1"))
    assert sorted(path.name for path in (written.folder / "tests").iterdir()) == ["files.txt", "s1-t1.html"]


def test_pages_of_an_interrupted_run_are_removed_too(write: Writing, tmp_path: Path) -> None:
    """A file is on the list before it is written, so a later run can remove it."""
    Pages(tmp_path / "quash").add(made(step(), id="s1-t9"), entry_of(made(step(), id="s1-t9")))
    assert write(made(failed())).pages == {"s1-t1"}


def test_files_of_others_stay(write: Writing, tmp_path: Path) -> None:
    """Other files stay even if they look like pages, are on the list, or replace a page."""
    write(made(step(), id="s1-t2"))
    tests = tmp_path / "quash" / "tests"
    others = [tests / "s1-t3.html", tests / "notes.png", tmp_path / "outside.html", tests / "s1-t2.html"]
    for other in others:
        other.write_text("mine", encoding="utf-8")
    with (tests / "files.txt").open("a", encoding="utf-8") as listed:
        listed.write("../../outside.html\n..\n/etc/hosts\n")
    write(made(failed()))
    assert [other.read_text(encoding="utf-8") for other in others] == ["mine"] * 4


def test_no_part_of_a_page_is_left(write: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If writing fails, the old page stays and the caller gets the error."""
    page = tmp_path / "quash" / "tests" / "s1-t1.html"
    write(made(step()))
    before = page.read_bytes()

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write(made(step(), name="Another"))
    assert page.read_bytes() == before
    assert not list(tmp_path.rglob("*.part"))


def test_page_is_written_at_once(tmp_path: Path) -> None:
    """A page is written before the next test is read, so memory does not grow with the run."""
    pages = Pages(tmp_path)
    pages.add(made(step()), entry_of(made(step())))
    assert (tmp_path / "tests" / "s1-t1.html").exists()


@pytest.mark.parametrize("test_id", ["", "../../x", "a/b", "con\0", "é", ".", "x" * 300, "s1-t1\n"])
def test_page_name_is_always_a_file_name(test_id: str) -> None:
    """Any id gives a valid file name, even if it contains a path."""
    name = page_name(test_id)
    assert name == Path(name).name
    assert name.isascii()
    assert len(name) < 100
    assert name != page_name(f"{test_id}-")

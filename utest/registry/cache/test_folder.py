"""The cache folder belongs only to the user, and its faults never show."""

import os
import stat
import sys
from pathlib import Path

import pytest

from QuashLibrary.registry.cache import folder as module
from QuashLibrary.registry.cache.folder import CacheFolder, cache_folder

needs_modes = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


@pytest.fixture
def folder(tmp_path: Path) -> CacheFolder:
    """Return a folder that does not exist yet."""
    return CacheFolder(tmp_path / "home" / "quash")


def test_written_content_is_read(folder: CacheFolder) -> None:
    """Later content replaces it."""
    assert folder.read("a") is None
    folder.write("a", b"one")
    folder.write("a", b"two")
    assert (folder.read("a"), folder.read("b")) == (b"two", None)
    assert [path.name for path in folder.path.iterdir()] == ["a.quash"]


@needs_modes
def test_only_the_user_can_read_it(folder: CacheFolder) -> None:
    """Neither the group nor others can read it."""
    folder.write("a", b"one")
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder.path / "a.quash").stat().st_mode) == 0o600


@needs_modes
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_read(folder: CacheFolder, mode: int) -> None:
    """Such a file could change what a test expects."""
    folder.write("a", b"one")
    (folder.path / "a.quash").chmod(mode)
    assert folder.read("a") is None


@needs_modes
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_is_not_used(folder: CacheFolder, mode: int) -> None:
    """Others could put a file of the same name there."""
    folder.write("a", b"one")
    folder.path.chmod(mode)
    assert folder.read("a") is None
    folder.write("a", b"two")
    folder.path.chmod(0o700)
    assert folder.read("a") == b"one"


@needs_modes
def test_files_of_another_user_are_not_read(folder: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """This happens if root uses a user's home folder."""
    folder.write("a", b"one")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert folder.read("a") is None


@needs_modes
def test_links_are_not_followed(folder: CacheFolder, tmp_path: Path) -> None:
    """No link to a file or folder is followed, and reading a pipe does not block."""
    folder.write("a", b"one")
    (folder.path / "b.quash").symlink_to(folder.path / "a.quash")
    assert folder.read("b") is None
    os.mkfifo(folder.path / "c.quash", 0o600)
    assert folder.read("c") is None
    linked = tmp_path / "linked"
    linked.symlink_to(folder.path)
    assert CacheFolder(linked).read("a") is None


def test_without_a_usable_folder_there_is_no_cache(tmp_path: Path) -> None:
    """The home folder may be a file or read-only."""
    (tmp_path / "home").write_text("a file")
    folder = CacheFolder(tmp_path / "home" / "quash")
    folder.write("a", b"one")
    assert folder.read("a") is None
    impossible = CacheFolder(tmp_path / "a\0b")
    impossible.write("a", b"one")
    assert impossible.read("a") is None


def test_a_full_disk_leaves_nothing_behind(folder: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even a part of the new file remains, and the old content stays."""
    folder.write("a", b"one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "replace", full)
    folder.write("a", b"two")
    assert [path.name for path in folder.path.iterdir()] == ["a.quash"]
    assert folder.read("a") == b"one"


def test_the_most_recently_used_files_are_kept(folder: CacheFolder) -> None:
    """Fifty files are kept; reading counts as use, and files of other programs stay."""
    folder.write("first", b"")
    (folder.path / "note.txt").touch()
    for number in range(60):
        folder.write(f"n{number}", b"")
        os.utime(folder.path / f"n{number}.quash", (number, number))
        os.utime(folder.path / "first.quash", (number, number))
    assert folder.read("first") == b""
    folder.write("last", b"")
    names = {path.name for path in folder.path.iterdir()}
    assert len(names) == 51
    assert {"note.txt", "first.quash", "last.quash"} <= names
    assert "n0.quash" not in names


def test_too_large_a_file_is_neither_written_nor_read(folder: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file must not slow down the start."""
    folder.write("a", b"12345")
    monkeypatch.setattr(module, "LARGEST", 4)
    folder.write("b", b"12345")
    assert (folder.read("a"), folder.read("b")) == (None, None)


PLACES = {
    "linux": {"XDG_CACHE_HOME": "/caches"},
    "darwin": {"HOME": "/home/me"},
    "win32": {"LOCALAPPDATA": "/local"},
}
FOLDERS = {"linux": "/caches/quash", "darwin": "/home/me/Library/Caches/quash", "win32": "/local/quash/Cache"}


@needs_modes
@pytest.mark.parametrize("platform", PLACES)
def test_each_platform_has_its_usual_place(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    """The cache is in the platform's usual folder for caches."""
    monkeypatch.delenv("QUASH_CACHE")
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in PLACES[platform].items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == CacheFolder(Path(FOLDERS[platform]))


@needs_modes
def test_a_relative_cache_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The XDG specification requires this."""
    monkeypatch.delenv("QUASH_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "caches")
    monkeypatch.setenv("HOME", "/home/me")
    assert cache_folder() == CacheFolder(Path("/home/me/.cache/quash"))


def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some containers have no home folder."""
    monkeypatch.delenv("QUASH_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() is None

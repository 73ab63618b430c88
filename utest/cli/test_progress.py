"""The progress of long work is counted, and shown only on a terminal."""

import sys

import pytest

from QuashLibrary.cli import progress
from QuashLibrary.cli.progress import WorkProgress


def test_sections_add_to_the_total(monkeypatch: pytest.MonkeyPatch) -> None:
    """The total grows when the number of entries in the next section becomes known."""
    shown: list[tuple[int, int]] = []

    class Bar:
        def update(self, _task: int, *, total: int, completed: int) -> None:
            shown.append((completed, total))

        def stop(self) -> None:
            shown.append((-1, -1))

    monkeypatch.setattr(progress, "is_terminal", lambda _stream: True)
    with WorkProgress().begin("checking") as part:
        part._bar, part._task = Bar(), 1  # type: ignore[assignment]
        for total in (2, 2, 3, 3, 3):
            part.advance_of(total)
    assert shown == [(1, 2), (2, 2), (3, 5), (4, 5), (5, 5), (-1, -1)]


def test_nothing_is_shown_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal nothing is shown, no matter how long it takes, and rich is not loaded."""
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    with WorkProgress().begin("reading", 2) as part:
        part.advance()
        assert part._bar is None
    assert capsys.readouterr() == ("", "")


def test_a_bar_appears_on_a_terminal_for_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar appears for long work and is removed at any end."""
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "is_terminal", lambda stream: stream is sys.stderr)
    part = WorkProgress().begin("reading", 2)
    with pytest.raises(KeyboardInterrupt), part:
        part.advance()
        assert part._bar is not None
        assert (part._bar.tasks[0].completed, part._bar.tasks[0].total) == (1, 2)
        raise KeyboardInterrupt
    assert part._bar is None

"""Fails the first time that it is asked, as a flaky app does."""

from __future__ import annotations

_SEEN: set[str] = set()


def fail_once(name: str) -> None:
    """Fail if nobody has asked for this name before."""
    if name not in _SEEN:
        _SEEN.add(name)
        raise AssertionError(f"{name} is not there yet")

"""Fails on the first call, like a flaky app."""

from __future__ import annotations

_SEEN: set[str] = set()


def fail_once(name: str) -> None:
    """Fail on the first call for this name."""
    if name not in _SEEN:
        _SEEN.add(name)
        raise AssertionError(f"{name} is not there yet")

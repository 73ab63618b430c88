"""Say that a validation has no input of a name, with the one that is probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence


def unknown_input(name: str, declared: Sequence[str]) -> tuple[str, str]:
    """Return what is wrong with the name of an input, and what to do; `declared` are the names that exist."""
    known = list(dict.fromkeys(declared))
    listed = f"known are {', '.join(known)}" if known else "there are none"
    return f'no input "{name}"', did_you_mean(name, known) or listed

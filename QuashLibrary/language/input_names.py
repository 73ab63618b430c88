"""The message for an unknown input of a validation, with the name that is probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence


def unknown_input(name: str, declared: Sequence[str]) -> tuple[str, str]:
    """Return the problem with the name of an input and the advice; `declared` are the existing names."""
    known = list(dict.fromkeys(declared))
    listed = f"choose {', '.join(known)}" if known else "it has no inputs"
    return f'no input "{name}"', did_you_mean(name, known) or listed

"""Messages about a slug or connection that a registry does not define."""

from collections.abc import Iterable

from QuashLibrary.language.printable import shorten
from QuashLibrary.problems import did_you_mean
from QuashLibrary.views.message import FIRST_LINE

_SHORTEST_PATH = 20


def unknown_slug(slug: str, known: Iterable[str], where: str) -> str:
    """Return the message for a slug that is not defined, with the nearest one that is."""
    near = did_you_mean(slug, known).removeprefix('did you mean "').removesuffix('"?')
    advice = f"Did you mean {near}?" if near else "Slugs are defined under validations."
    return unknown_name(f"No validation named {slug}", where, f". {advice}")


def unknown_name(what: str, where: str, advice: str) -> str:
    """Return a message of one line that includes the advice, however long the path of the registry is."""
    room = FIRST_LINE - len(f"{what} in {advice}")
    return f"{what} in {shorten(where, max(room, _SHORTEST_PATH))}{advice}"

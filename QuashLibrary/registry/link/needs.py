"""Check that the validations in `needs` exist, and that no validation needs itself.

In: the validations of all files. Out: problems, with the slugs that cannot be used because of them. A validation that
needs an unusable one is unusable too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry.link.cycles import find_cycles, show_cycle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from QuashLibrary.registry.forms.entries import NamedEntry

Needs = Mapping[str, Sequence[str]]
"""The slugs that each validation needs, by its own slug."""

Broken = dict[str, tuple[Problem, ...]]
_Fault = tuple[Sequence[str], Problem]


def needs_faults(needs: Needs, entries: Mapping[str, NamedEntry], known: Collection[str]) -> Iterator[_Fault]:
    """Yield the problems, each with the slugs that cannot be used because of it."""
    reported: dict[str, Problem] = {}
    for slug, names in needs.items():
        for name in names:
            if name not in known:
                # A name is reported once: it is inherited, or the needed validation is misnamed.
                yield (slug,), reported.setdefault(name, _unknown_need(entries[slug], name, known))
    for cycle in find_cycles(needs):
        entry = entries[cycle[0]]
        position = entry.node.locate(entry.path_of_slug("needs", cycle[1 % len(cycle)]))
        yield cycle, Problem(position, f"{entry.title} needs itself: {show_cycle(cycle, '@')}", "remove one need")


def break_dependents(needs: Needs, broken: Broken) -> None:
    """Break the validations that need something broken, with the same problems."""
    users: dict[str, list[str]] = {}
    for slug, names in needs.items():
        for name in names:
            users.setdefault(name, []).append(slug)
    waiting = list(broken)
    for slug in waiting:
        for user in users.get(slug, ()):
            if added := [problem for problem in broken[slug] if problem not in broken.get(user, ())]:
                broken[user] = (*broken.get(user, ()), *added)
                waiting.append(user)


def _unknown_need(entry: NamedEntry, name: str, known: Collection[str]) -> Problem:
    others = [f"@{other}" for other in known if other != entry.name]
    advice = did_you_mean(f"@{name}", others) or "no validation has this name"
    position = entry.node.locate(entry.path_of_slug("needs", name))
    return Problem(position, f'{entry.title} needs "@{name}", which is not defined', advice)

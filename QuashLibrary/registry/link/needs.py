"""Check that what validations need is there, and that none needs itself.

In: the validations of all files. Out: problems; a validation that needs what cannot be used is broken as well.
"""

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from QuashLibrary.problems import Position, Problem, did_you_mean
from QuashLibrary.registry.forms.errors import Place
from QuashLibrary.registry.model import Validation

Broken = dict[str, tuple[Problem, ...]]


def break_needing(
    validations: Mapping[str, Validation], places: Mapping[str, Place], known: Collection[str], broken: Broken
) -> Iterator[Problem]:
    """Give what is wrong with the needs of validations, and add those concerned to the broken ones."""
    graph = {slug: set(validation.needs) for slug, validation in validations.items() if validation.needs}
    for problem, slugs in (*_unknown(graph, places, known), *_circles(graph, places)):
        for slug in slugs:
            broken[slug] = (*broken.get(slug, ()), problem)
        yield problem
    for slug in TopologicalSorter(graph).static_order():
        inherited = (problem for needed in graph.get(slug, ()) for problem in broken.get(needed, ()))
        if found := tuple(problem for problem in inherited if problem not in broken.get(slug, ())):
            broken[slug] = (*broken.get(slug, ()), *found)


def _unknown(
    graph: Mapping[str, set[str]], places: Mapping[str, Place], known: Collection[str]
) -> Iterator[tuple[Problem, list[str]]]:
    told: dict[Position, Problem] = {}
    for slug, needs in graph.items():
        for name in sorted(needs.difference(known)):
            needs.remove(name)
            place = places[slug]
            others = [f"@{other}" for other in known if other != slug]
            advice = did_you_mean(f"@{name}", others) or "no validation has this name"
            position = place.node.locate(_path(place, name))
            problem = Problem(position, f'{place.title} needs "@{name}", which is not defined', advice)
            # An inherited need stands at one place, and is told of the first that has it.
            yield told.setdefault(position, problem), [slug]


def _circles(graph: Mapping[str, set[str]], places: Mapping[str, Place]) -> Iterator[tuple[Problem, list[str]]]:
    """Give each circle once, with all that are in it; it is cut in the graph."""
    order = list(places)
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            slugs: list[str] = error.args[1][:0:-1]
            first = slugs.index(min(slugs, key=order.index))
            slugs = [*slugs[first:], *slugs[:first]]
            graph[slugs[0]].remove(slugs[1 % len(slugs)])
            place = places[slugs[0]]
            told = " -> ".join(f"@{slug}" for slug in (*slugs, slugs[0]))
            position = place.node.locate(_path(place, slugs[1 % len(slugs)]))
            yield Problem(position, f"{place.title} needs itself: {told}", "remove one of them"), slugs
        else:
            return


def _path(place: Place, slug: str) -> list[str | int]:
    """Return where a need is written: as the one text, or as an item of the list."""
    data = place.node.plain()
    needs = data.get("needs") if isinstance(data, dict) else None
    listed = [str(item).removeprefix("@") for item in needs] if isinstance(needs, list) else []
    return ["needs", listed.index(slug)] if slug in listed else ["needs"]

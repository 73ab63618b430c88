"""Find circles that go over logins and `needs` together: `@login` needs what takes its token from `@login`.

In: validations, and where each takes its token from. Out: each circle, as the slugs in it. Circles of logins alone
and of needs alone are told by their own modules.
"""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from QuashLibrary.registry.model import Validation


def mixed_circles(validations: Mapping[str, Validation], logins: Mapping[str, str]) -> Iterator[list[str]]:
    """Give each circle once, beginning with the validation whose token it goes over; the first one is not repeated.

    Args:
        validations: by slug, in the order of the files.
        logins: from which validation one takes its token, where it does.
    """
    order = list(validations)
    graph = {slug: {name for name in item.needs if name in validations} for slug, item in validations.items()}
    for slug, login in logins.items():
        graph[slug].add(login)
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            found: list[str] = error.args[1][:0:-1]
            circle = _from(found, min(found, key=order.index))
            graph[circle[0]].remove(circle[1 % len(circle)])
            edges = list(zip(circle, [*circle[1:], circle[0]], strict=True))
            by_login = [slug for slug, other in edges if other not in validations[slug].needs]
            if by_login and any(logins.get(slug) != other for slug, other in edges):
                yield _from(circle, by_login[0])
        else:
            return


def _from(circle: list[str], slug: str) -> list[str]:
    first = circle.index(slug)
    return [*circle[first:], *circle[:first]]

"""Check the logins of `auth: from`: each must exist, fetch a token, and not need its own token.

In: all validations and connections, joined. Out: problems, with the slugs that cannot be used because of them, and the
validations with secret tokens. A cycle would log in forever, so it is found here, before a test runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry.link.cycles import edges_of, find_cycles, rotated, show_cycle
from QuashLibrary.registry.model import BASE, TokenFrom

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from QuashLibrary.registry.model import Connection, Validation

TOKEN = "token"  # noqa: S105 - the name of a value
_Fault = tuple[Sequence[str], Problem]


@dataclass(frozen=True, slots=True)
class Logins:
    """The logins from which validations take their tokens, in each environment.

    `known` are all slugs, `broken` those with problems.
    """

    validations: Mapping[str, Validation]
    connections: Mapping[str, Mapping[str, Connection]]
    known: Mapping[str, object]
    broken: Collection[str] = ()

    def faults(self) -> Iterator[_Fault]:
        """Yield the problems, each with the slugs that cannot be used because of it."""
        yield from (((), problem) for auth in self._all_auths() if (problem := self._target_problem(auth)))
        for environment in sorted({name for of in self.connections.values() for name in of}):
            auths = {slug: auth for slug in self.validations if (auth := self._auth_of(slug, environment))}
            yield from self._chain_faults(auths)
            yield from self._mixed_circles(auths)

    def with_secret_tokens(self) -> dict[str, Validation]:
        """Return the validations; a value that is used as a token is secret wherever it is fetched."""
        used = self.login_slugs()
        return {slug: with_secret_token(item) if slug in used else item for slug, item in self.validations.items()}

    def login_slugs(self) -> set[str]:
        """Return the slugs that provide a token."""
        return {auth.slug for auth in self._all_auths()}

    def _chain_faults(self, auths: Mapping[str, TokenFrom]) -> Iterator[_Fault]:
        """Yield, for each validation, the first fault in its chain of logins."""
        faults = {slug: self._target_problem(auth) for slug, auth in auths.items()}
        logins = {slug: [] if faults[slug] else [auth.slug] for slug, auth in auths.items()}
        for cycle in find_cycles(logins):
            faults |= {slug: _circle_problem(rotated(cycle, slug), auths) for slug in cycle}
        ends: dict[str, Problem | None] = {slug: fault for slug, fault in faults.items() if fault}
        for slug in auths:
            chain, end = [], slug
            while end in auths and end not in ends:
                chain.append(end)
                end = auths[end].slug
            ends |= dict.fromkeys(chain, ends.get(end))
            if fault := ends[slug]:
                yield (slug,), fault

    def _mixed_circles(self, auths: Mapping[str, TokenFrom]) -> Iterator[_Fault]:
        """Yield the cycles that consist of logins and `needs`."""
        graph = {slug: list(item.needs) for slug, item in self.validations.items()}
        for slug, auth in auths.items():
            graph[slug].append(auth.slug)
        for cycle in find_cycles(graph):
            edges = edges_of(cycle)
            by_login = [slug for slug, other in edges if other not in self.validations[slug].needs]
            if by_login and any(slug not in auths or auths[slug].slug != other for slug, other in edges):
                slugs = rotated(cycle, by_login[0])
                advice = f"remove a need, or give @{slugs[0]} its own auth, such as  auth: {{headers: {{}}}}"
                message = f'"auth" and "needs" form a circle: {show_cycle(slugs, "@")}'
                yield slugs, Problem(auths[slugs[0]].position, message, advice)

    def _target_problem(self, auth: TokenFrom) -> Problem | None:
        if auth.slug not in self.known:
            near = did_you_mean(auth.slug, self.known) or "write the slug of a validation that fetches a token"
            return Problem(auth.position, f'"auth" takes its token from "@{auth.slug}", which is not defined', near)
        target = self.validations.get(auth.slug)
        fetches_token = target is None or any(fetch.name == TOKEN for fetch in target.fetch)
        if not fetches_token and auth.slug not in self.broken:
            message = f'"auth" takes its token from "@{auth.slug}", which does not fetch a "{TOKEN}"'
            return Problem(auth.position, message, f"add  fetch: {{{TOKEN}: $.token}}  to @{auth.slug}")
        return None

    def _auth_of(self, slug: str, environment: str) -> TokenFrom | None:
        validation = self.validations[slug]
        of = self.connections.get(validation.connection, {})
        connection = of.get(environment, of.get(BASE))
        auth = validation.auth or (connection.auth if connection else None)
        return auth if isinstance(auth, TokenFrom) else None

    def _all_auths(self) -> Iterator[TokenFrom]:
        auths = [connection.auth for of in self.connections.values() for connection in of.values()]
        auths += [validation.auth for validation in self.validations.values()]
        yield from (auth for auth in auths if isinstance(auth, TokenFrom))


def _circle_problem(slugs: list[str], auths: Mapping[str, TokenFrom]) -> Problem:
    advice = f"give @{slugs[0]} its own auth, such as  auth: {{headers: {{}}}}  for none"
    return Problem(auths[slugs[-1]].position, f'"auth" forms a circle: {show_cycle(slugs, "@")}', advice)


def with_secret_token(validation: Validation) -> Validation:
    """Return a validation whose token is secret."""
    fetch = tuple(replace(item, secret=True) if item.name == TOKEN else item for item in validation.fetch)
    return replace(validation, fetch=fetch)

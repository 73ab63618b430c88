"""Check where `auth: from` takes its tokens: from a validation that is there, fetches one, and needs none of its own.

In: all validations and connections, joined. Out: which slugs cannot be used, and why; and the validations
with their tokens secret. A circle would log in for ever, so it is found here and never when a test runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry.link.login_circles import mixed_circles
from QuashLibrary.registry.model import BASE, Auth, Connection, TokenFrom, Validation

TOKEN = "token"  # noqa: S105 - the name of a value
_Connections = Mapping[str, Mapping[str, Connection]]


@dataclass(frozen=True, slots=True)
class Logins:
    """Which validations take their tokens from which, in each environment."""

    validations: Mapping[str, Validation]
    connections: _Connections
    known: Mapping[str, object]

    def problems(self) -> Iterator[tuple[str, Problem]]:
        """Give what is wrong, with the slug that cannot be used for it; empty where none is concerned."""
        for auth in self._all():
            if problem := self._of_target(auth):
                yield "", problem
        for slug in self.validations:
            for environment in self._environments():
                yield from ((slug, problem) for problem in self._along(slug, environment))

    def circles(self) -> Iterator[tuple[list[str], Problem]]:
        """Give the circles that go over logins and `needs`, with all slugs in them."""
        told = set()
        for environment in sorted(self._environments()):
            auths = {slug: self._auth(slug, environment) for slug in self.validations}
            froms = {slug: auth for slug, auth in auths.items() if isinstance(auth, TokenFrom)}
            known = {slug: auth.slug for slug, auth in froms.items() if auth.slug in self.validations}
            for circle in mixed_circles(self.validations, known):
                names = " -> ".join(f"@{slug}" for slug in (*circle, circle[0]))
                advice = f"remove a need, or give @{circle[0]} an auth of its own, such as  auth: {{headers: {{}}}}"
                position = froms[circle[0]].position
                problem = Problem(position, f'"auth" and "needs" go in a circle: {names}', advice)
                if problem not in told:
                    told.add(problem)
                    yield circle, problem

    def with_secret_tokens(self) -> dict[str, Validation]:
        """Return the validations; what is used as a token is secret wherever it is fetched."""
        used = {auth.slug for auth in self._all()}
        return {slug: _secret(item) if slug in used else item for slug, item in self.validations.items()}

    def _along(self, slug: str, environment: str) -> Iterator[Problem]:
        """Give the first problem on the way from a validation over those that it takes tokens from."""
        way = [slug]
        while isinstance(auth := self._auth(way[-1], environment), TokenFrom):
            if problem := self._of_target(auth):
                yield problem
                return
            way.append(auth.slug)
            if auth.slug in way[:-1]:
                circle = way[way.index(auth.slug) :]
                told = " -> ".join(f"@{name}" for name in circle)
                advice = f"give @{auth.slug} an auth of its own, such as  auth: {{headers: {{}}}}  for none"
                yield Problem(auth.position, f'"auth" goes in a circle: {told}', advice)
                return

    def _of_target(self, auth: TokenFrom) -> Problem | None:
        if auth.slug not in self.known:
            listed = "write the slug of a validation that fetches a token"
            near = did_you_mean(auth.slug, self.known) or listed
            return Problem(auth.position, f'"auth" takes its token from "@{auth.slug}", which is not defined', near)
        target = self.validations.get(auth.slug)
        if target is not None and not any(fetch.name == TOKEN for fetch in target.fetch):
            message = f'"auth" takes its token from "@{auth.slug}", which fetches no value "{TOKEN}"'
            return Problem(auth.position, message, f"add  fetch: {{{TOKEN}: $.token}}  to it")
        return None

    def _auth(self, slug: str, environment: str) -> Auth | None:
        validation = self.validations.get(slug)
        if validation is None:
            return None
        of = self.connections.get(validation.connection, {})
        connection = of.get(environment, of.get(BASE))
        return validation.auth or (connection.auth if connection else None)

    def _all(self) -> Iterator[TokenFrom]:
        auths = [connection.auth for of in self.connections.values() for connection in of.values()]
        auths += [validation.auth for validation in self.validations.values()]
        yield from (auth for auth in auths if isinstance(auth, TokenFrom))

    def _environments(self) -> set[str]:
        return {name for of in self.connections.values() for name in of}


def _secret(validation: Validation) -> Validation:
    fetch = tuple(replace(item, secret=True) if item.name == TOKEN else item for item in validation.fetch)
    return replace(validation, fetch=fetch)

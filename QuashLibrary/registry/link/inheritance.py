"""Take over what an entry does not set from the entry that it `extends`.

In: entries as Nodes, of all files. Out: Nodes in which what is inherited stands beside what is set, each part still
at the place where it is written; so that all that comes after needs to know nothing of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from types import MappingProxyType

from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry.forms.errors import Place
from QuashLibrary.registry.forms.request import METHOD_PATH
from QuashLibrary.registry.link.kinds import OF_QUERIES, OF_REQUESTS
from QuashLibrary.registry.yaml.nodes import Key, Node

_EXTENDS = "extends"
_BODIES = frozenset({"json", "form", "multipart", "text", "file", "graphql"})
"""A request has one of them, so one that is set replaces whichever is inherited."""

_WAITS = frozenset({"eventually", "always"})
"""A validation has one of them at most."""

_ADDED = "redact"
"""What is redacted by a base is redacted by all that extend it."""
_OF_HTTP = frozenset({"base_url", "auth", "headers", "tls", "proxy", "redirects", "cookies", "check"})
"""What a connection to a database does not take over."""

Merge = Callable[[Node, Node], Node]
_NONE: Mapping[str, Merge] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Extended:
    """An entry with all that it takes over; `problem` says why that is not all.

    `bases` are the names of those that it extends, the nearest first.
    """

    node: Node
    bases: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The entries of one kind that may extend each other.

    `stand_in` has the keys without which an entry is none: it takes the place of a base that is not there, so
    that no more is told than that.
    """

    merge: Merge
    stand_in: Mapping[str, str]
    known: dict[str, Place] = field(default_factory=dict)

    def extended(self, place: Place) -> Extended:
        """Return an entry with all that it takes over."""
        line, problem = self._line(place)
        nodes = [item.node for item in line if isinstance(item.node.value, dict)]
        if problem is not None or len(nodes) < len(line):
            nodes.append(_stand_in(self.stand_in, place.node))
        if (len(line) == 1 and problem is None) or nodes[0] is not place.node:
            return Extended(place.node)
        merged = reduce(lambda base, own: self.merge(own, base), reversed(nodes))
        return Extended(merged, tuple(str(item.name) for item in line[1:]), problem)

    def _line(self, place: Place) -> tuple[list[Place], Problem | None]:
        """Return an entry, what it extends, and so on; and why the line does not end as it should."""
        line, names = [place], [str(place.name)]
        while (written := _item(line[-1].node, _EXTENDS)) is not None and isinstance(written.value, str):
            name = written.value.removeprefix("@")
            if name in names:
                return line, self._circle(names[names.index(name) :])
            if name not in self.known:
                return line, self._unknown(line[-1], name, written)
            line.append(self.known[name])
            names.append(name)
        return line, None

    def _circle(self, names: Sequence[str]) -> Problem:
        """Return one and the same problem for all that are in the circle: of the one that stands first."""
        first = min(range(len(names)), key=lambda index: list(self.known).index(names[index]))
        names = [*names[first:], *names[:first]]
        place = self.known[names[0]]
        told = " -> ".join([*names, names[0]])
        return Problem(place.node.locate([_EXTENDS]), f"{place.title} extends itself: {told}", "remove one of them")

    def _unknown(self, place: Place, name: str, written: Node) -> Problem:
        others = [other for other in self.known if other != place.name]
        advice = did_you_mean(name, others) or f"no {place.kind} has this name"
        return Problem(written.position, f'{place.title} extends "{name}", which is not defined', advice)


def merge_validations(own: Node, base: Node) -> Node:
    """Return a validation over the one that it extends; a statement and its parameters go together."""
    base = _without_rivals(own, base, _WAITS)
    if _item(own, "sql") is not None:
        base = _without(base, OF_QUERIES | OF_REQUESTS)
    elif _item(own, "request") is not None:
        base = _without(base, OF_QUERIES)
    each = {key: _over for key in ("inputs", "parameters", "expect", "fetch")}
    merges = {**each, "request": _merge_requests, _ADDED: _both}
    return _over(own, base, merges)


def merge_connections(own: Node, base: Node) -> Node:
    """Return a connection over the one that it extends; what it sets holds in inherited environments, too."""
    kind = _item(own, "type")
    if kind is not None and kind.value == "sql":
        base = _without(base, _OF_HTTP)
    environments = _item(base, "environments")
    if environments is not None and isinstance(environments.value, dict) and isinstance(own.value, dict):
        replaced = [key for key in own.value if key != _ADDED]
        kept = {name: _without(node, replaced) for name, node in environments.value.items()}
        base = _over(Node({_key(base, "environments"): Node(kept, environments.position)}, base.position), base)
    environment = partial(_over, merges={_ADDED: _both})
    return _over(own, base, {"environments": partial(_over, each=environment), _ADDED: _both})


def _over(own: Node, base: Node, merges: Mapping[str, Merge] = _NONE, each: Merge | None = None) -> Node:
    """Return a mapping over another: keys that are set replace the inherited ones, or are merged with them."""
    if not isinstance(own.value, dict) or not isinstance(base.value, dict):
        return own
    mine = {str(key): (key, node) for key, node in own.value.items()}
    merged: dict[Key, Node] = {}
    for key, inherited in base.value.items():
        if key in mine:
            own_key, node = mine[key]
            merge = merges.get(key, each)
            merged[own_key] = merge(node, inherited) if merge else node
        elif key != _EXTENDS:
            merged[key] = inherited
    # A key that is there already keeps its place in the order and its own position.
    return Node({**merged, **{key: node for key, node in own.value.items() if key not in merged}}, own.position)


def _both(own: Node, base: Node) -> Node:
    """Return the members of two lists; what stands alone is a list of one."""
    members = [node.value if isinstance(node.value, list) else [node] for node in (base, own)]
    return Node([*members[0], *members[1]], own.position)


def _merge_requests(own: Node, base: Node) -> Node:
    is_short, own, base = isinstance(own.value, str), _long(own), _long(base)
    # All graphql is sent by POST: the method that was meant for another body, or stands before a path, is not meant.
    if _item(own, "graphql") is not None:
        base = _without(base, ["method"])
    if _item(base, "graphql") is not None and is_short and _says_get(own):
        own = _without(own, ["method"])
    return _over(own, _without_rivals(own, base, _BODIES))


def _says_get(request: Node) -> bool:
    written = _item(request, "method")
    return written is not None and str(written.value).upper() == "GET"


def _without_rivals(own: Node, base: Node, rivals: frozenset[str]) -> Node:
    """Return the base without all of these keys where one of them is set."""
    is_set = isinstance(own.value, dict) and not rivals.isdisjoint(own.value)
    return _without(base, rivals) if is_set else base


def _long(request: Node) -> Node:
    """Write `METHOD path` out as a mapping; both of its keys stand where it stands."""
    match = METHOD_PATH.fullmatch(request.value.strip()) if isinstance(request.value, str) else None
    if match is None:
        return request
    texts = {"method": match[1], "path": match[2]}
    return Node(
        {Key(key, request.position): Node(text, request.position) for key, text in texts.items()}, request.position
    )


def _item(node: Node, name: str) -> Node | None:
    items = node.value.items() if isinstance(node.value, dict) else ()
    return next((item for key, item in items if key == name), None)


def _key(node: Node, name: str) -> Key:
    return Key(name, node.locate([name], key=True))


def _without(node: Node, keys: Iterable[str]) -> Node:
    if not isinstance(node.value, dict):
        return node
    dropped = set(keys)
    return Node({key: item for key, item in node.value.items() if key not in dropped}, node.position)


def _stand_in(keys: Mapping[str, str], node: Node) -> Node:
    position = node.position
    return Node({Key(key, position): Node(text, position) for key, text in keys.items()}, position)

"""Find unused inputs, and names that are probably misspelt inputs.

In: the validations and connections of all files, merged with what they extend. Out: problems, with the slugs that
cannot be used because of them. Names are looked for in the texts as written. In compiled data, another problem of an
entry could make its inputs look unused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from QuashLibrary.errors import TemplateError
from QuashLibrary.language.templates import Reference, references
from QuashLibrary.problems import Problem, most_similar
from QuashLibrary.registry.compile.texts import parsed_text
from QuashLibrary.registry.forms.entries import items_of, without
from QuashLibrary.registry.forms.validation import INPUT_NAMES
from QuashLibrary.registry.model.outlines import login_slugs
from QuashLibrary.registry.yaml.nodes import Key, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from QuashLibrary.problems import Position
    from QuashLibrary.registry.forms.entries import NamedEntry
    from QuashLibrary.registry.model import Registry

_Fault = tuple[Iterable[str], Problem]
_Text = tuple[str, Node | Key, str]
"""A text of a validation, its place, and the name of the input whose default it is, if any."""

_MENTION = re.compile(r"[${]\{?\s*([A-Za-z_]\w*)")
_VARIABLE = "env"
_CLOSE = 0.8
"""How similar to an input a name must be; any other name may be a Robot variable."""


@dataclass(frozen=True)
class InputNames:
    """The inputs of all validations, and the names in their texts.

    `written` are the validations as in the files; `merged` are the readable ones, merged with their `bases`.
    `connections` are merged as well. The `registry` also contains broken validations; `broken` are their slugs.
    """

    written: Mapping[str, NamedEntry]
    merged: Mapping[str, NamedEntry]
    bases: Mapping[str, str]
    connections: Mapping[str, NamedEntry]
    registry: Registry
    broken: Collection[str] = ()

    def faults(self) -> Iterator[_Fault]:
        """Yield the problems, each with the slugs that cannot be used because of it."""
        for slug in self.merged:
            yield from self._misspelt(slug)
            # An unreadable part may use an input.
            yield from self._unused(slug) if slug not in self.broken else ()

    def may_read_environment(self, slug: str) -> bool:
        """Return whether a text of a validation may read an environment variable."""
        return slug not in self.merged or any("%{" in text or text == _VARIABLE for text, _, _ in self._texts[slug])

    def _misspelt(self, slug: str) -> Iterator[_Fault]:
        """Yield the names that resemble an input of the validation and mean nothing else in the registry."""
        for (name, place), meant in self._slips[slug].items():
            message = f'"${{{name}}}" is neither an input nor a fetched value'
            yield [slug], Problem(place, message, f'did you mean "${{{meant}}}"?')

    def _unused(self, slug: str) -> Iterator[_Fault]:
        """Yield the declared inputs that neither the validation nor anything that extends it uses."""
        entry = self.written[slug]
        own = self._mentioned[slug]
        declared = [name for name in _names_below("inputs", entry) if name not in own and not INPUT_NAMES.check(name)]
        if not declared:
            return
        heirs = _reached([slug], lambda name: self._heirs.get(name, ()))
        used = self._used_by(heirs)
        if used is None:
            return
        for name in declared:
            if name not in used:
                place = entry.node.locate(["inputs", name], key=True)
                advice = f"write ${{{name}}} where its value belongs, or remove it"
                yield heirs, Problem(place, f'the input "{name}" of {entry.title} is not used', advice)

    def _used_by(self, slugs: set[str]) -> set[str] | None:
        """Return the inputs that validations use or pass on; None if something that they need or use is unknown."""
        helpers = _reached(slugs, self._helpers)
        validations = [self.registry.validations.get(slug) for slug in slugs]
        connections = {item.connection for item in validations if item} - {""}
        if None in validations or not helpers <= self.merged.keys() or not connections <= self.connections.keys():
            return None
        used = {name for slug in helpers - slugs for name in _names_below("inputs", self.merged[slug])}
        used.update(*(self._mentioned_by_connections[name] for name in connections))
        return used.union(*(self._mentioned[slug] | set(self._slips[slug].values()) for slug in slugs))

    def _helpers(self, slug: str) -> Iterable[str]:
        validation = self.registry.validations.get(slug)
        return (*validation.needs, *login_slugs(validation, self.registry.connections)) if validation else ()

    @cached_property
    def _heirs(self) -> Mapping[str, list[str]]:
        heirs: dict[str, list[str]] = {}
        for slug, base in self.bases.items():
            heirs.setdefault(base, []).append(slug)
        return heirs

    @cached_property
    def _slips(self) -> Mapping[str, Mapping[tuple[str, Position], str]]:
        """The misspelt names of each validation with their places, and the inputs that they mean."""
        return {slug: dict(self._slips_of(entry)) for slug, entry in self.merged.items()}

    def _slips_of(self, entry: NamedEntry) -> Iterator[tuple[tuple[str, Position], str]]:
        declared = _names_below("inputs", entry)
        for name, place, owner in _references(self._texts[entry.name]):
            meant = "" if name in self._known else _meant([item for item in declared if item != owner], name)
            if meant:
                yield (name, place.position), meant

    @cached_property
    def _mentioned(self) -> Mapping[str, set[str]]:
        return {slug: _mentioned(self._texts[slug]) for slug in self.merged}

    @cached_property
    def _mentioned_by_connections(self) -> Mapping[str, set[str]]:
        return {name: _mentioned(texts_below(entry.node)) for name, entry in self.connections.items()}

    @cached_property
    def _texts(self) -> Mapping[str, Sequence[_Text]]:
        """The texts of each validation that may contain names."""
        return {slug: _texts_of(entry) for slug, entry in self.merged.items()}

    @cached_property
    def _known(self) -> set[str]:
        """The names of all inputs and fetched values."""
        return {
            name for entry in self.written.values() for key in ("inputs", "fetch") for name in _names_below(key, entry)
        }


def _meant(inputs: Iterable[str], name: str) -> str:
    """Return the input that a name probably means; names in capitals or with another number are other variables."""
    inputs = [item for item in inputs if not name.isupper() or _plain(item) == _plain(name)]
    inputs = [item for item in inputs if re.sub(r"\d", "", item) != re.sub(r"\d", "", name)]
    return most_similar(name, inputs, _CLOSE)


def _plain(name: str) -> str:
    """Return a name in the form in which Robot compares it."""
    return re.sub(r"[\s_]", "", name).casefold()


def _names_below(key: str, entry: NamedEntry) -> Iterable[str]:
    found = items_of(entry.node).get(key)
    return items_of(found) if found else ()


def _references(texts: Iterable[_Text]) -> Iterator[tuple[str, Node | Key, str]]:
    """Yield the first part of each `${name}`, its place, and the input whose default contains it."""
    for text, place, owner in texts:
        if "${" not in text:
            continue
        try:
            found = references(parsed_text(text))
        except TemplateError:
            continue
        yield from ((item.name.split(".")[0], place, owner) for item in found if isinstance(item, Reference))


def _mentioned(texts: Iterable[_Text]) -> set[str]:
    """Return all names that are written like a reference in any notation; an input's own default does not count."""
    return {name for text, _, owner in texts for name in _MENTION.findall(text) if name != owner}


def _texts_of(entry: NamedEntry) -> Sequence[_Text]:
    """Return the texts of a validation that may contain names, without descriptions."""
    found: list[_Text] = []
    for key, node in items_of(entry.node).items():
        if key == "inputs":
            for name, item in items_of(node).items():
                if isinstance(item.value, dict):
                    _add_texts(without(item, ["description"]), name, found)
        elif key != "description":
            _add_texts(node, "", found)
    return found


def texts_below(node: Node) -> Sequence[_Text]:
    """Return all texts below a node that may contain names, including keys, because a JSONPath may contain names."""
    found: list[_Text] = []
    _add_texts(node, "", found)
    return found


def _add_texts(node: Node, owner: str, found: list[_Text]) -> None:
    value = node.value
    if isinstance(value, str):
        if "$" in value or "{" in value:
            found.append((value, node, owner))
    elif isinstance(value, dict):
        for key, item in value.items():
            if "$" in key or "{" in key or key == _VARIABLE:
                found.append((key, key, owner))
            _add_texts(item, owner, found)
    elif isinstance(value, list):
        for item in value:
            _add_texts(item, owner, found)


def _reached(starts: Iterable[str], leads_to: Callable[[str], Iterable[str]]) -> set[str]:
    """Return some names and all names that they lead to."""
    found = set(starts)
    waiting = list(found)
    for name in waiting:
        added = set(leads_to(name)) - found
        found |= added
        waiting += added
    return found

"""Make the engine's data of checked entries: texts parsed, paths and operators compiled, names joined.

In: entries that fit their models (see document), with their Nodes. Out: a Registry. What is wrong is
added to the problems, with its place; an entry that has problems is broken, the others stand.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from QuashLibrary.language.problems import Position, Problem, did_you_mean
from QuashLibrary.language.templates import EnvironmentVariable, Template, TemplateError, parse_value
from QuashLibrary.registry import document, model
from QuashLibrary.registry.entries import Place
from QuashLibrary.registry.expectations import ExpectationCompiler, FetchCompiler

_SAFE = ("GET", "HEAD")
_CONVERSIONS: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
}


class Compiler:
    """Collects connections and validations of all files and joins them into one Registry."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._positions: dict[tuple[str, str], Position] = {}
        self._connections: dict[str, dict[str, model.Connection]] = {}
        self._validations: dict[str, model.Validation] = {}
        self._broken: dict[str, list[Problem]] = {}
        self._connection_of: dict[str, tuple[str, Place]] = {}

    def earlier(self, section: str, name: str) -> Position | None:
        """Return where an entry of that name stands already."""
        return self._positions.get((section, name))

    def note(self, section: str, name: str, problems: list[Problem]) -> None:
        """Remember problems of an entry: it cannot be used."""
        if section == "validations" and problems:
            self._broken.setdefault(name, []).extend(problems)

    def add_connection(self, name: str, entry: document.ConnectionEntry | None, place: Place, folder: Path) -> None:
        """Take a connection; None where its entry has problems."""
        self._positions["connections", name] = _key_position(place)
        self._connections[name] = {}
        if entry is None:
            return
        reader = _Reader(place, self._problems)
        base = _connection(name, entry, reader, folder)
        self._connections[name] = {model.BASE: base} | {
            environment: _overridden(base, overrides, reader.below("environments", environment), folder)
            for environment, overrides in entry.environments.items()
        }

    def add_validation(self, slug: str, entry: document.ValidationEntry | None, place: Place) -> list[Problem]:
        """Take a validation, and return what is wrong with its texts; None where its entry has problems."""
        self._positions["validations", slug] = _key_position(place)
        problems: list[Problem] = []
        reader = _Reader(place, problems)
        if entry is None:
            _check_parts(reader)
        else:
            self._validations[slug] = _validation(slug, entry, reader, self._positions["validations", slug])
            self._connection_of[slug] = (entry.connection or "", place)
        return problems

    def registry(self, files: tuple[str, ...]) -> model.Registry:
        """Join what was collected; connections are looked up now that all files are read."""
        for slug, (name, place) in self._connection_of.items():
            self._join(slug, name, place)
        broken = {slug: tuple(problems) for slug, problems in self._broken.items()}
        return model.Registry(
            files=files,
            connections={name: of for name, of in self._connections.items() if of},
            validations={slug: item for slug, item in self._validations.items() if slug not in broken},
            broken=broken,
            positions={name: position for (section, name), position in self._positions.items() if section == "validations"},
        )

    def _join(self, slug: str, name: str, place: Place) -> None:
        found = self._only_connection() if not name else name
        if found in self._connections:
            self._validations[slug] = replace(self._validations[slug], connection=found)
            problem = None
            if not self._connections[found]:
                self._broken.setdefault(slug, []).append(
                    Problem(self._positions["connections", found], f'connection "{found}" has problems')
                )
            return
        position = place.node.locate(["connection"])
        known = f"known are {', '.join(self._connections)}" if self._connections else "no connection is defined"
        if name:
            problem = Problem(position, f'{place.title} uses connection "{name}", which is not defined',
                              did_you_mean(name, self._connections) or known)
        else:
            problem = Problem(position, f'{place.title} has no "connection"', f"{known}; add  connection: NAME")
        self._problems.append(problem)
        self.note("validations", slug, [problem])

    def _only_connection(self) -> str:
        return next(iter(self._connections)) if len(self._connections) == 1 else ""


class _Reader:
    """Parses the texts of one entry; what cannot be parsed becomes a problem at its place."""

    def __init__(self, place: Place, problems: list[Problem], path: tuple[str, ...] = ()) -> None:
        self.place = place
        self.problems = problems
        self.path = path

    def below(self, *path: str) -> "_Reader":
        return _Reader(self.place, self.problems, (*self.path, *path))

    def report(self, path: tuple[str | int, ...], message: str, suggestion: str = "", *, key: bool = False) -> None:
        self.problems.append(Problem(self.locate(path, key=key), message, suggestion))

    def locate(self, path: tuple[str | int, ...], *, key: bool = False) -> Position:
        return self.place.node.locate((*self.path, *path), key=key)

    def text(self, value: object, *path: str) -> Any:
        """Return a text parsed; `{env: NAME}` is a secret of the environment."""
        match value:
            case {"env": str(name)} if isinstance(value, dict) and len(value) == 1:
                return Template((EnvironmentVariable(name),))
        return self.value(value, *path)

    def value(self, value: object, *path: str) -> Any:
        try:
            return parse_value(value)
        except TemplateError as error:
            self.report(path, str(error))
            return ""

    def pairs(self, texts: Mapping[str, object], *path: str) -> model.Pairs:
        return tuple((str(name), self.text(value, *path, name)) for name, value in texts.items())


def _key_position(place: Place) -> Position:
    return getattr(place.name, "position", place.node.position)


def _connection(name: str, entry: document.ConnectionEntry, reader: _Reader, folder: Path) -> model.Connection:
    return model.Connection(
        name=str(name),
        base_url=reader.text(entry.base_url, "base_url"),
        auth=_auth(entry.auth, reader),
        headers=reader.pairs(entry.headers, "headers"),
        timeout=entry.timeout,
        tls=_tls(entry.tls, reader, folder),
    )


def _overridden(
    base: model.Connection, entry: document.ConnectionOverrides, reader: _Reader, folder: Path
) -> model.Connection:
    given = entry.model_fields_set
    return model.Connection(
        name=base.name,
        base_url=reader.text(entry.base_url, "base_url") if "base_url" in given else base.base_url,
        auth=_auth(entry.auth, reader) if "auth" in given else base.auth,
        headers=reader.pairs(entry.headers, "headers") if "headers" in given else base.headers,
        timeout=entry.timeout if "timeout" in given else base.timeout,
        tls=_tls(entry.tls, reader, folder) if "tls" in given else base.tls,
    )


def _tls(entry: document.TlsEntry, reader: _Reader, folder: Path) -> model.Tls:
    paths = {name: _file(getattr(entry, name), name, reader, folder) for name in ("ca", "cert", "key")}
    return model.Tls(entry.verify, **paths)


def _file(text: str, name: str, reader: _Reader, folder: Path) -> str:
    if not text:
        return ""
    path = folder / text
    if not path.is_file():
        reader.report(("tls", name), f'"{name}" of {reader.place.title}: there is no file {text}', f"looked at {path}")
    return str(path)


def _auth(entry: document.AuthEntry | None, reader: _Reader) -> model.Auth | None:
    if entry is None:
        return None
    if entry.basic is not None:
        user = reader.text(entry.basic.username, "auth", "basic", "username")
        return model.Basic(user, reader.text(entry.basic.password, "auth", "basic", "password"))
    if entry.api_key is not None:
        key = entry.api_key
        name, place = (key.header, "header") if key.header is not None else (key.query or "", "query")
        return model.ApiKey("header" if place == "header" else "query", name, reader.text(key.value, "auth", "api_key", "value"))
    if entry.headers is not None:
        return model.HeaderAuth(reader.pairs(entry.headers, "auth", "headers"))
    return model.Bearer(reader.text(entry.bearer, "auth", "bearer"))


def _validation(slug: str, entry: document.ValidationEntry, reader: _Reader, position: Position) -> model.Validation:
    expectations = ExpectationCompiler(reader.report, reader.locate)
    repeated = entry.eventually is not None and entry.request.method not in _SAFE
    if repeated and not entry.idempotent:
        advice = "add  idempotent: true  where asking twice does no harm"
        reader.report(("eventually",), f'"eventually" would send {entry.request.method} again and again', advice)
    return model.Validation(
        slug=str(slug),
        position=position,
        connection=entry.connection or "",
        request=_request(entry.request, reader.below("request")),
        description=entry.description,
        inputs=tuple(_input(name, item, reader) for name, item in entry.inputs.items()),
        expect=expectations.compile(entry.expect, ("expect",), with_status=True),
        timing=_timing(entry.eventually, expectations),
        fetch=FetchCompiler(reader.report, reader.locate).compile(entry.fetch),
        on_failure=entry.on_failure,
        on_error=entry.on_error,
        timeout=entry.timeout,
        headers=reader.pairs(entry.headers, "headers"),
        auth=_auth(entry.auth, reader),
        idempotent=entry.idempotent,
        retry_errors=tuple(entry.retry_errors),
    )


def _check_parts(reader: _Reader) -> None:
    """Find the problems of expectations also where the entry has others, so that all are told at once."""
    parts = reader.place.node.value
    node = parts.get("expect") if isinstance(parts, dict) else None  # type: ignore[call-overload]
    if node is not None and isinstance(node.value, dict):
        ExpectationCompiler(reader.report, reader.locate).compile(node.plain(), ("expect",), with_status=False)


def _request(entry: document.RequestEntry, reader: _Reader) -> model.RequestSpec:
    return model.RequestSpec(
        method=entry.method,
        path=reader.text(entry.path, "path"),
        query=tuple((str(name), reader.text(value, "query", name)) for name, value in entry.query.items()),
        headers=reader.pairs(entry.headers, "headers"),
        cookies=reader.pairs(entry.cookies, "cookies"),
        body=_body(entry, reader),
    )


def _body(entry: document.RequestEntry, reader: _Reader) -> model.Body | None:
    given = entry.model_fields_set
    if "json_" in given:
        return model.Body("json", reader.value(entry.json_, "json"))
    if entry.form is not None:
        return model.Body("form", reader.value(entry.form, "form"))
    return model.Body("text", reader.value(entry.text, "text")) if entry.text is not None else None


def _input(name: str, entry: document.InputEntry, reader: _Reader) -> model.Input:
    unusable = document.unusable_input_name(name)
    if unusable:
        reader.report(("inputs", name), unusable, key=True)
    required = "default" not in entry.model_fields_set
    fitting = _CONVERSIONS.get(entry.type or "")
    plain = not required and not (isinstance(entry.default, str) and "${" in entry.default)
    if fitting and plain and (not isinstance(entry.default, fitting) or isinstance(entry.default, bool) != (entry.type == "boolean")):
        reader.report(("inputs", name, "default"), f'the default of input "{name}" is not of its type {entry.type}')
    return model.Input(
        name=str(name),
        description=entry.description,
        default=reader.text(entry.default, "inputs", name, "default"),
        required=required,
        secret=entry.secret,
        type=entry.type or "",
    )


def _timing(entry: document.EventuallyEntry | None, expectations: ExpectationCompiler) -> model.Timing | None:
    if entry is None:
        return None
    return model.Timing(
        within=entry.within,
        attempts=entry.attempts,
        every=entry.every,
        backoff=float(entry.backoff),
        max_every=entry.max_every,
        give_up_if=expectations.compile(entry.give_up_if, ("eventually", "give_up_if"), with_status=False),
    )

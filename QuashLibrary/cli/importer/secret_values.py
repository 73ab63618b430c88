"""Find the secrets of a request, and name the environment variables that replace them.

In: names and values as curl sends them. Out: texts of a registry, such as `%{SHOP_TOKEN}`. A value is a secret because
of its key (`token`, `api_key`, `signature`) or because it looks random. `$NAME` of the shell keeps its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.cli.importer.curl.shell_words import VARIABLE
from QuashLibrary.cli.importer.draft import FromEnvironment, Variable
from QuashLibrary.language.private_names import is_private, is_private_header
from QuashLibrary.registry.forms.validation import slug_for as plain_words
from QuashLibrary.report.skeleton.leaves import snake

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALSO_PRIVATE = re.compile(
    r"(?:.*[_.-])?(?:key|apikey|sig|signature|hmac|auth|authorization|session|sessionid|session[_-]?id|sid|jwt|csrf|xsrf"
    r"|credential|credentials|nonce|ticket|assertion|sas|se?cret|code[_-]?verifier)",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SESSION = re.compile(
    r".*(?:sess|auth|token|jwt|csrf|xsrf|login|remember|identity|secret|passw).*|(?:.*[_.-])?s?sid|.*sid", re.IGNORECASE
)
_TRACKER = re.compile(
    r"_ga.*|_gid|_gcl.*|_gat.*|_fb[pc]|_hj.*|__utm.*|amp_.*|ajs_.*|mp_.*|_dd_s|_clck|_clsk|_uet.*|intercom-.*|optanon.*"
    r"|_pk_.*|cookieconsent.*|cookielawinfo.*|__hs.*|hubspotutk|_ttp|_pin.*|__cf.*|cf_.*|_scid.*|visitor_id.*",
    re.IGNORECASE,
)
_JWT = re.compile(r"[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*")
_PREFIXED = re.compile(r"(?:sk|pk|rk|ghp|gho|ghs|glpat|xox[abp]|AKIA|ya29|shpat|SG)[_.-]?[A-Za-z0-9_-]{8,}.*")
_RANDOM = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/=_.~%-]{20,}")
_HEX = re.compile(r"[0-9a-fA-F]{32,}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_WORDS = re.compile(r"[A-Za-z]+(?:[-_./ ][A-Za-z0-9]{1,12})*")
_LONGEST_PLAIN_COOKIE = 24
_SHORTEST_HIDDEN = 3
_MOST_CHANGES = 2
"""How often digits and letters may alternate in a word with a number."""
_POSTMAN = re.compile(r"\{\{(\w[\w-]*)\}\}")
_TWO_WORDS = re.compile(r"(?<![A-Z])(CSRF|XSRF|AUTH|ACCESS|REFRESH|SESSION|API)(TOKEN|KEY|ID)\b")
_NO_NAME = re.compile(r"[^A-Z0-9]+")


def is_secret(name: str, value: str) -> bool:
    """Return whether a header, a parameter or a field is a secret."""
    plain = _HUMP.sub("_", name)
    named = is_private(name, value) or is_private_header(name) or _ALSO_PRIVATE.fullmatch(plain) is not None
    return named or looks_secret(value)


def looks_secret(value: str) -> bool:
    """Return whether a value looks too random to be typed by a person."""
    if _JWT.fullmatch(value) or _PREFIXED.fullmatch(value) or _HEX.fullmatch(value):
        return True
    is_plain = _UUID.fullmatch(value) or _WORDS.fullmatch(value) or value.startswith(("/", "http"))
    return _RANDOM.fullmatch(value) is not None and not is_plain and _is_mixed(value)


def is_session_cookie(name: str, value: str) -> bool:
    """Return whether a cookie identifies the logged-in user."""
    return _SESSION.fullmatch(name) is not None or is_secret(name, value) or len(value) > _LONGEST_PLAIN_COOKIE


def is_tracker(name: str) -> bool:
    """Return whether a cookie only serves statistics."""
    return _TRACKER.fullmatch(name) is not None


class Variables:
    """The variables of one entry; the prefix names its backend."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.unresolved: dict[str, None] = {}
        """The names of Postman variables without a value here."""
        self._known: dict[str, Variable] = {}

    @property
    def all(self) -> tuple[Variable, ...]:
        """The variables in the order of their creation."""
        return tuple(self._known.values())

    def named(self, name: str, value: str, what: str) -> str:
        """Return the variable for a value: the shell variable if the value is one, else PREFIX_NAME."""
        if shell := VARIABLE.fullmatch(value):
            self._known.setdefault(shell[1], Variable(shell[1], what))
            return shell[1]
        value = "" if _POSTMAN.fullmatch(value) else value
        stem = _NO_NAME.sub("_", f"{self.prefix}_{_HUMP.sub('_', name)}".upper()).strip("_")
        stem = _TWO_WORDS.sub(r"\1_\2", stem)
        found, number = stem, 1
        while found in self._known and self._known[found].value != value:
            number += 1
            found = f"{stem}_{number}"
        known = self._known.get(found)
        if known and value and what not in known.what:
            what = f"{known.what} and {what}"
        self._known[found] = Variable(found, what, value) if not known or value else known
        return found

    def secret(self, name: str, value: str, what: str) -> FromEnvironment:
        """Return the variable as a whole value."""
        return FromEnvironment(self.named(name, value, what))

    def text(self, text: str, what: str) -> str:
        """Return a text for the registry, without secrets."""
        for shell in VARIABLE.finditer(text):
            self._known.setdefault(shell[1], Variable(shell[1], what))

        def reference(match: re.Match[str]) -> str:
            name = plain_words(snake(match[1])).replace("-", "_") or "input"
            self.unresolved[name] = None
            return f"${{{name}}}"

        return _POSTMAN.sub(reference, registry_text(text))


def registry_text(text: str) -> str:
    r"""Return a text escaped for a registry: `${` becomes `\${`, and `$NAME` of the shell becomes `%{NAME}`."""
    return VARIABLE.sub(r"%{\1}", re.sub(r"([$%]\{)", r"\\\1", text))


def hidden(text: str, variables: Iterable[Variable]) -> str:
    """Return a text for the console with masked secrets; very short secrets stay, or they would mask every word."""
    for variable in variables:
        if len(variable.value) >= _SHORTEST_HIDDEN:
            text = text.replace(variable.value, "***")
    return VARIABLE.sub(r"$\1", text)


def _is_mixed(value: str) -> bool:
    """Return whether digits and letters alternate more often than in words with a number."""
    return len(re.findall(r"(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[a-z])(?=[A-Z])", value)) > _MOST_CHANGES

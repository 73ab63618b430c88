"""How a request says who asks: by `-u`, by the header Authorization, or by the header of a key.

In: a CurlCommand. Out: the `auth` of a connection, with variables of the environment, and the header that it replaces.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.cli.importer.draft import FromEnvironment
from QuashLibrary.report.skeleton.leaves import snake

if TYPE_CHECKING:
    from QuashLibrary.cli.importer.curl.command import CurlCommand
    from QuashLibrary.cli.importer.secret_values import Variables

_AUTHORIZATION = "authorization"
_KEYS = frozenset({"apikey", "key", "authtoken", "accesstoken", "token"})


@dataclass(frozen=True, slots=True)
class Login:
    """The credentials; None if the request has none. `header` is the one that they replace, as curl has it."""

    auth: object = None
    header: str = ""


def login_of(command: CurlCommand, user: str | None, variables: Variables) -> Login:
    """Return the credentials; `user` is `name:password` from an option or from the URL."""
    given = next((name for name, _ in command.headers if name.lower() == _AUTHORIZATION), "")
    if user is not None:
        scheme = "digest" if "digest" in command.options else "basic"
        return Login(_basic(user, scheme, "user and password of the curl line", variables), given)
    if command.bearer:
        return Login({"bearer": FromEnvironment(variables.named("token", command.bearer, "the bearer token"))}, given)
    if given:
        return Login(_of_authorization(command.header(_AUTHORIZATION), variables), given)
    for name, value in command.headers:
        if snake(name).removeprefix("x_").replace("_", "") in _KEYS:
            variable = variables.named("api_key", value, f"the header {shown_header(name)}")
            return Login({"api_key": {"header": shown_header(name), "value": FromEnvironment(variable)}}, name)
    return Login()


def shown_header(name: str) -> str:
    """Return the name of a header in its usual case: HTTP/2 has lower case only, and browsers copy that."""
    return name.title() if name.islower() else name


def _of_authorization(value: str, variables: Variables) -> object:
    scheme, _, rest = value.partition(" ")
    what = "the header Authorization"
    if scheme.lower() == "bearer" and rest:
        return {"bearer": FromEnvironment(variables.named("token", rest.strip(), f"{what}, without Bearer"))}
    if scheme.lower() == "basic" and (pair := _decoded(rest)):
        return _basic(pair, "basic", f"{what}, in Base64", variables)
    return {"headers": {"Authorization": variables.reference(_AUTHORIZATION, value, what)}}


def _basic(pair: str, scheme: str, what: str, variables: Variables) -> object:
    user, _, password = pair.partition(":")
    named = {
        "username": FromEnvironment(variables.named("user", user, f"the user name: {what}")),
        "password": FromEnvironment(variables.named("password", password, f"the password: {what}")),
    }
    return {scheme: named}


def _decoded(text: str) -> str:
    try:
        return b64decode(text.strip(), validate=True).decode("utf-8")
    except (Base64Error, UnicodeDecodeError):
        return ""

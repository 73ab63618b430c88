"""The credentials of a request: `-u`, the Authorization header, or a header with a key.

In: a CurlCommand. Out: the `auth` of a connection, with environment variables, and the header that it replaces.
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
    """The credentials; None if the request has none. `header` is the name of the replaced header, as curl has it.

    `left_out` names the credentials that curl does not send because others override them.
    """

    auth: object = None
    header: str = ""
    left_out: tuple[str, ...] = ()


def login_of(command: CurlCommand, in_url: str | None, variables: Variables) -> Login:
    """Return the credentials that curl sends; `in_url` is `name:password` from the URL."""
    given = next((name for name, _ in command.headers if name.lower() == _AUTHORIZATION), "")
    found = [
        name
        for name, value in (
            ("the Authorization header", given or None),
            ("--oauth2-bearer", command.bearer or None),
            ("-u", command.user),
            ("the URL", in_url),
        )
        if value is not None
    ]
    left_out = tuple(f"the credentials of {name}, because {found[0]} overrides them" for name in found[1:])
    if given:
        return Login(_of_authorization(command.header(_AUTHORIZATION), variables), given, left_out)
    if command.bearer:
        token = variables.named("token", command.bearer, "the bearer token")
        return Login({"bearer": FromEnvironment(token)}, "", left_out)
    if found:
        scheme = "digest" if "digest" in command.options else "basic"
        pair = command.user if command.user is not None else in_url
        return Login(_basic(pair or "", scheme, found[0], variables), "", left_out)
    for name, value in command.headers:
        if snake(name).removeprefix("x_").replace("_", "") in _KEYS:
            variable = variables.named("api_key", value, f"the {shown_header(name)} header")
            return Login({"api_key": {"header": shown_header(name), "value": FromEnvironment(variable)}}, name)
    return Login()


def shown_header(name: str) -> str:
    """Return the name of a header in its usual case; browsers copy the lower case of HTTP/2."""
    return name.title() if name.islower() else name


def _of_authorization(value: str, variables: Variables) -> object:
    scheme, _, rest = value.partition(" ")
    what = "the Authorization header"
    if scheme.lower() == "bearer" and rest:
        return {"bearer": FromEnvironment(variables.named("token", rest.strip(), f'{what}, without "Bearer"'))}
    if scheme.lower() == "basic" and (pair := _decoded(rest)):
        return _basic(pair, "basic", f"{what} (Base64)", variables)
    return {"headers": {"Authorization": variables.secret(_AUTHORIZATION, value, what)}}


def _basic(pair: str, scheme: str, what: str, variables: Variables) -> object:
    user, _, password = pair.partition(":")
    named = {
        "username": FromEnvironment(variables.named("user", user, f"the user name of {what}")),
        "password": FromEnvironment(variables.named("password", password, f"the password of {what}")),
    }
    return {scheme: named}


def _decoded(text: str) -> str:
    try:
        return b64decode(text.strip(), validate=True).decode("utf-8")
    except (Base64Error, UnicodeDecodeError):
        return ""

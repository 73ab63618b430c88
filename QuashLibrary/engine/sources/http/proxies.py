"""The address of a proxy, with its user and password, which are secret.

In: the `proxy` of a connection, and a Scope. Out: `http://user:password@host:port`, percent-encoded like any URL, and
its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from QuashLibrary.engine.plan.values import as_text, render_text
from QuashLibrary.engine.sources.http.addresses import proxy_address
from QuashLibrary.engine.sources.http.messages import basic_credentials
from QuashLibrary.language.templates import Template

if TYPE_CHECKING:
    from QuashLibrary.engine.plan.values import Scope
    from QuashLibrary.registry.model import Text


def make_proxy(value: Text, scope: Scope) -> str:
    """Return the address of a proxy with its credentials; empty if there is none.

    Raises:
        UnusableValueError: a name is not set, or the text is not the address of a proxy.
    """
    text = _rendered_address(value, scope)
    scheme, _, rest = text.partition("://")
    user, mark, host = rest.rpartition("@")
    if credentials := credentials_of(text):
        scope.redactor.add([*credentials, basic_credentials(*credentials)])
    address = proxy_address(f"{scheme}://{host}" if text else "")
    return address.replace("://", f"://{user}@", 1) if mark else address


def credentials_of(proxy: str) -> tuple[str, str] | None:
    """Return user and password; None if there are none."""
    user, mark, _ = proxy.partition("://")[2].rpartition("@")
    name, _, password = user.partition(":")
    return (unquote(name), unquote(password)) if mark else None


def without_credentials(proxy: str) -> str:
    """Return the address alone."""
    return f"http://{host_of(proxy)}"


def host_of(proxy: str) -> str:
    """Return host and port."""
    return proxy.partition("://")[2].rpartition("@")[2]


def _rendered_address(value: Text, scope: Scope) -> str:
    """Look up values; in user and password they are percent-encoded, because a password may contain any character."""
    if not isinstance(value, Template) or value.whole:
        return render_text(value, scope)
    marks = [index for index, part in enumerate(value.parts) if isinstance(part, str) and "@" in part]
    written = ""
    for index, part in enumerate(value.parts):
        text = part if isinstance(part, str) else as_text(scope.value(part))
        in_user = not isinstance(part, str) and marks and index < marks[-1]
        written += quote(text.encode("utf-8", "surrogatepass"), safe="") if in_user else text
    return written

"""Make secret what authenticates the app, as soon as it is seen."""

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.set_cookie import read_set_cookie
from QuashLibrary.traffic.model import AppRequest

_CREDENTIALS = ("authorization", "proxy-authorization", "x-api-key")


def learn_credentials(request: AppRequest, redactor: Redactor) -> None:
    """Make the redactor know tokens, keys and cookies of a request and its answer.

    Cookies are learned as what `redact` finds: a short value such as `dark` would mask every other text.
    """
    cookies: list[str] = []
    for name, value in request.headers:
        if name.lower() in _CREDENTIALS:
            redactor.add(value.rpartition(" ")[2])
        elif name.lower() == "cookie":
            cookies += (part.partition("=")[2] for part in value.split(";"))
    for name, value in request.answer_headers:
        if name.lower() == "set-cookie" and (cookie := read_set_cookie(value)):
            cookies.append(cookie.value)
    redactor.learn(cookies)

"""What is kept from one exchange to the next, for the run of one test."""

from dataclasses import dataclass, field

from QuashLibrary.engine.sources.http.cookies import CookieJar
from QuashLibrary.engine.sources.http.tokens import Tokens


@dataclass(frozen=True, slots=True)
class TestCredentials:
    """What one test keeps; dropped at its end."""

    cookies: CookieJar = field(default_factory=CookieJar)
    tokens: Tokens = field(default_factory=Tokens)

"""The app's credentials are secret as soon as they are seen."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.redactor import MOST_LEARNED, Redactor
from QuashLibrary.robotside.traffic.secrets import learn_credentials
from utest.traffic.requests_made import made

SECRET = "hidden-7391"
BASIC = base64.b64encode(b"user:hidden-7391").decode()


def cleaned(text: str, **details: Any) -> str:
    """Return a text as shown after a request."""
    redactor = Redactor()
    learn_credentials(made("POST /a", **details), redactor)
    return redactor.clean(text)


@pytest.mark.parametrize(
    "details",
    [
        {"headers": (("Authorization", "Bearer hidden-7391"),)},
        {"headers": (("Authorization", "hidden-7391"),)},
        {"headers": (("authorization", "  Token  hidden-7391 "),)},
        {"headers": (("Proxy-Authorization", "Bearer hidden-7391"),)},
        {"headers": (("Authorization", f"Basic {BASIC}"),)},
        {"headers": (("X-Api-Key", "hidden-7391"),)},
        {"headers": (("X-Auth-Token", "hidden-7391"),)},
        {"headers": (("Cookie", "a=b; session=hidden-7391; c=d"),)},
        {"answer_headers": (("Set-Cookie", "session=hidden-7391; Path=/"),)},
        {"answer_headers": (("X-Access-Token", "hidden-7391"),)},
    ],
    ids=str,
)
def test_credentials_are_masked_everywhere(details: dict[str, Any]) -> None:
    """Credentials are also masked in messages of other libraries."""
    assert cleaned("got hidden-7391 here", **details) == "got *** here"


@pytest.mark.parametrize(
    "header",
    [
        ("Authorization", "Bearer null"), ("Authorization", "Bearer undefined"), ("Authorization", "Bearer"),
        ("Authorization", ""), ("X-Api-Key", "null"), ("Cookie", "theme=dark; lang=en"), ("Authorization", "Basic !"),
        ("Cookie", "a=undefined"), ("Content-Type", "application/json"), ("Authorization", "Basic eA=="),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_credential_stays(header: tuple[str, str]) -> None:
    """Placeholders for a missing token, and short values such as `dark`, are not masked."""
    text = "null undefined Bearer dark application/json Basic en x"
    assert cleaned(text, headers=(header,), answer_headers=(header,)) == text


def test_credentials_are_bounded() -> None:
    """A run may see a new token with each request; only the latest are masked everywhere."""
    redactor = Redactor()
    for number in range(MOST_LEARNED + 10):
        learn_credentials(made("GET /a", headers=(("Authorization", f"Bearer token-{number:06}"),)), redactor)
    assert redactor.clean(f"token-{MOST_LEARNED + 9:06}") == "***"
    assert redactor.clean("token-000000") == "token-000000"


headers = st.tuples(
    st.sampled_from(["Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Token"]),
    st.text() | st.builds("{} {}".format, st.sampled_from(["Basic", "Bearer"]), st.text()),
)


@given(st.lists(headers, max_size=4))
def test_any_headers_are_read(sent: list[tuple[str, str]]) -> None:
    """No header makes the receiving thread raise an exception."""
    cleaned("text", headers=tuple(sent), answer_headers=tuple(sent))

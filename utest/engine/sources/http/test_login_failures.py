"""A failed login is retried like a request, and is shown with its secrets masked."""

from dataclasses import replace

import pytest

from QuashLibrary.engine.outcome import Answer
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.views.exchange import exchange_text
from utest.engine.servers import Peer, response, serving
from utest.engine.sources.http.test_logins import FROM, OAUTH, Guarded, call_of, registry


class BusyAtFirst(Guarded):
    """A backend that is too busy for the first logins."""

    def answer(self, path: str, head: str, number: int) -> bytes:
        """Answer a request."""
        if path.startswith(("/token", "/login")) and number < 3:
            return response(b"{}", "503 Busy") if number == 1 else response(b"{}", "429 Too Many", "Retry-After: 0")
        return super().answer(path, head, number)


@pytest.mark.parametrize(("auth", "path"), [(OAUTH, "/token"), (FROM, "/login?u=ada")])
def test_a_busy_login_is_retried(runner: Runner, auth: str, path: str) -> None:
    """It is retried within the wait, like the request itself."""
    with serving(guarded := BusyAtFirst()) as server:
        (outcome,) = runner.run([replace(call_of(registry(server, auth)), within=20)])
    assert (outcome.verdict, guarded.asked[path], guarded.asked["/order"]) == ("passed", 3, 1)


@pytest.mark.parametrize(("auth", "path"), [(OAUTH, "/token"), (FROM, "/login?u=ada")])
def test_a_refused_login_is_not_retried(runner: Runner, auth: str, path: str) -> None:
    """Waiting would change nothing."""
    with serving(guarded := Guarded(token_answer=response(b"{}", "403 No"))) as server:
        (outcome,) = runner.run([replace(call_of(registry(server, auth)), within=20)])
    assert (outcome.verdict, outcome.gave_up, guarded.asked[path]) == ("error", "not retried", 1)


def test_a_login_that_the_end_of_time_cuts_off_is_not_reported(runner: Runner) -> None:
    """The last complete attempt is reported."""

    class SilentAfterwards(Guarded):
        def __call__(self, peer: Peer) -> None:
            if not self.asked["/login?u=ada"]:
                super().__call__(peer)
            peer.over.wait()

    with serving(SilentAfterwards(token_answer=response(b"{}", "503 Busy", "Connection: close"))) as server:
        (outcome,) = runner.run([replace(call_of(registry(server, FROM)), within=0.5)])
    assert outcome.last is not None
    assert "503" in str(outcome.last.exchange.answer)


@pytest.mark.parametrize("auth", [OAUTH, FROM])
def test_the_exchange_of_a_login_that_failed_is_shown(runner: Runner, redactor: Redactor, auth: str) -> None:
    """The message also says that the request was not sent."""
    answer = response(b'{"error": "too_old", "access_token": "half-a-token", "token": "half-a-token"}', "400 No")
    with serving(Guarded(token_answer=answer)) as server:
        (outcome,) = runner.run([call_of(registry(server, auth))])
    assert outcome.last is not None
    login = outcome.last.exchange.login
    assert login is not None
    assert isinstance(login.answer, Answer)
    text = exchange_text(outcome.last.exchange, redactor)
    assert text.startswith("no answer: no token")
    assert "The login that returned no token:" in text
    assert "curl" in text
    assert '"error": "too_old"' in text
    assert "half-a-token" not in text
    assert "s:cret" not in text


def test_what_is_redacted_is_masked_in_a_login_that_failed(runner: Runner, redactor: Redactor) -> None:
    """The rules of the connection that needed the login apply."""
    answer = response(b'{"error": "locked", "user": "ann@example.test"}', "400 No")
    with serving(Guarded(token_answer=answer)) as server:
        (outcome,) = runner.run([call_of(registry(server, f"{OAUTH}}}, redact: {{from: $.user"))])
    assert outcome.last is not None
    assert '"user": "***"' in exchange_text(outcome.last.exchange, redactor)

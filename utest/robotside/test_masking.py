"""Masking changes only secrets and lone surrogates, and leaves all other values unchanged."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from robot.result import Keyword

from QuashLibrary.robotside.masking import Masking
from QuashLibrary.robotside.state.run import RunState


class OddText(str):
    """A text that raises when it is compared or searched."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Refuse."""
        raise RuntimeError

    __ne__ = __contains__ = __eq__
    __hash__ = str.__hash__


class Odd:
    """An object that raises when its class is read or it is compared."""

    def __eq__(self, other: object) -> bool:
        """Refuse."""
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """Refuse."""
        raise RuntimeError


class Watched(SimpleNamespace):
    """Notes the attributes that are set."""

    def __setattr__(self, name: str, value: object) -> None:
        """Note it."""
        self.was_set.append(name)
        super().__setattr__(name, value)


@pytest.fixture
def masking() -> Masking:
    """Masking with a secret."""
    run = RunState()
    run.redactor.add("s3cret-token")
    return Masking(run)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_texts_of_others_stay_as_they_are(text: str) -> None:
    """Robot itself handles characters that XML cannot contain."""
    assert Masking(RunState()).text(text) == text


def test_a_lone_surrogate_is_escaped(masking: Masking) -> None:
    """A lone surrogate would break output.xml; the text around it stays."""
    assert masking.text("a\x00\x85\ud800s3cret-token") == "a\x00\x85\\ud800***"


def test_arguments_of_others_are_not_compared(masking: Masking) -> None:
    """Comparing foreign objects could run any code; texts among them are masked."""
    odd = Odd()
    result = Keyword(name="Take", args=(odd, OddText("s3cret-token"), "s3cret-token", 7))  # type: ignore[arg-type]
    masking.result(result)
    assert result.args[0] is odd
    assert result.args[1:] == ("***", "***", 7)


def test_nothing_is_set_that_has_not_changed(masking: Masking) -> None:
    """Setting an attribute of Robot's results may have effects in Robot, and costs memory."""
    test = Watched(message="m", doc="d\x01", tags=["t"], was_set=[])
    message = Watched(message="m\x01", html=False, level="INFO", was_set=[])
    masking.test(test)
    masking.message(message)
    assert (test.was_set, message.was_set) == ([], [])
    secret = Watched(message="s3cret-token", html=False, level="INFO", was_set=[])
    masking.message(secret)
    assert secret.was_set == ["message"]


def test_a_removed_message_stays_removed(masking: Masking) -> None:
    """Listeners remove messages by setting them to None."""
    masking.message(message := SimpleNamespace(message=None, html=False, level="TRACE"))
    assert message.message is None

"""Mask secrets in texts that Robot is about to write: results, messages, names and values.

If masking fails, a fixed text replaces the original. In texts without secrets, only lone surrogates are changed,
because they would break Robot's output. Foreign objects are not touched. Robot writes several texts per step, so texts
that need no masking are detected first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from robot.result import Keyword

from QuashLibrary.language.printable import writable
from QuashLibrary.robotside.robot_api.values import is_text, plain_text
from QuashLibrary.robotside.use.secret_inputs import takes_secrets

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.run import RunState

_ARGUMENTS = "Arguments: [ "
"""The start of the message in which Robot traces the arguments of a keyword."""

_WRITTEN_AT_START = {
    "KEYWORD": ("name",),
    "SETUP": ("name",),
    "TEARDOWN": ("name",),
    "GROUP": ("name",),
    "IF": ("condition",),
    "ELSE IF": ("condition",),
    "WHILE": ("condition", "limit", "on_limit_message"),
    "EXCEPT": ("patterns",),
    "VAR": ("name", "separator"),
}
"""The attributes that Robot writes when a step or structure of a type starts; it writes the rest at its end."""

UNMASKED = "(QuashLibrary could not mask this text)"


class Masking:
    """Masks with the secrets of a run."""

    def __init__(self, run: RunState) -> None:
        """Use the secrets of a run."""
        self._run = run
        self.written: tuple[Any, str, str] | None = None
        """A result whose message was masked, with the message before and after, until Robot has written it."""

    def text(self, text: Any) -> Any:
        """Return a text without secrets, and without characters that would break Robot's output."""
        return writable(self.console(plain_text(text))) if is_text(text) else text

    def console(self, text: str) -> str:
        """Return a text without secrets; a console takes control characters."""
        try:
            return self._run.redactor.clean(text)
        except Exception:  # No exception may reveal a secret.
            return UNMASKED

    def message(self, message: Any) -> None:
        """Mask a message of any library."""
        text, redacted = message.message, self._run.redacted_html
        if not text or (not message.html and message.level != "TRACE" and self._is_plain(text)):
            return
        if message.html and hash(text) in redacted:
            # Our own evidence is already redacted, and a mask inside its record could make the record unreadable. The
            # hash identifies it, because under a test's timeout Robot reports messages only after the keyword has
            # ended.
            redacted.discard(hash(text))
        elif message.level == "TRACE" and text.startswith(_ARGUMENTS) and takes_secrets(self._run):
            message.message = f"{_ARGUMENTS}*** ]"
        else:
            self._mask(message, "message")

    def start(self, result: Any) -> None:
        """Mask the texts that Robot writes when a step or structure starts: names, conditions, patterns."""
        for name in _WRITTEN_AT_START.get(result.type, ()):
            value = getattr(result, name, None)
            if type(value) in (tuple, list):
                self._mask_cells(result, name)
            elif value and not self._is_plain(value):
                self._mask(result, name)

    def result(self, result: Any) -> None:
        """Mask message, arguments and values of an ending step or structure."""
        text = getattr(result, "message", "")
        if text and not self._is_plain(text) and self._mask(result, "message"):
            self.written = (result, text, result.message)
        # At the end of a control structure, Robot writes only its values, and warns if its arguments are read.
        for name in ("args",) if isinstance(result, Keyword) else ("values", "value"):
            self._mask_cells(result, name)

    def give_back(self, result: Any) -> None:
        """Restore a masked message after Robot has written it.

        Robot would treat the masked message as a new failure, which no EXCEPT of the suite expects.
        """
        written, self.written = self.written, None
        if written and written[0] is result and result.message == written[2]:
            result.message = written[1]

    def assignments(self, result: Any) -> None:
        """Mask the values that Robot shows beside the variables of a loop."""
        for name, value in result.assign.items():
            if not self._is_plain(value):
                result.assign[name] = self.text(value)

    def test(self, result: Any) -> None:
        """Mask the texts that a test has set on itself."""
        self._mask(result, "message", "doc")
        masked = list(map(self.text, result.tags))
        if masked != list(result.tags):
            result.tags = masked

    def suite(self, result: Any) -> None:
        """Mask the failure of a suite's setup or teardown, and the texts that tests have set on their suite."""
        self._mask(result, "message", "doc")
        masked = {self.text(name): self.text(value) for name, value in result.metadata.items()}
        if masked != dict(result.metadata.items()):
            result.metadata = masked

    def _is_plain(self, text: Any) -> bool:
        """Return whether a text certainly needs no masking: it is ASCII, so without surrogates, and has no secret."""
        if type(text) is not str or not text.isascii():
            return False
        return not self._run.redactor.has_secrets or self.console(text) == text

    def _mask(self, item: Any, *names: str) -> bool:
        """Mask attributes that are texts; set those that change, and return True if any did."""
        has_changed = False
        for name in names:
            text = getattr(item, name, None)
            if text and is_text(text) and (masked := self.text(text)) != plain_text(text):
                setattr(item, name, masked)
                has_changed = True
        return has_changed

    def _mask_cells(self, result: Any, name: str) -> None:
        """Mask the texts among cells; other objects are never compared."""
        if not (given := getattr(result, name, ())):
            return
        cells = tuple(given)
        # Check all at once: a text that is plain among the others is also plain alone.
        if self._is_plain("\n".join([plain_text(cell) for cell in cells if type(cell) is str or is_text(cell)])):
            return
        masked = tuple(map(self.text, cells))
        if any(is_text(cell) and plain_text(cell) != new for cell, new in zip(cells, masked, strict=True)):
            setattr(result, name, masked)

"""Mask secrets in what Robot is about to write: results, messages, names and values.

What cannot be masked is not shown: a failure here replaces the text instead of letting it pass.
"""

from typing import Any

from robot.result import Keyword

from QuashLibrary.language.printable import safe
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.use.secret_inputs import takes_secrets

_ARGUMENTS = "Arguments: [ "
"""How Robot begins the message in which it traces the arguments of a keyword."""

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
"""What Robot writes when a step or control structure of a type starts; the rest is written when it ends."""

UNMASKED = "(QuashLibrary could not mask this text)"


class Masking:
    """Masks with the secrets of a run."""

    def __init__(self, run: RunState) -> None:
        """Take the run."""
        self._run = run
        self._written: tuple[Any, str, str] | None = None

    def text(self, text: str) -> str:
        """Return a text without secrets, and without what would break Robot's output."""
        return safe(self.console(text)) if text else text

    def console(self, text: str) -> str:
        """Return a text without secrets; a console takes control characters."""
        try:
            return self._run.redactor.clean(text)
        except Exception:  # Whatever it is, a secret must not be shown because of it.
            return UNMASKED

    def message(self, message: Any) -> None:
        """Mask a message of any library."""
        redacted = self._run.redacted_html
        if message.html and hash(message.message) in redacted:
            # Our own evidence is redacted already, and a mask inside its record could make that unreadable. It is known
            # by its hash, because under a test's timeout Robot reports messages only when the keyword has ended.
            redacted.discard(hash(message.message))
            return
        if message.level == "TRACE" and message.message.startswith(_ARGUMENTS) and takes_secrets():
            message.message = f"{_ARGUMENTS}*** ]"
            return
        cleaned = self.text(message.message)
        if cleaned != message.message:
            message.message = cleaned

    def start(self, result: Any) -> None:
        """Mask what Robot writes of a step or control structure when it starts: names, conditions, patterns."""
        for name in _WRITTEN_AT_START.get(result.type, ()):
            value = getattr(result, name, None)
            if isinstance(value, str) and (masked := self.text(value)) != value:
                setattr(result, name, masked)
            elif isinstance(value, tuple):
                setattr(result, name, tuple(map(self.text, value)))

    def result(self, result: Any) -> None:
        """Mask message, arguments and values of a step or control structure that ends."""
        text = getattr(result, "message", "")
        if text and (cleaned := self.text(text)) != text:
            result.message = cleaned
            self._written = (result, text, cleaned)
        # Robot writes only the values of control structures when they end, and warns if they are asked for arguments.
        for name in ("args",) if isinstance(result, Keyword) else ("values", "value"):
            cells = tuple(getattr(result, name, ()))
            # Only texts are compared: the objects among them may do anything when they are.
            masked = tuple(self.text(cell) if isinstance(cell, str) else cell for cell in cells)
            if any(isinstance(cell, str) and cell != new for cell, new in zip(cells, masked, strict=True)):
                setattr(result, name, masked)

    def give_back(self, result: Any) -> None:
        """Give a message back that was masked, once Robot has written it.

        Robot takes another message for a new failure: one that ends the test, and that no EXCEPT was written for.
        """
        written, self._written = self._written, None
        if written and written[0] is result and result.message == written[2]:
            result.message = written[1]

    def assignments(self, result: Any) -> None:
        """Mask the values that Robot shows beside the variables of a loop."""
        for name, value in result.assign.items():
            result.assign[name] = self.text(value)

    def test(self, result: Any) -> None:
        """Mask what a test has set on itself."""
        result.message = self.text(result.message)
        result.doc = self.text(result.doc)
        result.tags = [self.text(tag) for tag in result.tags]

    def suite(self, result: Any) -> None:
        """Mask the failure of a suite's setup or teardown, and what tests have set on their suite."""
        result.message = self.text(result.message)
        result.doc = self.text(result.doc)
        result.metadata = {self.text(name): self.text(value) for name, value in result.metadata.items()}

"""The words of a command as a tester can paste them into bash, with secrets masked."""

import re
import shlex
from collections.abc import Iterable

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.language.printable import safe

# Newline and tab are shown as they are; a log would change or lose the others.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def shell_command(words: Iterable[str], redactor: Redactor) -> str:
    """Return the command; each word is redacted before quotes could hide a secret in it."""
    return safe(" ".join(_quoted(redactor.clean(word)) for word in words))


def _quoted(word: str) -> str:
    """Quote for the shell; what cannot be shown as it is needs the escapes of bash's `$'…'`."""
    if not _UNPRINTABLE.search(word):
        return shlex.quote(word)
    escaped = word.replace("\\", "\\\\").replace("'", "\\'")
    return f"$'{_UNPRINTABLE.sub(_escaped, escaped)}'"


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in match[0].encode("utf-8", "surrogatepass"))

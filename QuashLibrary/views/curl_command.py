"""Write the words of a command so testers can paste it into bash.

A secret from an environment variable of the registry is written as that variable, so the command runs as it is. Any
other secret is masked, and a comment at the end says what to fill in.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from QuashLibrary.language.hidden_values import HiddenText, shown_text
from QuashLibrary.language.printable import MASK, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from QuashLibrary.engine.redactor import Redactor

# Newline and tab are shown as they are; a log would change or lose all others.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PLACEHOLDER = re.compile("([\U000f0000-\U000f00ff])")
"""Placeholders for variables until the word is quoted: characters without a meaning."""
_FIRST_PLACEHOLDER, _MOST_VARIABLES = 0xF0000, 0x100
_VARIABLE = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_NOT_IN_DOUBLE_QUOTES = frozenset('"\\$`!')
"""Characters that bash interprets in double quotes; the exclamation mark only in interactive shells."""
_PLACES = {
    "-u": "user and password",
    "--proxy": "the proxy",
    "--data-raw": "the body",
    "--data-binary": "the body",
    "--form": "the form",
    "--form-string": "the form",
}


def shell_command(words: Iterable[str], redactor: Redactor) -> str:
    """Return the command; each word is redacted before it is quoted, because quotes could hide a secret."""
    variables = dict(redactor.variables)
    names = [name for name in variables.values() if _VARIABLE.fullmatch(name)][:_MOST_VARIABLES]
    values = {value: names.index(name) for value, name in variables.items() if name in names and value}
    cleaned = [_cleaned(word, values, names, redactor) for word in words]
    command = safe(" ".join(map(_quoted, cleaned)))
    places = ", ".join(dict.fromkeys(_masked_places(cleaned)))
    return f"{command}  # replace {MASK}: {places}" if places else command


def _cleaned(word: str, values: Mapping[str, int], names: Sequence[str], redactor: Redactor) -> list[str]:
    """Return the parts of a word without secrets; every second part is the name of a variable."""
    masked = redactor.clean(shown_text(word))
    if MASK not in masked or not values or _PLACEHOLDER.search(word):
        return [masked]
    parts = _split(word)
    named = [_with_placeholders(part, values) for part in parts]
    for index in range(1, len(parts), 2):
        named[index] = named[index] if _PLACEHOLDER.fullmatch(named[index]) else MASK
    found = redactor.clean("".join(named))
    # A secret may contain the value of a variable; then the text around it must not be visible.
    if _PLACEHOLDER.sub(MASK, found) != masked:
        return [masked]
    return [
        names[ord(part) - _FIRST_PLACEHOLDER] if index % 2 else part
        for index, part in enumerate(_PLACEHOLDER.split(found))
    ]


def _split(word: str) -> list[str]:
    """Return the parts of a word; every second part is hidden."""
    ends = [end for span in word.spans for end in span] if isinstance(word, HiddenText) else []
    plain = str.__str__(word)
    return [plain[start:end] for start, end in zip([0, *ends], [*ends, len(plain)], strict=True)]


def _with_placeholders(text: str, values: Mapping[str, int]) -> str:
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, chr(_FIRST_PLACEHOLDER + values[value]))
    return text


def _masked_places(words: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield the places with masks that testers must fill in."""
    for option, word in zip(["", *("".join(parts) for parts in words)], words, strict=False):
        if any(MASK in text for text in word[::2]):
            yield word[0].partition(":")[0] if option == "-H" else _PLACES.get(option, "the URL")


def _quoted(parts: Sequence[str]) -> str:
    """Quote the parts of a word for the shell; double quotes expand the variables and nothing else."""
    texts, names = parts[::2], parts[1::2]
    if not names:
        return _quoted_text(parts[0])
    if any(_NOT_IN_DOUBLE_QUOTES.intersection(text) or _UNPRINTABLE.search(text) for text in texts):
        written = [_quoted_text(text) if text else "" for text in texts]
        return written[0] + "".join(f'"${name}"{text}' for name, text in zip(names, written[1:], strict=True))
    following = zip(names, texts[1:], strict=True)
    return f'"{texts[0]}{"".join(_expanded(name, text) + text for name, text in following)}"'


def _expanded(name: str, following: str) -> str:
    """Return the bash expression for a variable that is followed by a text."""
    return f"${{{name}}}" if re.match(r"[\w\[]", following) else f"${name}"


def _quoted_text(word: str) -> str:
    """Quote a text; unprintable characters need the escapes of bash's `$'…'`."""
    if not _UNPRINTABLE.search(word):
        return shlex.quote(word)
    escaped = word.replace("\\", "\\\\").replace("'", "\\'")
    return f"$'{_UNPRINTABLE.sub(_escaped, escaped)}'"


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in match[0].encode("utf-8", "surrogatepass"))

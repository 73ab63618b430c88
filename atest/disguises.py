"""Find a secret in the files of a run, in whatever form it was written there."""

from __future__ import annotations

import base64
import html
import json
import re
import zlib
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

from atest.robot_process import Run

_PACKED = re.compile(rb'"(eN[A-Za-z0-9+/=]{16,})"')


def leaks(run: Run, secrets: dict[str, str]) -> list[str]:
    """Return `secret's name, form, file` for every secret that a file of the run contains in any form."""
    found = []
    for file, content in readable_files(run):
        for name, secret in secrets.items():
            found += [f"{name} {form} in {file}" for form, text in disguises(secret).items() if text in content]
    return found


def readable_files(run: Run) -> Iterator[tuple[str, str]]:
    """Yield each file of a run as text; the data that Robot compresses in log.html is decompressed."""
    for file, content in run.files():
        packed = [zlib.decompress(base64.b64decode(match[1])) for match in _PACKED.finditer(content)]
        text = b"\n".join([content, *packed]).decode("utf-8", "replace")
        yield file, text
        yield f"{file} without escapes", html.unescape(text)


def disguises(secret: str) -> dict[str, str]:
    """Return the forms in which a text may contain a secret."""
    data = secret.encode()
    return {
        "raw": secret,
        "percent-encoded": quote(secret, safe=""),
        "percent-encoded as a path": quote(secret),
        "percent-encoded as a form": quote_plus(secret),
        "percent-encoded in small letters": re.sub("%..", lambda match: match[0].lower(), quote(secret, safe="")),
        "JSON": json.dumps(secret)[1:-1],
        "JSON in Unicode": json.dumps(secret, ensure_ascii=False)[1:-1],
        "JSON in JSON": json.dumps(json.dumps(secret))[3:-3],
        "HTML": html.escape(secret),
        "Python": repr(secret)[1:-1],
        "Base64": base64.b64encode(data).decode(),
        "Base64 for URLs": base64.urlsafe_b64encode(data).decode(),
    }

"""Read a body piece by piece: undo its encodings, and stop if it is too large.

In: the pieces as they were received. Out: the decoded bytes, and why they are incomplete. httpx cannot do this, because
64 KiB of gzip may become 64 MiB before anybody can count them.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import MAX_BODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_DEFLATED = 0x08
_KNOWN = frozenset({"gzip", "x-gzip", "deflate"})
_MOST_ENCODINGS = 5
_ON_THE_WAY = ("Via", "X-Cache", "Server")
"""Headers that name intermediaries, which may have encoded the body."""


def read_body(pieces: Iterable[bytes], encoding: str, limit: int = MAX_BODY) -> tuple[bytes, str]:
    """Return at most `limit` bytes of the decoded body, and why it is incomplete (empty if it is complete).

    Several encodings are undone in reverse order (RFC 9110, 8.4).
    """
    encodings = [name for name in encodings_of(encoding) if name != "identity"]
    if any(name not in _KNOWN for name in encodings) or len(encodings) > _MOST_ENCODINGS:
        return b"", f'the encoding "{encoding.strip()}" of the body cannot be decoded'
    body, why = _decoded(pieces, encodings.pop() if encodings else "identity", limit)
    while encodings and not why:
        body, why = _decoded([body], encodings.pop(), limit)
    return body, why


def encodings_of(header: str) -> list[str]:
    """Return the encodings in a Content-Encoding header, in the order in which they were applied."""
    return [name.strip().lower() for name in header.split(",") if name.strip()]


def encoding_note(encoding: str, accepted: str, headers: Mapping[str, str]) -> str:
    """Return a note that the request does not accept an encoding, and who may have added it; else an empty text."""
    allowed = {part.partition(";")[0].strip().lower() for part in accepted.split(",")}
    if "*" in allowed or all(name in allowed for name in encodings_of(encoding)):
        return ""
    senders = [f"{name}: {headers[name]}" for name in _ON_THE_WAY if name in headers]
    return "; the request does not accept it" + (f" ({', '.join(senders)})" if senders else "")


def _decoded(pieces: Iterable[bytes], encoding: str, limit: int) -> tuple[bytes, str]:
    body = bytearray()
    decoder = None
    for piece in pieces:
        if encoding == "identity":
            body += piece[: limit + 1 - len(body)]
        elif piece:
            decoder = decoder or _decoder(encoding, piece)
            try:
                body += decoder.decompress(piece, limit + 1 - len(body))
            except zlib.error:
                return bytes(body), _wrong_encoding(encoding)
        if len(body) > limit:
            return bytes(body[:limit]), f"the body is larger than {limit // 1024 // 1024} MiB"
    whole = decoder is None or (decoder.eof and not decoder.unused_data)
    return bytes(body), "" if whole else _wrong_encoding(encoding)


def _decoder(encoding: str, first: bytes) -> zlib._Decompress:
    if encoding in ("gzip", "x-gzip"):
        return zlib.decompressobj(_GZIP)
    # RFC 9110, 8.4.1.2: "deflate" means the zlib format, but some servers send bare deflate data.
    return zlib.decompressobj(_ZLIB if first[0] & 0x0F == _DEFLATED else _BARE)


def _wrong_encoding(encoding: str) -> str:
    return f'the body is not encoded as its header says ("{encoding}")'

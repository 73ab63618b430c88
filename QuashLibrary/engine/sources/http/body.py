"""Read a body that comes in pieces: undo its encoding, and stop if it is larger than we keep.

In: the pieces as they were received. Out: the decoded bytes, and why they are not whole. httpx cannot do
this, because 64 KiB of gzip may become 64 MiB before anybody can count them.
"""

import zlib
from collections.abc import Iterable

from QuashLibrary.engine.outcome import MAX_BODY

_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_DEFLATED = 0x08


def read_body(pieces: Iterable[bytes], encoding: str, limit: int = MAX_BODY) -> tuple[bytes, str]:
    """Return the decoded body, at most `limit` bytes of it, and why it is not whole (empty if it is)."""
    encoding = encoding.strip().lower() or "identity"
    body = bytearray()
    decoder = None
    for piece in pieces:
        if encoding == "identity":
            body += piece[: limit + 1 - len(body)]
        elif piece:
            decoder = decoder or _decoder(encoding, piece)
            if decoder is None:
                return b"", f'the encoding "{encoding}" of the body is not supported'
            try:
                body += decoder.decompress(piece, limit + 1 - len(body))
            except zlib.error:
                return bytes(body), _wrong_encoding(encoding)
        if len(body) > limit:
            return bytes(body[:limit]), f"the body is larger than {limit // 1024 // 1024} MiB"
    whole = decoder is None or (decoder.eof and not decoder.unused_data)
    return bytes(body), "" if whole else _wrong_encoding(encoding)


def _decoder(encoding: str, first: bytes) -> "zlib._Decompress | None":
    if encoding in ("gzip", "x-gzip"):
        return zlib.decompressobj(_GZIP)
    if encoding == "deflate":
        # RFC 9110, 8.4.1.2: "deflate" means the zlib format, but some servers send bare deflate data.
        return zlib.decompressobj(_ZLIB if first[0] & 0x0F == _DEFLATED else _BARE)
    return None


def _wrong_encoding(encoding: str) -> str:
    return f'the body is not encoded as its header says ("{encoding}")'

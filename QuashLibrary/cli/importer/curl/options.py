"""The options of curl: which take a value, and the meaning of those that affect a request.

`curl --help all` lists them; a short option is an alias of a long one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_REQUEST = """
cookie data data-ascii data-binary data-raw data-urlencode form form-string header json oauth2-bearer referer
request url url-query user user-agent
"""
_NO_MATTER = """
compressed fail fail-with-body globoff http1.0 http1.1 http2 http3 include ipv4 ipv6 no-buffer no-progress-
meter output progress-bar remote-name show-error silent verbose write-out
"""
_OTHERS_WITH_VALUE = """
abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to
continue-at cookie-jar create-file-mode crlfile curves data-file dns-interface dns-ipv4-addr dns-ipv6-addr
dns-servers doh-url dump-header egd-file engine etag-compare etag-save expect100-timeout ftp-account happy-
eyeballs-timeout-ms hostpubmd5 hsts interface ip-tos keepalive-time key key-type krb libcurl limit-rate local-
port login-options max-filesize max-redirs max-time netrc-file noproxy output output-dir parallel-max pass
pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-cert proxy-header proxy-key
proxy-pass proxy-user proxy1.0 range rate request-target resolve retry retry-delay retry-max-time service-name
socks4 socks4a socks5 socks5-hostname speed-limit speed-time stderr time-cond tls-max tls13-ciphers
tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file variable write-out
"""

SHORT: Mapping[str, str] = {
    "A": "user-agent",
    "b": "cookie",
    "c": "cookie-jar",
    "C": "continue-at",
    "d": "data",
    "D": "dump-header",
    "e": "referer",
    "E": "cert",
    "f": "fail",
    "F": "form",
    "G": "get",
    "g": "globoff",
    "H": "header",
    "i": "include",
    "I": "head",
    "k": "insecure",
    "K": "config",
    "L": "location",
    "m": "max-time",
    "n": "netrc",
    "N": "no-buffer",
    "o": "output",
    "O": "remote-name",
    "q": "disable",
    "r": "range",
    "s": "silent",
    "S": "show-error",
    "T": "upload-file",
    "u": "user",
    "U": "proxy-user",
    "v": "verbose",
    "w": "write-out",
    "x": "proxy",
    "X": "request",
    "Y": "speed-limit",
    "y": "speed-time",
    "z": "time-cond",
    "0": "http1.0",
    "4": "ipv4",
    "6": "ipv6",
    "#": "progress-bar",
}
"""The long option of each letter."""

USED_WITH_VALUE = frozenset(_REQUEST.split())
"""Options with a value that affect the request."""

USED_ALONE = frozenset({"get", "head", "insecure", "location", "location-trusted", "digest", "basic"})
"""Options without a value that affect the request."""

MEANINGLESS = frozenset(_NO_MATTER.split())
"""Options about curl's own work or output; they are left out silently."""

WITH_VALUE = USED_WITH_VALUE | frozenset(_OTHERS_WITH_VALUE.split())
"""Every option that takes a value."""

"""The command that is shown asks for the very same again, when it is pasted into bash."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from QuashLibrary.engine.outcome import Headers
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import Part, Request
from QuashLibrary.language.printable import TEXT_LIMIT
from QuashLibrary.views.exchange import question_text
from utest.engine.servers import OK, answering, serving

NOTHING_SECRET = Redactor()
ODD = 'it\'s "quoted" $HOME `id` \\ \\n !! ${x} & | ; * ? [a] {b} ~ # %41 \x07\t\n\r\x7f ä \U0001f600 \u2028 end'

needs_curl = pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="needs bash and curl")


def arrived(request: Request) -> tuple[bytes, list[bytes], bytes]:
    """Return first line, headers and body that reach a server when the command is run."""
    with serving(answering(OK)) as server:
        command = question_text(replace(request, url=server.url + request.url), NOTHING_SECRET)
        run = ["bash", "--noprofile", "--norc", "-c", f"{command} --silent --noproxy '*' --max-time 10"]
        subprocess.run(run, check=True, capture_output=True)
        head, _, body = server.requests[0].partition(b"\r\n\r\n")
    first, *headers = head.split(b"\r\n")
    return first, headers, body


@needs_curl
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_each_method_arrives(method: str) -> None:
    """With the path as it was sent."""
    first, _, _ = arrived(Request(method, "/a%2Fb/[1-2]/{x}?q=1&q=%27%24"))
    assert first == f"{method} /a%2Fb/[1-2]/{{x}}?q=1&q=%27%24 HTTP/1.1".encode()


@needs_curl
def test_head_arrives() -> None:
    """And does not wait for a body."""
    assert arrived(Request("HEAD", "/x"))[0] == b"HEAD /x HTTP/1.1"


@needs_curl
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("body", [ODD, "@/etc/passwd", "-x", "\r\n", "\x01", "'"])
def test_a_body_arrives(method: str, body: str) -> None:
    """Byte for byte, whatever characters it holds."""
    headers = (("Content-Type", "text/plain"),)
    assert arrived(Request(method, "/", headers, body.encode()))[2] == body.encode()


@needs_curl
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_body_arrives(body: str) -> None:
    """But NUL, which no command line can hold."""
    assert arrived(Request("POST", "/", (("Content-Type", "x/y"),), body.encode()))[2] == body.encode()


@needs_curl
def test_headers_arrive() -> None:
    """Odd ones and empty ones too, and none twice."""
    headers: Headers = (("X-Odd", 'it\'s $HOME `id` \\ "x" @y'), ("X-Empty", ""), ("Accept", "text/x"))
    _, lines, _ = arrived(Request("GET", "/", headers))
    assert b'X-Odd: it\'s $HOME `id` \\ "x" @y' in lines
    assert [line.rstrip() for line in lines if line.startswith(b"X-Empty")] == [b"X-Empty:"]
    assert [line for line in lines if line.lower().startswith(b"accept:")] == [b"Accept: text/x"]


@needs_curl
def test_a_multipart_body_arrives(tmp_path: Path) -> None:
    """Texts that look like files as they are, files with their names and types, odd names too."""
    file = tmp_path / 'a "b";c,d.png'
    file.write_bytes(b"\x89PNG")
    parts = (Part("note", b"@/etc/passwd"), Part("photo", b"\x89PNG", file.name, "image/png", str(file)))
    request = Request("POST", "/", (("Content-Type", "multipart/form-data; boundary=x"),), b"--x--", parts)
    _, headers, body = arrived(request)
    assert len([line for line in headers if line.lower().startswith(b"content-type: multipart")]) == 1
    assert b"@/etc/passwd" in body
    assert b"\x89PNG" in body
    assert b"Content-Type: image/png" in body


@needs_curl
def test_a_file_arrives(tmp_path: Path) -> None:
    """Byte by byte, NUL and line ends too."""
    file = tmp_path / "it's a file"
    file.write_bytes(b"\x00\r\n\xff")
    request = Request("PUT", "/", (("Content-Type", "x/y"),), file.read_bytes(), file=str(file))
    assert arrived(request)[2] == b"\x00\r\n\xff"


def test_secrets_are_masked() -> None:
    """Known ones wherever they stand, and all that authenticates."""
    redactor = Redactor()
    redactor.add("s3cr3t 'x'")
    request = Request(
        "POST",
        "http://u:p@h/?key=s3cr3t%20%27x%27",
        (("Authorization", "Bearer abc"), ("X-Key", "s3cr3t 'x'")),
        b'{"a": "s3cr3t \'x\'"}',
    )
    assert question_text(request, redactor) == (
        "curl --globoff --request POST 'http://***@h/?key=***' "
        "--header 'Authorization: Bearer ***' --header 'X-Key: ***' "
        '--data-raw \'{"a": "***"}\''
    )


def test_a_body_that_cannot_be_shown_is_told_by_its_size() -> None:
    """So is a long one."""
    binary = Request("PUT", "http://h/", (), b"\xff\x00")
    assert question_text(binary, NOTHING_SECRET).endswith("--data-raw '<2 bytes>'")
    long = b"x" * (TEXT_LIMIT + 1)
    assert question_text(Request("PUT", "http://h/", (), long), NOTHING_SECRET).endswith("'<4,001 characters>'")


@given(st.text(st.characters(exclude_categories=())))
def test_a_command_can_be_written_anywhere(text: str) -> None:
    """Whatever its body and headers hold."""
    request = Request("POST", f"http://h/{text}", (("X", text),), text.encode("utf-8", "replace"))
    command = question_text(request, NOTHING_SECRET)
    command.encode("utf-8")
    assert not set(command) & set("\x00\x07\x1b\r\ud800\ufffe")

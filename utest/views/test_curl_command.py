"""The shown command repeats exactly the same request when it is pasted into bash."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from QuashLibrary.engine.outcome import Headers
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.messages import Part, Request, basic_credentials
from QuashLibrary.language.hidden_values import MASK
from QuashLibrary.language.printable import TEXT_LIMIT
from QuashLibrary.language.templates import EnvironmentVariable
from QuashLibrary.views.curl_command import shell_command
from QuashLibrary.views.exchange import question_text
from utest.engine.servers import OK, answering, serving

NOTHING_SECRET = Redactor()
ODD = 'it\'s "quoted" $HOME `id` \\ \\n !! ${x} & | ; * ? [a] {b} ~ # %41 \x07\t\n\r\x7f ä \U0001f600 \u2028 end'

needs_curl = pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="needs bash and curl")


def arrived(
    request: Request, variables: Mapping[str, str] | None = None, redactor: Redactor = NOTHING_SECRET
) -> tuple[bytes, list[bytes], bytes]:
    """Return first line, headers and body that reach a server when the command is run with these variables."""
    with serving(answering(OK)) as server:
        command = question_text(replace(request, url=server.url + request.url), redactor)
        run = ["bash", "--noprofile", "--norc", "-c", f"{command} --silent --noproxy '*' --max-time 10"]
        subprocess.run(run, check=True, capture_output=True, env={**os.environ, **(variables or {})})
        head, _, body = server.requests[0].partition(b"\r\n\r\n")
    first, *headers = head.split(b"\r\n")
    return first, headers, body


@needs_curl
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_each_method_arrives(method: str) -> None:
    """The path arrives as it was sent."""
    first, _, _ = arrived(Request(method, "/a%2Fb/[1-2]/{x}?q=1&q=%27%24"))
    assert first == f"{method} /a%2Fb/[1-2]/{{x}}?q=1&q=%27%24 HTTP/1.1".encode()


@needs_curl
def test_head_arrives() -> None:
    """The command does not wait for a body."""
    assert arrived(Request("HEAD", "/x"))[0] == b"HEAD /x HTTP/1.1"


@needs_curl
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("body", [ODD, "@/etc/passwd", "-x", "\r\n", "\x01", "'"])
def test_a_body_arrives(method: str, body: str) -> None:
    """It arrives byte for byte, with any characters."""
    headers = (("Content-Type", "text/plain"),)
    assert arrived(Request(method, "/", headers, body.encode()))[2] == body.encode()


@needs_curl
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_body_arrives(body: str) -> None:
    """Only NUL is excluded, because no command line can contain it."""
    assert arrived(Request("POST", "/", (("Content-Type", "x/y"),), body.encode()))[2] == body.encode()


@needs_curl
def test_headers_arrive() -> None:
    """Odd and empty headers arrive too, and none arrives twice."""
    headers: Headers = (("X-Odd", 'it\'s $HOME `id` \\ "x" @y'), ("X-Empty", ""), ("Accept", "text/x"))
    _, lines, _ = arrived(Request("GET", "/", headers))
    assert b'X-Odd: it\'s $HOME `id` \\ "x" @y' in lines
    assert [line.rstrip() for line in lines if line.startswith(b"X-Empty")] == [b"X-Empty:"]
    assert [line for line in lines if line.lower().startswith(b"accept:")] == [b"Accept: text/x"]


@needs_curl
def test_a_multipart_body_arrives(tmp_path: Path) -> None:
    """Texts that look like files, files with names and types, and odd names all arrive."""
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
    """It arrives byte by byte, including NUL and line ends."""
    file = tmp_path / "it's a file"
    file.write_bytes(b"\x00\r\n\xff")
    request = Request("PUT", "/", (("Content-Type", "x/y"),), file.read_bytes(), file=str(file))
    assert arrived(request)[2] == b"\x00\r\n\xff"


def test_secrets_are_masked() -> None:
    """Known secrets are masked everywhere, and so are all credentials."""
    redactor = Redactor()
    redactor.add("s3cr3t 'x'")
    request = Request(
        "POST",
        "http://u:p@h/?key=s3cr3t%20%27x%27",
        (("Authorization", "Bearer abc"), ("X-Key", "s3cr3t 'x'")),
        b'{"a": "s3cr3t \'x\'"}',
    )
    assert question_text(request, redactor) == (
        "curl -X POST 'http://***@h/?key=***' -H 'Authorization: Bearer ***' -H 'X-Key: ***' "
        '--data-raw \'{"a": "***"}\'  # replace ***: the URL, Authorization, X-Key, the body'
    )


def knowing(**variables: str) -> Redactor:
    """Return a redactor after a registry has looked up these environment variables."""
    redactor = Redactor()
    scope = Scope(redactor, environment=variables)
    for name in variables:
        scope.value(EnvironmentVariable(name))
    return redactor


def test_a_variable_that_the_registry_names_is_written_as_the_variable() -> None:
    """It is in double quotes, so the command runs as it is."""
    request = Request("GET", "http://h/a", (("Authorization", "Bearer s3cr3t-token"), ("X-Key", "s3cr3t-token2")))
    assert question_text(request, knowing(SHOP_TOKEN="s3cr3t-token", KEY="s3cr3t-token2")) == (
        'curl http://h/a -H "Authorization: Bearer $SHOP_TOKEN" -H "X-Key: $KEY"'
    )


def test_user_and_password_are_options() -> None:
    """The header has them in Base64, where a variable does not fit."""
    header = ("Authorization", f"Basic {basic_credentials('ann', 'pass:word')}")
    redactor = knowing(SHOP_PASSWORD="pass:word")
    redactor.add("ann")
    assert question_text(Request("GET", "http://h/", (header,)), redactor) == (
        'curl http://h/ -u "***:$SHOP_PASSWORD"  # replace ***: user and password'
    )


@pytest.mark.parametrize("value", ["Basic %%%", "Basic YWJj", "Basic", "Digest username=ann", "xyz"])
def test_what_is_no_user_with_a_password_stays_a_header(value: str) -> None:
    """Its value is masked."""
    command = question_text(Request("GET", "http://h/", (("Authorization", value),)), NOTHING_SECRET)
    assert command.endswith("***'  # replace ***: Authorization")
    assert "-u" not in command


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        (("Authorization", "Token s3cr3t-token"), '-H "Authorization: Token $TOKEN"'),
        (("Authorization", "s3cr3t-token"), '-H "Authorization: $TOKEN"'),
        (("Authorization", "Bearer xs3cr3t-token"), "-H 'Authorization: Bearer ***'  # replace ***: Authorization"),
        (("Cookie", "sid=s3cr3t-token"), "-H 'Cookie: ***'  # replace ***: Cookie"),
        (("X-Key", "a!s3cr3t-token`$"), "-H 'X-Key: a!'\"$TOKEN\"'`$'"),
        (("X-Key", "s3cr3t-tokens"), '-H "X-Key: ${TOKEN}s"'),
        (("X-Key", "longer-s3cr3t-token-than-it"), "-H 'X-Key: ***'  # replace ***: X-Key"),
        (("X-Key", "\U000f0000 s3cr3t-token"), "-H 'X-Key: \U000f0000 ***'  # replace ***: X-Key"),
    ],
)
def test_a_variable_is_only_written_where_nothing_else_is_secret(header: tuple[str, str], shown: str) -> None:
    """Another secret around it may contain its value."""
    redactor = knowing(TOKEN="s3cr3t-token")
    redactor.add("longer-s3cr3t-token-than-it")
    assert question_text(Request("GET", "http://h/", (header,)), redactor) == f"curl http://h/ {shown}"


@pytest.mark.parametrize("name", ["SHOP-TOKEN", "1A", "A B", "A;id", "Ä"])
def test_a_name_that_no_shell_has_is_masked(name: str) -> None:
    """An environment may contain any names."""
    command = question_text(
        Request("GET", "http://h/", (("X-Key", "s3cr3t-token"),)), knowing(**{name: "s3cr3t-token"})
    )
    assert command == "curl http://h/ -H 'X-Key: ***'  # replace ***: X-Key"


@needs_curl
@pytest.mark.parametrize("secret", ["s3cr3t-token", "it's `id` $HOME \\ !x", 'a"b;c d'])
def test_the_command_sends_the_same_with_its_variables(secret: str) -> None:
    """The request is the same if the variables are set."""
    variables = {"SHOP_TOKEN": secret, "SHOP_USER": "änn", "SHOP_PASSWORD": f"x{secret}"}
    headers: Headers = (
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("X-Odd", f'"{secret}$HOME!'),
        ("Authorization", f"Bearer {secret}"),
    )
    redactor = knowing(**variables)
    _, lines, body = arrived(Request("POST", "/a", headers, f"token={secret}x!".encode()), variables, redactor)
    assert f"Authorization: Bearer {secret}".encode() in lines
    assert f'X-Odd: "{secret}$HOME!'.encode() in lines
    assert body == f"token={secret}x!".encode()
    basic = ("Authorization", f"Basic {basic_credentials('änn', f'x{secret}')}")
    command = question_text(Request("GET", "http://h/", (basic,)), redactor)
    assert command == 'curl http://h/ -u "$SHOP_USER:$SHOP_PASSWORD"'
    _, lines, _ = arrived(Request("GET", "/a", (basic,)), variables, redactor)
    assert f"{basic[0]}: {basic[1]}".encode() in lines


@needs_curl
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=4, max_size=20),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
)
def test_any_body_with_a_variable_arrives(secret: str, text: str) -> None:
    """It arrives unless something in it is masked, which the comment says."""
    redactor = knowing(QUASH_TEST=secret)
    request = Request("POST", "/", (("Content-Type", "x/y"),), f"{text}{secret}{text}".encode())
    if "#" not in question_text(replace(request, url="http://h/"), redactor):
        assert arrived(request, {"QUASH_TEST": secret}, redactor)[2] == request.body


def test_a_body_that_cannot_be_shown_is_replaced_by_its_size() -> None:
    """The same applies to a long body."""
    binary = Request("PUT", "http://h/", (), b"\xff\x00")
    assert question_text(binary, NOTHING_SECRET).endswith("--data-raw '<2 bytes>'")
    long = b"x" * (TEXT_LIMIT + 1)
    assert question_text(Request("PUT", "http://h/", (), long), NOTHING_SECRET).endswith("'<4,001 characters>'")


@given(st.text(st.characters(exclude_categories=())))
def test_a_command_can_be_written_anywhere(text: str) -> None:
    """Any body and headers can be written to the log."""
    request = Request("POST", f"http://h/{text}", (("X", text),), text.encode("utf-8", "replace"))
    command = question_text(request, NOTHING_SECRET)
    command.encode("utf-8")
    assert not set(command) & set("\x00\x07\x1b\r\ud800\ufffe")


@given(
    st.lists(st.text("abc;: ", min_size=4, max_size=6), min_size=1, max_size=3),
    st.text("abc;: ", min_size=4, max_size=12),
    st.lists(st.text("abc;: ", max_size=14), min_size=1, max_size=3),
)
def test_variables_reveal_no_more_than_masks(known: list[str], secret: str, texts: list[str]) -> None:
    """With masks instead of variables, a word is the same as with all secrets masked."""
    redactor = knowing(**{f"V{number}": value for number, value in enumerate(known)})
    redactor.add(secret)
    words = shlex.split(shell_command(texts, redactor), comments=True)
    assert [re.sub(r"\$\{?V\d\}?", MASK, word) for word in words] == [redactor.clean(text) for text in texts]

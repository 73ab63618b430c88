"""The options of curl become a request."""

import pytest

from QuashLibrary.cli.importer.curl.command import check_is_curl, read_command
from QuashLibrary.errors import UnreadableCurlError


@pytest.mark.parametrize(
    ("words", "method", "url", "body"),
    [
        ("h/a", "GET", "http://h/a", None),
        ("-XPUT h/a", "PUT", "http://h/a", None),
        ("--request PATCH --url https://h/a", "PATCH", "https://h/a", None),
        ("--request=delete h", "DELETE", "http://h", None),
        ("-d a=1 -d b=2 h", "POST", "http://h", "a=1&b=2"),
        ("-sSLd a=1 h", "POST", "http://h", "a=1"),
        ("-I h", "HEAD", "http://h", None),
        ("-G -d a=1 h", "GET", "http://h", None),
        ("--json {} h", "POST", "http://h", "{}"),
        ("--data-urlencode a=x&y h", "POST", "http://h", "a=x%26y"),
        ("-F a=b h", "POST", "http://h", None),
        ("-d @body.json h", "POST", "http://h", None),
    ],
)
def test_the_request_is_that_of_curl(words: str, method: str, url: str, body: str | None) -> None:
    """Method, URL and body come from short and long options, joined or separate."""
    command = read_command(["curl", *words.split()])
    assert (command.sent_by, command.url, command.body) == (method, url, body)


def test_options_are_read_as_they_are_written() -> None:
    """Headers, cookies and credentials are read; unsupported options are listed as left out."""
    words = [
        "-H",
        "Accept: x",
        "-H",
        "Cookie: a=1",
        "-b",
        "b=2",
        "-u",
        "qa:pw",
        "-k",
        "-L",
        "--compressed",
        "--retry",
        "3",
    ]
    command = read_command(["curl", "h", *words, "--made-up", "--cert", "a.pem"])
    assert command.headers == [("Accept", "x")]
    assert (command.cookies, command.user) == ("a=1; b=2", "qa:pw")
    assert command.options == {"insecure", "location"}
    assert command.left_out == ["the option --retry", "the option --made-up", "the option --cert"]


def test_a_second_request_is_called_one() -> None:
    """A second request is listed as left out, without the parts of its URL that may be secret."""
    assert read_command(["curl", "https://h/a", "https://u:p@h/b?x=1"]).left_out == ["a second URL (https://h/b)"]
    command = read_command(["curl", "h", "--next", "-d", "x", "h/b"])
    assert (command.sent_by, command.left_out) == ("GET", ["the request after --next"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-H", "a: b"], "the command has no URL; is it cut off?"),
        (["h", "-H"], "the option -H at its end has no value"),
        (["h", "--data-raw"], "the option --data-raw at its end has no value"),
        (["ftp://h/a"], '"ftp://h/a" is not a URL with http:// or https://'),
        (["http://h:port/a"], "is not a URL"),
        (["h/a", "b"], "a word after the URL is neither an option nor a URL"),
        (["-H", "a:", "b", "https://h/a"], "a word after -H is neither an option nor a URL; put the whole value in"),
        (["{{baseUrl}}/a"], "starts with a Postman variable"),
        (["https://{{host}}/a"], "starts with a Postman variable"),
    ],
)
def test_half_a_line_is_refused(words: list[str], message: str) -> None:
    """The message says what is missing."""
    with pytest.raises(UnreadableCurlError) as caught:
        read_command(["curl", *words])
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('fetch("https://h/a", {})', "this is JavaScript, not curl; in the browser, choose Copy, then Copy as cURL"),
        ('Invoke-WebRequest -Uri "https://h/a"', "this is PowerShell"),
        ("GET /a HTTP/1.1", 'this text starts with "GET /a HTTP/1.1"'),
        ("  \n", "this text is empty"),
    ],
)
def test_another_format_is_named(text: str, message: str) -> None:
    """The message names the other format and the right menu entry of the browser."""
    with pytest.raises(UnreadableCurlError) as caught:
        check_is_curl(text)
    assert message in str(caught.value)

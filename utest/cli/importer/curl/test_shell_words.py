"""Curl commands are split like in bash and cmd, and incomplete commands are explained."""

import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.cli.importer.curl.shell_words import shell_variable, split
from QuashLibrary.errors import UnreadableCurlError

CMD = r"""curl ^"https://shop.example/api?a=1^&b=100^%^" ^
  -H ^"accept: */*^" ^
  --data-raw ^"^{^\^"name^\^":^\^"say ^\^\^\^"hi^\^\^\^"^\^",^\^"path^\^":^\^"C:^\^\new^\^"^}^"
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("curl a", ["curl", "a"]),
        ("curl \\\n  -H 'a: b' \\\r\n  -d \"x\"", ["curl", "-H", "a: b", "-d", "x"]),
        ("curl 'it'\\''s' ''", ["curl", "it's", ""]),
        (r"""curl $'a\'b\n\u00e9\x41\\' """, ["curl", "a'b\néA\\"]),
        (r"curl $'\ud83d\ude00!'", ["curl", "😀!"]),
        (r'curl "a\"b\\c\d\$e"', ["curl", 'a"b\\c\\d$e']),
        ("curl \"$TOKEN\" ${OTHER} '$NO'", ["curl", shell_variable("TOKEN"), shell_variable("OTHER"), "$NO"]),
        ("curl http://h/?a=1&b=2", ["curl", "http://h/?a=1&b=2"]),
        ('curl h -d \'{"re": "^"}\'', ["curl", "h", "-d", '{"re": "^"}']),
        ("curl http://h/a | jq .", ["curl", "http://h/a"]),
        ("curl http://h/a > out.json", ["curl", "http://h/a"]),
        ("curl http://h/a 2>&1", ["curl", "http://h/a"]),
        ("curl http://h/a > out.json -d 'x'", ["curl", "http://h/a", "-d", "x"]),
        ("curl http://h/a \\ \n -d x", ["curl", "http://h/a", "-d", "x"]),
        ("curl 'http://h/a' ;", ["curl", "http://h/a"]),
    ],
)
def test_words_are_those_of_bash(text: str, words: list[str]) -> None:
    """Quotes, `$'…'`, continued lines, variables and the end of the command are read as in bash."""
    assert list(split(text).words) == words


def test_words_are_those_of_cmd() -> None:
    """Carets and quotes are read as Chrome and Edge write them for Windows."""
    words = split(CMD.replace("\n", "\r\n")).words
    assert words[:4] == ("curl", "https://shop.example/api?a=1&b=100%", "-H", "accept: */*")
    assert words[4:] == ("--data-raw", r'{"name":"say \"hi\"","path":"C:\new"}')


def test_cmd_keeps_lines_of_a_value() -> None:
    """A line break of a body, which Chrome writes as two line breaks after a caret, is kept."""
    assert split('curl ^"http://h/^" --data-raw ^"a^\n\nb^"').words[-1] == "a\nb"


def test_older_browsers_quote_without_carets() -> None:
    """Older browsers write carets only at the ends of lines."""
    text = 'curl "http://h/a?b=1&c=2" ^\n -H "accept: x" ^\n --data-binary "{\\"a\\":1}" --compressed'
    assert split(text).words == (
        "curl",
        "http://h/a?b=1&c=2",
        "-H",
        "accept: x",
        "--data-binary",
        '{"a":1}',
        "--compressed",
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("curl 'http://h/a", "the quote ' in line 1, column 6"),
        ('curl http://h/a \\\n  -H "accept: x', 'the quote " in line 2, column 6'),
        ("curl $'a\\'", "the quote $' in line 1, column 6"),
        ('curl ^"http://h/a', 'the quote " in line 1, column 6'),
    ],
)
def test_a_line_that_is_cut_off_says_where(text: str, place: str) -> None:
    """The message names the open quote and its place."""
    with pytest.raises(UnreadableCurlError, match="cut off") as caught:
        split(text)
    assert place in str(caught.value)


@pytest.mark.parametrize("text", ["curl a;\ncurl b;\ncurl c", "curl a && curl b && curl c", "curl a\ncurl b\ncurl c"])
def test_more_lines_are_counted(text: str) -> None:
    """The commands of "Copy all as cURL" are counted."""
    line = split(text)
    assert (line.words, line.more) == (("curl", "a"), 2)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0^\ue000\ue001"), max_size=12), max_size=5))
def test_what_is_quoted_is_read_back(words: list[str]) -> None:
    """Any words that shlex quotes are read back unchanged."""
    line = shlex.join(["curl", *words])
    assert list(split(line).words) == ["curl", *words]


@pytest.mark.parametrize("text", [r"curl $'a\tb\101' \"x\" a\ b", 'curl "a\\\nb" \'c\'"d"e', r"curl $'\x41b\e[0m' \\"])
def test_bash_itself_agrees(text: str) -> None:
    """The words equal those that a real bash passes on."""
    script = f"printf '%s\\0' {text}"
    told = subprocess.run(["/bin/bash", "-c", script], capture_output=True, check=True).stdout.decode()
    assert list(split(text).words) == told.split("\0")[:-1]


@pytest.mark.parametrize(
    ("text", "mark"),
    [("curl 'https://h/a' -X POST \\", "\\"), ("curl h \\\n\n", "\\"), ('curl "h" ^', "^"), ('curl ^"h^" ^\r\n', "^")],
)
def test_a_line_that_ends_where_another_is_due_is_cut_off(text: str, mark: str) -> None:
    """Such a command is refused, because the request could differ, such as a GET without the body."""
    with pytest.raises(UnreadableCurlError) as caught:
        split(text)
    assert str(caught.value) == f'the command is cut off: it ends with "{mark}"'


@pytest.mark.parametrize(
    ("text", "more", "rest"),
    [
        ("curl h ; rm -rf /", 0, "; rm …"),
        ("curl h | jq .", 0, "| jq …"),
        ("curl h ;", 0, ""),
        ("curl h ; curl i", 1, ""),
        ('curl ^"h^" &\r\ncurl ^"i^"', 1, ""),
        ('curl ^"h^" & dir', 0, "dir"),
    ],
)
def test_what_follows_the_command_is_known(text: str, more: int, rest: str) -> None:
    """Other commands are known by their first word, further curl commands by their number."""
    line = split(text)
    assert (line.more, line.rest) == (more, rest)

"""The content of HTML messages: text, pictures, links, and notes about removed content."""

import base64

import pytest

from QuashLibrary.report.read.html_messages import plain_text, read_html, removal_note
from QuashLibrary.report.read.model import Picture
from utest.report.outputs import PNG

EMBEDDED = base64.b64encode(PNG).decode()


def test_pictures_next_to_the_log_are_links() -> None:
    """A screenshot that is both shown and linked is one picture."""
    html = '<a href="quash/a.png"><img src="quash/a.png" width="300"></a>'
    assert read_html(html).pictures == (Picture("quash/a.png"),)


def test_embedded_pictures_are_data() -> None:
    """AppiumLibrary puts a screenshot without a file name into the log itself."""
    html = f'<img src="data:image/png;base64,{EMBEDDED}">'
    assert read_html(html).pictures == (Picture(data=PNG, suffix="png"),)


@pytest.mark.parametrize(
    "source",
    ["http://evil.example/a.png", "//evil.example/a.png", "javascript:alert(1)", "data:image/svg+xml;base64,AA"],
)
def test_nothing_from_elsewhere_is_a_picture(source: str) -> None:
    """A report loads nothing from the network and no executable markup."""
    assert read_html(f'<img src="{source}">').pictures == ()


def test_links_next_to_the_log_are_kept() -> None:
    """Links to files next to the log are kept; links to other hosts are dropped."""
    assert read_html('<a href="quash/a.xml">x</a><a href="https://a.example/">y</a>').links == ("quash/a.xml",)


def test_text_is_that_of_a_reader() -> None:
    """Entities are resolved, and blocks become lines."""
    assert read_html("<p>a &lt;b&gt;</p><div>c</div>").text == "a <b>\nc"


def test_message_without_mark_is_plain() -> None:
    """Only messages with Robot's mark are read as HTML."""
    assert plain_text("<b>stays</b>") == "<b>stays</b>"
    assert plain_text("*HTML*<b>goes</b>") == "goes"


def test_removed_content_is_noted() -> None:
    """Robot's note about removed content is found."""
    assert removal_note('*HTML*<span class="robot-note">Content removed using --removekeywords.</span>') == (
        "Content removed using --removekeywords."
    )
    assert removal_note("robot-note") == ""

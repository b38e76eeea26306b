"""The report as one file of HTML: no program in it, and nothing that it asks for."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from markupsafe import Markup

from plnkit import clock, tokens
from plnkit.language import current, direction
from plnkit.model import Book
from plnkit.report.body import Content, body

MARK = '<meta name="generator" content="plnkit report">'
_HERE = Path(__file__).parent
_PAGE = """\
<!doctype html>
<html lang="{language}"{turned}>
<head>
<meta charset="utf-8">
{mark}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(  # noqa: PLR0913 - each by its name
    book: Book,
    *,
    names: bool = True,
    then: Book | None = None,
    since: str = "",
    changed: Sequence[str] = (),
    today: date | None = None,
) -> str:
    """Return the report of a book: an HTML file that needs nothing else, to keep, show and print.

    `changed` says in sentences what changed since `then`, a picture that `since` names. Without
    `names`, no name of anybody is in it, nor what is told about members.
    """
    content = Content(book, today or clock.today(), then, since, tuple(changed))
    shown = content if names else content.disguised()
    turned = Markup(' dir="rtl"') if direction(current()) == "rtl" else ""
    return str(
        _page().format(language=current(), turned=turned, title=shown.title, body=body(shown))
    )


@cache
def _page() -> Markup:
    """Return the file with its style, open for its language, a title and a body."""
    style = tokens.paper() + (_HERE / "page.css").read_text("utf-8")
    doubled = style.replace("{", "{{").replace("}", "}}")
    return Markup(_PAGE.replace("{mark}", MARK).replace("{style}", doubled))  # noqa: S704 - ours

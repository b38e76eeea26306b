"""How it begins: a file, or something that was copied."""

from markupsafe import Markup

from plnkit.html import h
from plnkit.views.panel import hint
from plnkit.views.sending import LARGEST

FROM = (
    "Contacts of LinkedIn, Google, Outlook or your phone, a calendar, the feeds that you read, a "
    "spreadsheet, another network. You see who is in it and choose whom you take; of the rest "
    "nothing is kept."
)
SIZE = (
    f"Up to {LARGEST // 10**6} MB at once, several files or one. `plnkit import` on the command line "
    "takes 50 MB."
)
COPIED = "Rows of a spreadsheet with their headings, vCards, or one name a line."


def drawn(turn: int) -> Markup:
    """Return the two ways to bring something; with another `turn`, both are empty."""
    file, text = "pln-bring-file", "pln-bring-paste"
    return h(
        "div",
        h("p", FROM, class_="pln-hint", tabindex="-1", data_focus="start"),
        h("label", "Choose a file", for_=file, class_="pln-label"),
        h(
            "input",
            type="file",
            id=file,
            multiple=True,
            class_="pln-field pln-file",
            data_file="offer",
            data_key=f"file-{turn}",
        ),
        hint(*_with_code(SIZE)),
        h(
            "details",
            h("summary", "Or paste what you copied"),
            h("label", "What you copied", for_=text, class_="pln-label"),
            h(
                "textarea",
                id=text,
                rows=4,
                class_="pln-field",
                spellcheck="false",
                autocomplete="off",
                data_key=f"paste-{turn}",
            ),
            hint(COPIED),
            h(
                "button",
                "Look at it",
                type="button",
                class_="pln-button pln-quiet",
                data_pastes=text,
                data_key="pastes",
            ),
            data_key="paste",
        ),
        data_key="starting",
    )


def _with_code(text: str) -> list[str | Markup]:
    """Return a text in which what stands between backticks is set as code."""
    return [h("code", part) if number % 2 else part for number, part in enumerate(text.split("`"))]

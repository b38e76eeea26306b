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
SIZE = f"Up to {LARGEST // 10**6} MB at once, several files or one."
WHERE = (  # as far as it is known: menus move
    (
        "LinkedIn",
        (
            "on a computer: Me, Settings & Privacy, Data privacy, Get a copy of your data. Choose "
            "the connections; of a large archive they come about a day later."
        ),
    ),
    ("Google Contacts", "on the web: look for Export, and choose Google CSV or vCard."),
    ("Outlook", "on a Windows desktop: File, Open & Export, Import/Export, Export to a file."),
    ("A phone or a Mac", "look for vCard: in Contacts of a Mac it is File, Export, Export vCard."),
    ("A calendar", "look for Export or iCalendar: in Google Calendar, Settings, Import & export."),
    ("Feeds and podcasts", "look for OPML among import and export."),
    ("Anything else", "save it as CSV or Excel, or copy the rows and paste them here."),
)
COPIED = "Rows of a spreadsheet with their headings, vCards, or one name a line."


def drawn(turn: int) -> Markup:
    """Return the two ways to bring something; with another `turn`, both are empty."""
    where = [h("li", h("b", what), ", ", how) for what, how in WHERE]
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
        hint(SIZE),
        h(
            "details",
            h("summary", "Where do I find such a file?"),
            h("ul", *where, class_="pln-recap pln-where"),
            data_key="where",
        ),
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

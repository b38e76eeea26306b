"""How it begins: a file, or something that was copied."""

from markupsafe import Markup

from plnkit.html import h, trh
from plnkit.language import N_, Lines, tr
from plnkit.views.panel import hint
from plnkit.views.sending import LARGEST

FROM = N_(
    "Contacts from LinkedIn, Google, Outlook or your phone, a calendar, the feeds"
    " you read, a spreadsheet, another network. You see who is in it and choose "
    "whom to take; nothing else is kept."
)
SIZE = N_("Up to {size} MB at once, several files or one.")
WHERE = (  # as far as it is known: menus move
    Lines(
        N_("LinkedIn"),
        N_(
            "on a computer: Me, Settings & Privacy, Data privacy, Get a copy of your data. Choose "
            "the connections; of a large archive they come about a day later."
        ),
    ),
    Lines(
        N_("Google Contacts"), N_("on the web: look for Export, and choose Google CSV or vCard.")
    ),
    Lines(
        N_("Outlook"),
        N_("on a Windows desktop: File, Open & Export, Import/Export, Export to a file."),
    ),
    Lines(
        N_("A phone or a Mac"),
        N_("look for vCard: in Contacts of a Mac it is File, Export, Export vCard."),
    ),
    Lines(
        N_("A calendar"),
        N_("look for Export or iCalendar: in Google Calendar, Settings, Import & export."),
    ),
    Lines(N_("Feeds and podcasts"), N_("look for OPML among import and export.")),
    Lines(
        N_("Anything else"), N_("save it as CSV or Excel, or copy the rows and paste them here.")
    ),
)
COPIED = N_("Rows of a spreadsheet with their headings, vCards, or one name a line.")


def drawn(turn: int) -> Markup:
    """Return the two ways to bring something; with another `turn`, both are empty."""
    where = [h("li", trh("{what}, {how}", what=h("b", what), how=how)) for what, how in WHERE]
    file, text = "pln-bring-file", "pln-bring-paste"
    return h(
        "div",
        h("p", tr(FROM), class_="pln-hint", tabindex="-1", data_focus="start"),
        h("label", tr("Choose a file"), for_=file, class_="pln-label"),
        h(
            "input",
            type="file",
            id=file,
            multiple=True,
            class_="pln-field pln-file",
            data_file="offer",
            data_key=f"file-{turn}",
        ),
        hint(tr(SIZE, size=LARGEST // 10**6)),
        h(
            "details",
            h("summary", tr("Where do I find such a file?")),
            h("ul", *where, class_="pln-recap pln-where"),
            data_key="where",
        ),
        h(
            "details",
            h("summary", tr("Or paste what you copied")),
            h("label", tr("What you copied"), for_=text, class_="pln-label"),
            h(
                "textarea",
                id=text,
                rows=4,
                class_="pln-field",
                spellcheck="false",
                autocomplete="off",
                data_key=f"paste-{turn}",
            ),
            hint(tr(COPIED)),
            h(
                "button",
                tr("Look at it"),
                type="button",
                class_="pln-button pln-quiet",
                data_pastes=text,
                data_key="pastes",
            ),
            data_key="paste",
        ),
        data_key="starting",
    )

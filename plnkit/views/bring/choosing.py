"""The page of an address book: counts with their reasons, filters, a list to tick, and what to do then."""

import json
from collections.abc import Iterable, Sequence
from functools import reduce

from markupsafe import Markup

from plnkit import language
from plnkit.exchange.incoming import Brought
from plnkit.exchange.preview import Candidate
from plnkit.exchange.staging import Skipped, Staged
from plnkit.html import Child, h, trh, trnh
from plnkit.language import N_, Phrases, tr, trn, trp
from plnkit.model import Member
from plnkit.views.bring.looking import FEW, PAGE, Found, Looking
from plnkit.views.panel import button, chips, day, hint, name, row
from plnkit.words import isolated, listed, shortened

REASONS = 5  # told of what was left out; the file has all of them
ALIKE = 4  # members of the book who are offered as the same
TALKS = N_("those with people you tick go into your log")
FIELDS = Phrases(  # what can be filled in
    {
        "name": N_("name"),
        "email": N_("e-mail"),
        "url": N_("web address"),
        "organisation": N_("organisation"),
        "role": N_("role"),
        "note": N_("a note"),
        "topics": N_("topics"),
        "channels": N_("how you meet"),
        "closeness": N_("how close"),
        "began": N_("began"),
        "met": N_("met"),
        "my_organisation": N_("my organisation"),
        "intent": N_("intent"),
        "participation": N_("participation"),
        "rhythm": N_("rhythm"),
        "trust_competence": N_("trust in what they know"),
        "trust_goodwill": N_("trust that they mean well"),
        "ties_asked": N_("ties asked"),
    }
)


def drawn(looking: Looking) -> Markup:
    """Return the page of an address book."""
    brought, found = looking.brought, looking.found
    many = len(found.preview.candidates)
    if not many:
        return _nothing(looking)
    return h(
        "div",
        heading(brought),
        _me(brought.staged),
        _counts(found),
        left_out(_others(brought.staged)),
        hint(_not_a_network(found)) if many > FEW else None,
        _filters(looking),
        h(
            "div", _those(looking), _list(looking), _bar(looking),
            class_="pln-ticking", data_key="ticking",
        ),
        data_key="looking",
    )  # fmt: skip


def heading(brought: Brought) -> Markup:
    """Return what it is that is looked at, for every kind of file."""
    return h(
        "h2", name(brought.name), ": ", brought.title,
        class_="pln-question", tabindex="-1", data_focus=f"look-{brought.name}", data_top=True,
    )  # fmt: skip


def _me(staged: Staged) -> Markup | None:
    """Return whom a calendar was taken to be of, and the way to say that it is another."""
    if not staged.me:
        return None
    names = reduce(_and, map(name, staged.me))
    another = button(tr("Another address"), "other", kind="link")
    you = h("span", trh("You are {names}.", names=names))
    return h("div", you, another, class_="pln-row pln-me", data_key="me")


def _and(before: Markup, one: Markup) -> Markup:
    return trh("{one} and {another}", one=before, another=one)


def _others(staged: Staged) -> Sequence[Skipped]:
    """Return what was left out, without the line on who is me: the page says that itself."""
    return [one for one in staged.skipped if one.where not in staged.me]


def _nothing(looking: Looking) -> Markup:
    return h(
        "div",
        heading(looking.brought),
        h("p", tr("There is nobody in it to put into your network.")),
        _me(looking.brought.staged),
        left_out(_others(looking.brought.staged)),
        row(button(trp("file", "Leave it"), "leave", kind="quiet")),
        data_key="looking",
    )


# --- what is in it ------------------------------------------------------------------------------


def noun(members: Iterable[Member], number: int) -> str:
    """Return a number of members as what they are: people, sources, or both."""
    kinds = {member.kind for member in members}
    if kinds == {"person"}:
        return trn("{n} person", "{n} people", number)
    if kinds == {"source"}:
        return trn("{n} source", "{n} sources", number)
    return trn("{n} member", "{n} members", number)


def _counts(found: Found) -> Markup:
    preview = found.preview
    new, asked, matched = (preview.count(fate) for fate in ("new", "asked", "matched"))
    talks = len(preview.staged.content.interactions)
    lines = [
        (new, trn("{n} new", "{n} new", new), ""),
        (asked, trn("{n} perhaps here already", "{n} perhaps here already", asked), _nearly(asked)),
        (
            matched,
            trn("{n} already in your network", "{n} already in your network", matched),
            _fuller(preview.candidates),
        ),
        (talks, trn("{n} meeting or talk", "{n} meetings and talks", talks), tr(TALKS)),
    ]
    items = [_counted(said, more) for n, said, more in lines if n]
    return h("ul", *items, class_="pln-recap")


def _counted(said: str, more: str) -> Markup:
    bold = h("b", said)
    return h("li", trh("{count}: {what}", count=bold, what=more) if more else bold)


def _nearly(number: int) -> str:
    return trn(
        "a name is nearly the same, and you are asked about it",
        "names are nearly the same, and you are asked about those that you tick",
        number,
    )


def _fuller(candidates: Sequence[Candidate]) -> str:
    fuller = sum(bool(one.fills) for one in candidates)
    if not fuller:
        return tr("what you wrote stays")
    return trn(
        "what you wrote stays; of {n} the file can fill in what is empty",
        "what you wrote stays; of {n} the file can fill in what is empty",
        fuller,
    )


def left_out(skipped: Sequence[Skipped]) -> Markup | None:
    """Return what was left out, with the reasons, and as a file."""
    if not skipped:
        return None
    people = sum(one.member for one in skipped)
    title = trn("{n} left out, and why", "{n} left out, and why", people)
    items = [h("li", shortened(str(one))) for one in skipped[:REASONS]]
    more = len(skipped) - REASONS
    last = h("li", trn("and {n} more like this", "and {n} more like these", more))
    return h(
        "details",
        h("summary", title if people else tr("Good to know")),
        h("ul", *items, last if more > 0 else None, class_="pln-recap"),
        row(button(tr("Save them as a file"), "rejects", kind="quiet")) if people else None,
        data_key="left-out",
    )


def _not_a_network(found: Found) -> str:
    many = len(found.preview.candidates)
    if {one.member.kind for one in found.preview.candidates} == {"source"}:
        return trn(
            "{n} source is not a learning network: tick it if you learn from it.",
            "{n} sources are not a learning network: tick those you learn from.",
            many,
        )
    return trn(
        "{n} contact is not a learning network: tick them if you learn from them.",
        "{n} contacts are not a learning network: tick those you learn from.",
        many,
    )


# --- whom to look at ----------------------------------------------------------------------------


def _filters(looking: Looking) -> Markup | None:
    found = looking.found
    if looking.waiting or len(found.preview.candidates) <= FEW:
        return None
    facts = found.preview.staged.facts.values()
    wanted, members = found.wanted, [one.member for one in found.preview.candidates]
    more = [
        _field("organisation", tr("Organisation"), wanted.organisation)
        if any(m.organisation for m in members)
        else None,
        _field("position", tr("Position"), wanted.position)
        if any(f.position for f in facts)
        else None,
        _label(found) if found.labels else None,
        _field(
            "since", tr("Connected, met or talked to since"), str(wanted.since or ""), kind="date"
        )
        if any(f.since or f.talked for f in facts)
        else None,
    ]
    talked = any(f.talked for f in facts)
    return h(
        "div",
        _field("text", tr("Search"), wanted.text, kind="search"),
        h(
            "details",
            h("summary", tr("More ways to find them")),
            h("div", *more, class_="pln-side"),
            chips(tr("Talks"), "talked", [("1", tr("Only those I talked to"), wanted.talked)])
            if talked
            else None,
            data_key="more-filters",
        )
        if any(more) or talked
        else None,
        role="search",
        aria_label=tr("Whom to look at"),
        class_="pln-filters",
        data_key="filters",
    )


def _field(what: str, label: str, value: str, kind: str = "text") -> Markup:
    id = f"pln-bring-{what}"
    box = h(
        "input",
        type=kind,
        id=id,
        value=value,
        autocomplete="off",
        class_="pln-field",
        data_change="filter",
        data_value=what,
        data_live=kind != "date",
    )
    return h("div", h("label", label, for_=id, class_="pln-label"), box, data_key=f"by-{what}")


def _label(found: Found) -> Markup:
    options = [
        h("option", text, value=value, selected=value == found.wanted.group)
        for value, text in [("", tr("any")), *((one, one) for one in found.labels)]
    ]
    id = "pln-bring-group"
    box = h("select", *options, id=id, class_="pln-field", data_change="filter", data_value="group")
    return h("div", h("label", tr("Label"), for_=id, class_="pln-label"), box, data_key="by-group")


def _those(looking: Looking) -> Markup:
    """Return how many are let through, and what can be done with all of them."""
    people = looking.seen
    if looking.waiting:
        asked = trn(
            "{n} person whom you may have already.",
            "{n} people whom you may have already.",
            len(people),
        )
        everybody = button(tr("Show everybody"), "everybody", kind="link")
        told = h("p", asked, class_="pln-hint", tabindex="-1", data_near=not looking.open)
        return h("div", told, everybody, class_="pln-row pln-those", data_key="those")
    free = [one for one in people if looking.found.brings(one)]
    to_tick = sum(one.member.id not in looking.ticked for one in free)
    many = len(looking.found.preview.candidates)
    shown = (
        tr("{number} of {all}", number=len(people), all=many)
        if len(people) < many
        else tr("All {number}", number=many)
    )
    these = trn("Tick these {n}", "Tick these {n}", to_tick)
    return h(
        "div",
        h("p", shown, class_="pln-soft", role="status", tabindex="-1", data_near=True),
        button(these, "these", kind="quiet") if to_tick > 1 else None,
        button(tr("Untick all"), "none", kind="link") if looking.ticked else None,
        class_="pln-row pln-those",
        data_key="those",
    )


# --- the list -----------------------------------------------------------------------------------


def _list(looking: Looking) -> Markup:
    people = looking.seen
    rows = [_row(looking, one) for one in people[: looking.shown]]
    more = len(people) - looking.shown
    if not rows:
        return h(
            "p",
            tr("Nobody matches: use fewer words or filters."),
            class_="pln-hint",
            data_key="none",
        )
    show = tr("Show {number} more", number=min(more, PAGE))
    return h(
        "div",
        h("ul", *rows, class_="pln-contacts", role="list", aria_label=tr("Contacts")),
        row(button(show, "more", kind="quiet")) if more > 0 else None,
        class_="pln-rows",
        data_key="list",
    )


def _row(looking: Looking, one: Candidate) -> Markup:
    id = one.member.id
    on = id in looking.ticked
    texts = h(
        "span",
        h("b", name(one.member.name)),
        *[h("span", line, class_="pln-soft") for line in _lines(looking, one)],
        class_="pln-who",
    )
    if not looking.found.brings(one):
        return h("li", h("div", texts, class_="pln-pick pln-here"), data_key=f"row-{id}")
    tick = h(
        "button",
        h("span", aria_hidden="true", class_="pln-box"),
        texts,
        type="button",
        role="checkbox",
        aria_checked="true" if on else "false",
        class_="pln-pick",
        data_do="tick",
        data_value=id,
        data_key="tick",
    )
    return h("li", tick, _same(looking, one) if on and one.alike else None, data_key=f"row-{id}")


def _lines(looking: Looking, one: Candidate) -> list[Child]:
    facts, member = one.facts, one.member
    what = [text for text in (facts.position, member.organisation) if text]
    if not what and not facts.position:
        what = [text for text in (member.email or member.url,) if text]
    about: list[Child] = [" · ".join(what)] if what else []
    if facts.talked:
        about += [" · " if about else "", trh("last talked {day}", day=day(facts.talked))]
    elif facts.since:
        about += [" · " if about else "", tr("since {year}", year=str(facts.since.year))]
    return [line for line in (about, _here(looking, one)) if line]


def _here(looking: Looking, one: Candidate) -> str:
    if one.mine is None:
        return ""
    talks = looking.found.talks.get(one.member.id, 0)
    news = [FIELDS.get(field, field.replace("_", " ")) for field in one.fills]
    adds = [tr("fills in {what}", what=listed(news))] if news else []
    adds += (
        [trn("adds {n} entry to your log", "adds {n} entries to your log", talks)] if talks else []
    )
    already = tr("Already in your network")
    if one.mine.name != one.member.name:
        already = tr("In your network as {name}", name=isolated(one.mine.name))
    return tr("{already}: {adds}", already=already, adds=language.listed(adds)) if adds else already


def _same(looking: Looking, one: Candidate) -> Markup:
    """Ask whether somebody is somebody of the book, or say what was answered."""
    id = one.member.id
    said = looking.answers.get(id)
    here = not looking.waiting or id == looking.next  # the focus comes here
    offered = [m for m in one.alike if said in (None, m.id)][:ALIKE]
    if said is not None:
        text = (
            trh("The same as {name}", name=name(offered[0].name))
            if offered
            else tr("Another person")
        )
        change = button(
            tr("Change"), "same", json.dumps([id, None]), kind="link", said=tr("Change the answer")
        )
        told = h("span", "✓ ", text, tabindex="-1", data_near=here)
        return h("div", told, change, class_="pln-same", data_key="same")
    return h(
        "div",
        h("p", _is_it(one, offered), tabindex="-1", data_near=here),
        h(
            "div",
            *[
                button(
                    tr("Yes, the same")
                    if len(offered) == 1
                    else trh("Yes: {name}", name=[name(m.name), _of(m)]),
                    "same", json.dumps([id, m.id]), kind="quiet",
                )
                for m in offered
            ],
            button(tr("No, another"), "same", json.dumps([id, ""]), kind="quiet"),
            class_="pln-row",
        ),
        class_="pln-same",
        data_key="same",
    )  # fmt: skip


def _is_it(one: Candidate, offered: Sequence[Member]) -> Markup:
    who = name(one.member.name)
    if len(offered) != 1:
        return trh("Is {name} the same as somebody in your network?", name=who)
    (other,) = offered
    return trh(
        "Is {name} the same as {other} in your network?",
        name=who,
        other=[name(other.name), _of(other)],
    )


def _of(member: Member) -> Child:
    return [" (", name(member.organisation), ")"] if member.organisation else None


# --- what to do ---------------------------------------------------------------------------------


def _bar(looking: Looking) -> Markup:
    ready, waiting = len(looking.ready), len(looking.open)
    put = trn("Put {n} into my network", "Put {n} into my network", ready)
    ticked = len(looking.ticked)
    look = tr("see above") if looking.waiting else button(tr("Look"), "waiting", kind="link")
    return h(
        "div",
        h("p", trn("{n} ticked", "{n} ticked", ticked), class_="pln-ticked", role="status"),
        h(
            "p",
            trnh(
                "{n} waits for your answer: {look}",
                "{n} wait for your answer: {look}",
                waiting,
                look=look,
            ),
            class_="pln-soft",
            data_key="open",
        )
        if waiting
        else None,
        h(
            "div",
            button(put, "put") if ready else None,
            button(trp("file", "Leave it"), "leave", kind="link"),
            class_="pln-row",
        ),
        class_="pln-dock",
        data_key="bar",
    )

"""The page of an address book: counts with their reasons, filters, a list to tick, and what to do then."""

import json
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from plnkit.exchange.incoming import Brought
from plnkit.exchange.preview import Candidate
from plnkit.exchange.staging import Skipped, Staged
from plnkit.html import Child, h
from plnkit.model import Member
from plnkit.views.bring.looking import FEW, PAGE, Found, Looking
from plnkit.views.panel import button, chips, day, hint, name, row
from plnkit.words import count, listed, shortened

REASONS = 5  # told of what was left out; the file has all of them
ALIKE = 4  # members of the book who are offered as the same
TALKS = "those with whom you tick go into your log"
FIELDS = {  # what can be filled in
    "email": "e-mail",
    "url": "web address",
    "note": "a note",
    "topics": "topics",
    "channels": "how you meet",
    "closeness": "how close",
}


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
    you = [part for one in staged.me for part in (" and ", name(one))][1:]
    another = button("Another address", "other", kind="link")
    return h(
        "div", h("span", "You are ", *you, "."), another, class_="pln-row pln-me", data_key="me"
    )


def _others(staged: Staged) -> Sequence[Skipped]:
    """Return what was left out, without the line on who is me: the page says that itself."""
    return [one for one in staged.skipped if one.where not in staged.me]


def _nothing(looking: Looking) -> Markup:
    return h(
        "div",
        heading(looking.brought),
        h("p", "Nobody whom a network can take."),
        _me(looking.brought.staged),
        left_out(_others(looking.brought.staged)),
        row(button("Leave it", "leave", kind="quiet")),
        data_key="looking",
    )


# --- what is in it ------------------------------------------------------------------------------


def noun(members: Iterable[Member], number: int) -> str:
    """Return a number of members as what they are: people, sources, or both."""
    kinds = {member.kind for member in members}
    one, many = {
        frozenset({"person"}): ("person", "people"),
        frozenset({"source"}): ("source", "sources"),
    }.get(frozenset(kinds), ("member", "members"))
    return count(number, one, many)


def _counts(found: Found) -> Markup:
    preview = found.preview
    new, asked, matched = (preview.count(fate) for fate in ("new", "asked", "matched"))
    talks = len(preview.staged.content.interactions)
    lines = [
        (new, "new", ""),
        (asked, "perhaps here already", f": {_nearly(asked)}"),
        (matched, "already in your network", f": {_fuller(preview.candidates)}"),
        (talks, "meeting or talk" if talks == 1 else "meetings and talks", f": {TALKS}"),
    ]
    items = [h("li", h("b", f"{n:,} {what}"), more) for n, what, more in lines if n]
    return h("ul", *items, class_="pln-recap")


def _nearly(number: int) -> str:
    if number == 1:
        return "a name is nearly the same, and you are asked about it"
    return "names are nearly the same, and you are asked about those that you tick"


def _fuller(candidates: Sequence[Candidate]) -> str:
    fuller = sum(bool(one.fills) for one in candidates)
    if not fuller:
        return "what you wrote stays"
    return f"what you wrote stays; of {fuller:,} the file can fill in what is empty"


def left_out(skipped: Sequence[Skipped]) -> Markup | None:
    """Return what was left out, with the reasons, and as a file."""
    if not skipped:
        return None
    people = sum(one.member for one in skipped)
    title = f"{people:,} left out, and why" if people else "Good to know"
    items = [h("li", shortened(str(one))) for one in skipped[:REASONS]]
    more = len(skipped) - REASONS
    last = h("li", f"and {more:,} more like {'this' if more == 1 else 'these'}")
    return h(
        "details",
        h("summary", title),
        h("ul", *items, last if more > 0 else None, class_="pln-recap"),
        row(button("Save them as a file", "rejects", kind="quiet")) if people else None,
        data_key="left-out",
    )


def _not_a_network(found: Found) -> str:
    many = len(found.preview.candidates)
    kinds = {one.member.kind for one in found.preview.candidates}
    them = f"{many:,} {'sources' if kinds == {'source'} else 'contacts'}"
    return f"{them} are not a learning network: tick those you learn from."


# --- whom to look at ----------------------------------------------------------------------------


def _filters(looking: Looking) -> Markup | None:
    found = looking.found
    if looking.waiting or len(found.preview.candidates) <= FEW:
        return None
    facts = found.preview.staged.facts.values()
    wanted, members = found.wanted, [one.member for one in found.preview.candidates]
    more = [
        _field("organisation", "Organisation", wanted.organisation)
        if any(m.organisation for m in members)
        else None,
        _field("position", "Position", wanted.position) if any(f.position for f in facts) else None,
        _label(found) if found.labels else None,
        _field("since", "Connected, met or talked to since", str(wanted.since or ""), kind="date")
        if any(f.since or f.talked for f in facts)
        else None,
    ]
    talked = any(f.talked for f in facts)
    return h(
        "div",
        _field("text", "Search", wanted.text, kind="search"),
        h(
            "details",
            h("summary", "More ways to find them"),
            h("div", *more, class_="pln-side"),
            chips("Talks", "talked", [("1", "Only those I talked to", wanted.talked)])
            if talked
            else None,
            data_key="more-filters",
        )
        if any(more) or talked
        else None,
        role="search",
        aria_label="Whom to look at",
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
        for value, text in [("", "any"), *((one, one) for one in found.labels)]
    ]
    id = "pln-bring-group"
    box = h("select", *options, id=id, class_="pln-field", data_change="filter", data_value="group")
    return h("div", h("label", "Label", for_=id, class_="pln-label"), box, data_key="by-group")


def _those(looking: Looking) -> Markup:
    """Return how many are let through, and what can be done with all of them."""
    people = looking.seen
    if looking.waiting:
        asked = f"{count(len(people), 'person', 'people')} whom you may have already."
        everybody = button("Show everybody", "everybody", kind="link")
        told = h("p", asked, class_="pln-hint", tabindex="-1", data_near=not looking.open)
        return h("div", told, everybody, class_="pln-row pln-those", data_key="those")
    free = [one for one in people if looking.found.brings(one)]
    to_tick = sum(one.member.id not in looking.ticked for one in free)
    many = len(looking.found.preview.candidates)
    shown = f"{len(people):,} of {many:,}" if len(people) < many else f"All {many:,}"
    return h(
        "div",
        h("p", shown, class_="pln-soft", role="status", tabindex="-1", data_near=True),
        button(f"Tick these {to_tick:,}", "these", kind="quiet") if to_tick > 1 else None,
        button("Untick all", "none", kind="link") if looking.ticked else None,
        class_="pln-row pln-those",
        data_key="those",
    )


# --- the list -----------------------------------------------------------------------------------


def _list(looking: Looking) -> Markup:
    people = looking.seen
    rows = [_row(looking, one) for one in people[: looking.shown]]
    more = len(people) - looking.shown
    if not rows:
        return h("p", "Nobody is like that: look for less.", class_="pln-hint", data_key="none")
    return h(
        "div",
        h("ul", *rows, class_="pln-contacts", role="list", aria_label="Contacts"),
        row(button(f"Show {min(more, PAGE):,} more", "more", kind="quiet")) if more > 0 else None,
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
        about += [" · " if about else "", "last talked ", day(facts.talked)]
    elif facts.since:
        about += [" · " if about else "", f"since {facts.since.year}"]
    return [line for line in (about, _here(looking, one)) if line]


def _here(looking: Looking, one: Candidate) -> str:
    if one.mine is None:
        return ""
    talks = looking.found.talks.get(one.member.id, 0)
    news = [FIELDS.get(field, field.replace("_", " ")) for field in one.fills]
    adds = [f"fills in {listed(news)}"] if news else []
    adds += [f"adds {count(talks, 'entry', 'entries')} to your log"] if talks else []
    already = "Already in your network"
    if one.mine.name != one.member.name:
        already = f"In your network as {listed([one.mine.name])}"
    return f"{already}: {' and '.join(adds)}" if adds else already


def _same(looking: Looking, one: Candidate) -> Markup:
    """Ask whether somebody is somebody of the book, or say what was answered."""
    id = one.member.id
    said = looking.answers.get(id)
    here = not looking.waiting or id == looking.next  # the focus comes here
    offered = [m for m in one.alike if said in (None, m.id)][:ALIKE]
    if said is not None:
        text: Child = ["The same as ", name(offered[0].name)] if offered else "Another person"
        change = button(
            "Change", "same", json.dumps([id, None]), kind="link", said="Change the answer"
        )
        told = h("span", "✓ ", text, tabindex="-1", data_near=here)
        return h("div", told, change, class_="pln-same", data_key="same")
    return h(
        "div",
        h(
            "p", "Is ", name(one.member.name), " the same as ",
            [name(offered[0].name), _of(offered[0])] if len(offered) == 1 else "somebody",
            " in your network?", tabindex="-1", data_near=here,
        ),
        h(
            "div",
            *[
                button(
                    "Yes, the same" if len(offered) == 1 else ["Yes: ", name(m.name), _of(m)],
                    "same", json.dumps([id, m.id]), kind="quiet",
                )
                for m in offered
            ],
            button("No, another", "same", json.dumps([id, ""]), kind="quiet"),
            class_="pln-row",
        ),
        class_="pln-same",
        data_key="same",
    )  # fmt: skip


def _of(member: Member) -> Child:
    return [" (", name(member.organisation), ")"] if member.organisation else None


# --- what to do ---------------------------------------------------------------------------------


def _bar(looking: Looking) -> Markup:
    ready, waiting = len(looking.ready), len(looking.open)
    verb = "waits" if waiting == 1 else "wait"
    put = button(f"Put {ready:,} into my network", "put") if ready else None
    return h(
        "div",
        h("p", f"{len(looking.ticked):,} ticked", class_="pln-ticked", role="status"),
        h(
            "p",
            f"{waiting:,} {verb} for your answer: ",
            button("Look", "waiting", kind="link") if not looking.waiting else "see above",
            class_="pln-soft",
            data_key="open",
        )
        if waiting
        else None,
        h("div", put, button("Leave it", "leave", kind="link"), class_="pln-row"),
        class_="pln-dock",
        data_key="bar",
    )

"""A card as somebody in an address book."""

import re

from plnkit.exchange.contacts import Contact, plain_email, plain_url
from plnkit.exchange.staging import Skipped
from plnkit.exchange.vcard.cards import Card
from plnkit.exchange.vcard.lines import parts, plain
from plnkit.language import tr

_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_WEB = ("URL", "SOCIALPROFILE", "X-SOCIALPROFILE")
_SYSTEM = ("mycontacts", "starred")  # what Google puts everybody into
_LINKEDIN = re.compile(r"([a-z]+\.)?linkedin\.com/")


def contact(card: Card) -> Contact | Skipped:
    """Return whom a card is of, or why it is of nobody."""
    if any(card.text(kind).strip().casefold() == "group" for kind in _KINDS):
        return Skipped(card.where, tr("this is a group, and not a person"), raw=card.raw)
    emails, sites = _emails(card), _sites(card)
    return Contact(
        where=card.where,
        name=_name(card),
        email=emails[0] if emails else "",
        url=sites[0] if sites else "",
        organisation=_organisation(card),
        position=card.text("TITLE") or card.text("ROLE"),
        note="\n".join(filter(None, (plain(one.value).strip() for one in card.all("NOTE")))),
        groups=_groups(card),
        addresses=(*emails[1:], *sites[1:]),
        kind="source" if _is_company(card) else "person",
        raw=card.raw,
    )


def _is_company(card: Card) -> bool:
    """Return whether a card is of a company: it says so, or has no other name."""
    if any(card.text(kind).strip().casefold() in ("org", "organization") for kind in _KINDS):
        return True
    if card.text("X-ABSHOWAS").strip().casefold() == "company":  # Apple
        return True
    company, name = _organisation(card), _of_its_parts(card) or card.text("NICKNAME")
    return bool(company) and not name and card.text("FN").strip() in ("", company)


def _name(card: Card) -> str:
    """Return the name as it is written, else as it is put together, else what else there is."""
    return (
        card.text("FN")
        or _of_its_parts(card)
        or card.text("NICKNAME")
        or _organisation(card)
        or next(iter(_emails(card)), "")
    )


def _of_its_parts(card: Card) -> str:
    """Return a name of family, given, further names, titles before it, and after it."""
    for one in card.all("N"):
        family, given, further, before, after = (*parts(one.value, ";"), *[""] * 5)[:5]
        if name := " ".join(f"{before} {given} {further} {family} {after}".split()):
            return name
    return ""


def _emails(card: Card) -> list[str]:
    texts = (plain(one.value).strip() for one in card.all("EMAIL"))
    return list(dict.fromkeys(filter(plain_email, texts)))


def _sites(card: Card) -> list[str]:
    """Return web addresses; a profile at LinkedIn comes first, since it says who somebody is."""
    texts = (plain(one.value).strip() for name in _WEB for one in card.all(name))
    sites = dict.fromkeys(filter(_is_site, texts))
    return sorted(sites, key=lambda site: not _LINKEDIN.match(plain_url(site)))


def _is_site(text: str) -> bool:
    scheme, colon, _ = text.casefold().partition(":")
    return bool(plain_url(text)) and (scheme in ("http", "https") or not colon)


def _organisation(card: Card) -> str:
    """Return the company; its department comes after it."""
    names = (part.strip() for one in card.all("ORG") for part in parts(one.value, ";"))
    return next(filter(None, names), "")


def _groups(card: Card) -> tuple[str, ...]:
    texts = (text for one in card.all("CATEGORIES") for text in parts(one.value, ","))
    names = (" ".join(text.removeprefix("* ").split()) for text in texts)
    return tuple(dict.fromkeys(n for n in names if n and n.casefold() not in _SYSTEM))

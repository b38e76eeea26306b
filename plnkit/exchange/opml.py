"""OPML: the blogs, podcasts and channels that somebody follows in a reader of feeds.

::

    <opml version="2.0">
      <body>
        <outline text="Learning">
          <outline type="rss" text="Ana's blog" xmlUrl="https://…/feed" htmlUrl="https://…"/>

An outline with a feed, or with a link, is a source. One without is a folder, and a topic of what
stands in it. A feed that stands in several folders is one source, with all of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from plnkit.errors import NotReadable
from plnkit.exchange.contacts import Contact, line, plain_url, staged
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.markup import is_xml, named, root_name, tree
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TITLE = N_("feeds that you follow")
TOGETHER = True

SOURCES = 30_000  # that are read: nobody follows as many
FOLDERS = 10  # in one another that are kept
_SHOWN = 300  # letters of an outline that was left out
_LETTERS, _NAME = 2_000, 200  # of an address, of a name
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_PODCASTS = re.compile(r"podcast|antennapod|pocket casts|overcast|gpodder", re.IGNORECASE)
_CHANNELS = re.compile(
    r"//(?:[\w-]+\.){0,3}(?:youtube\.com|youtu\.be|vimeo\.com|twitch\.tv)(?:/|$)", re.IGNORECASE
)
_WRAPPERS = ("feeds", "subscriptions")  # folders around everything, which say nothing


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline with an address: what it is called, of which type, where it leads and stands."""

    where: str
    name: str
    type: str
    feed: str
    page: str
    folders: tuple[str, ...]
    heard: bool  # in a file, or in a folder, of podcasts

    @property
    def url(self) -> str:
        """The page that a person opens; where it has none, the feed."""
        return self.page or self.feed

    @property
    def role(self) -> str:
        """Whether it is read, or heard and seen."""
        channel = _CHANNELS.search(self.feed) or _CHANNELS.search(self.page)
        heard = self.heard or self.type == "podcast" or channel
        return "podcast or video" if heard else "blog or newsletter"


def recognises(file: Given) -> bool:
    """Return whether a file is OPML."""
    return is_xml(file) and root_name(file) == "opml"


def read(files: Sequence[Given], asked: Asked) -> Staged:  # noqa: ARG001 - nothing is asked
    """Return the sources that the files list.

    Raises `NotReadable` where a file is broken, or where none of them lists any.
    """
    every = (one for file in files for one in _outlines(file))
    found = list(islice(every, SOURCES + 1))
    outlines = [one for one in found[:SOURCES] if isinstance(one, Outline)]
    skipped = [one for one in found[:SOURCES] if isinstance(one, Skipped)]
    if not outlines:
        raise NotReadable(
            tr(
                "{name} lists no feeds: export your subscriptions as OPML again.",
                name=files[0].name,
            )
        )
    if len(found) > SOURCES:
        why = tr("only the first {most} feeds were read", most=SOURCES)
        skipped.append(Skipped(files[-1].name, why))
    return staged(_contacts(outlines), skipped=skipped)


# --- outlines -----------------------------------------------------------------------------------


def _outlines(file: Given) -> Iterator[Outline | Skipped]:
    """Yield the outlines of a file that have an address, in their order."""
    root = tree(file)
    titles = (line(t.text or "") for head in named(root, "head") for t in named(head, "title"))
    heard = any(map(_PODCASTS.search, titles))
    at, place = 0, tr("outline {number}")
    for body in named(root, "body"):
        for element, folders in _walked(body, ()):
            at += 1
            one = _outline(element, f"{file.name}, {place.format(number=at)}", folders)
            if isinstance(one, Outline):
                yield replace(one, heard=heard or any(map(_PODCASTS.search, folders)))
            elif one is not None:
                yield one


def _walked(
    outer: "Element", folders: tuple[str, ...]
) -> Iterator[tuple["Element", tuple[str, ...]]]:
    """Yield each outline with the folders that it stands in; `markup` has bounded the depth."""
    for element in named(outer, "outline"):
        yield element, folders
        name = _text(element, "title") or _text(element, "text")
        inner = (name,) if name and name.casefold() not in _WRAPPERS else ()
        yield from _walked(element, (*folders, *inner)[:FOLDERS])


def _outline(element: "Element", where: str, folders: tuple[str, ...]) -> Outline | Skipped | None:
    """Return an outline that has an address; None for a folder, a text, or another list."""
    feed, link, page = (_text(element, name) for name in ("xmlurl", "url", "htmlurl"))
    kind = _text(element, "type").casefold()
    if not (feed or link) or kind == "include":
        return None
    one = Outline(where, "", kind, _web(feed), _web(page) or _web(link), folders, heard=False)
    said = _text(element, "title") or _text(element, "text")
    if not one.url:
        why = tr("its address is none of the web")
        return Skipped(where, why, member=True, raw=f"{said} {feed or link}".strip()[:_SHOWN])
    return replace(one, name=said[:_NAME] or plain_url(one.url).split("/")[0] or one.url)


def _text(element: "Element", name: str) -> str:
    """Return what an outline says under a name, in whatever case it is written."""
    found = (value for key, value in element.attrib.items() if key.lower() == name)
    return line(next(found, ""), _LETTERS)


def _web(text: str) -> str:
    """Return a web address; some write feed:https://… or feed://…."""
    address = re.sub(r"^feed:(?://(?=http)|(?=http))", "", text)
    address = re.sub(r"^feed://", "https://", address)
    return address if _WEB.fullmatch(address) else ""


# --- sources ------------------------------------------------------------------------------------


def _contacts(outlines: Iterable[Outline]) -> list[Contact]:
    """Return each source once, with all its folders."""
    once: dict[str, Contact] = {}
    for one in _told_apart(list(outlines)):
        contact = _contact(one)
        first = once.get(contact.id, contact)
        folders = tuple(dict.fromkeys((*first.groups, *contact.groups)))
        once[contact.id] = replace(first, groups=folders, topics=folders)
    return list(once.values())


def _told_apart(outlines: Sequence[Outline]) -> Iterator[Outline]:
    """Yield the outlines; those that share a page, as channels of a service do, with their feeds."""
    feeds: dict[str, set[str]] = defaultdict(set)
    for one in outlines:
        feeds[plain_url(one.page)].add(plain_url(one.feed))
    for one in outlines:
        shared = one.feed and len(feeds[plain_url(one.page)]) > 1
        yield replace(one, page="") if shared else one


def _contact(one: Outline) -> Contact:
    return Contact(
        one.where,
        one.name,
        url=one.url,
        groups=one.folders,
        topics=one.folders,
        kind="source",
        fields={"role": one.role},
        addresses=(one.feed,) if one.feed and one.feed != one.url else (),
    )

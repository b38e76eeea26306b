"""OPML: sources out of folders, each once, and nothing that is no address of the web."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import incoming, opml
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.staging import Staged
from plnkit.model import Member

ANA = '<outline type="rss" text="Ana" title="Ana\'s blog" xmlUrl="https://ana.example/feed" htmlUrl="https://ana.example/"/>'
BEN = '<outline text="Ben" xmlUrl="https://ben.example/rss"/>'


def opml_file(*outlines: str, title: str = "Feeds", name: str = "feeds.opml") -> Given:
    head = f"<head><title>{title}</title></head>"
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="1.0">{head}<body>'
    return Given(name, f"{text}{''.join(outlines)}</body></opml>".encode())


def folder(name: str, *inner: str) -> str:
    return f'<outline text="{name}" title="{name}">{"".join(inner)}</outline>'


def feed(url: str, **more: str) -> str:
    said = {"text": "A feed", "xmlUrl": url, **more}
    return outline(said)


def outline(said: dict[str, str]) -> str:
    return "<outline " + " ".join(f'{name}="{text}"' for name, text in said.items()) + "/>"


def read(*outlines: str, title: str = "Feeds") -> Staged:
    return opml.read([opml_file(*outlines, title=title)], Asked())


def only(found: Staged) -> Member:
    (member,) = found.content.members
    return member


def test_a_feed_is_a_source_with_the_page_that_a_person_opens() -> None:
    found = read(ANA)
    ana = only(found)
    assert (ana.name, ana.kind, ana.role) == ("Ana's blog", "source", "blog or newsletter")
    assert ana.url == "https://ana.example/"
    assert "https://ana.example/feed" in found.facts[ana.id].addresses
    assert found.contacts
    assert found.skipped == ()


def test_without_a_page_the_feed_is_the_address() -> None:
    assert only(read(BEN)).url == "https://ben.example/rss"


def test_folders_are_topics_and_groups() -> None:  # as Feedly and Inoreader write them
    found = read(folder("Learning", ANA, folder("Maps", BEN)), title="Rosa in feedly Cloud")
    assert {m.name: m.topics for m in found.content.members} == {
        "Ana's blog": ("Learning",),
        "Ben": ("Learning", "Maps"),
    }
    assert {f.groups for f in found.facts.values()} == {("Learning",), ("Learning", "Maps")}


def test_a_feed_in_several_folders_is_one_with_all_of_them() -> None:  # Feedly
    found = read(folder("Learning", ANA), folder("Maps", ANA), ANA)
    assert only(found).topics == ("Learning", "Maps")
    assert found.skipped == ()


def test_a_folder_around_everything_says_nothing() -> None:  # Overcast, Pocket Casts
    assert only(read(folder("feeds", ANA))).topics == ()


@pytest.mark.parametrize(
    ("outlines", "title"),
    [
        ((ANA,), "AntennaPod Subscriptions"),
        ((ANA,), "Overcast Podcast Subscriptions"),
        ((folder("My podcasts", ANA),), "Feeds"),
        ((feed("https://x.example/1", type="podcast"),), "Feeds"),
        ((feed("https://www.youtube.com/feeds/videos.xml?channel_id=1", type="rss"),), "Feeds"),
    ],
)
def test_what_is_heard_or_seen_is_told_from_what_is_read(
    outlines: tuple[str, ...], title: str
) -> None:
    assert only(read(*outlines, title=title)).role == "podcast or video"


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"title": "The title", "text": "The text"}, "The title"),
        ({"title": "", "text": "The text"}, "The text"),
        ({"title": " ", "text": ""}, "ana.example"),
        ({"text": "a" * 400}, "a" * 200),
        ({"text": "&lt;b&gt;=1+1"}, "<b>=1+1"),
    ],
)
def test_a_name_is_the_title_or_the_text_or_the_host(more: dict[str, str], name: str) -> None:
    assert only(read(feed("https://www.ana.example/feed", **more))).name == name


def test_a_link_is_a_source_too() -> None:
    link = '<outline text="A wiki" type="link" url="https://wiki.example/start"/>'
    assert only(read(link)).url == "https://wiki.example/start"


def test_another_list_that_is_included_is_no_source() -> None:
    other = '<outline text="More" type="include" url="https://x.example/more.opml"/>'
    assert only(read(ANA, other)).name == "Ana's blog"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "feed"])
def test_what_is_no_address_of_the_web_is_left_out_and_told(url: str) -> None:
    found = read(ANA, feed(url, text="Bad"))
    (left,) = found.skipped
    assert only(found).name == "Ana's blog"
    assert (str(left), left.member) == (
        "feeds.opml, outline 2: its address is none of the web",
        True,
    )
    assert left.raw == f"Bad {url}"


@pytest.mark.parametrize("url", ["feed:https://x.example/rss", "feed://x.example/rss"])
def test_an_address_may_begin_with_feed(url: str) -> None:
    assert only(read(feed(url))).url == "https://x.example/rss"


def test_a_page_that_is_none_of_the_web_gives_way_to_the_feed() -> None:
    bad = feed("https://x.example/rss", htmlUrl="javascript:alert(1)")
    assert only(read(bad)).url == "https://x.example/rss"


def test_names_of_attributes_may_be_written_in_another_case() -> None:
    assert only(read('<outline TEXT="A" xmlurl="https://x.example/a"/>')).name == "A"


def test_channels_that_share_a_page_stay_apart() -> None:
    page = "https://service.example/"
    found = read(*(feed(f"{page}feed/{i}", htmlUrl=page, text=f"C{i}") for i in range(3)))
    assert [m.url for m in found.content.members] == [f"{page}feed/{i}" for i in range(3)]


def test_the_second_import_brings_the_same_members() -> None:
    one, other = read(ANA, BEN), read(folder("Moved", BEN), ANA)
    assert {m.id for m in one.content.members} == {m.id for m in other.content.members}


def test_several_files_are_read_as_one() -> None:
    files = [opml_file(ANA), opml_file(ANA, BEN, name="b.opml")]
    found = opml.read(files, Asked())
    assert [m.name for m in found.content.members] == ["Ana's blog", "Ben"]


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"<!-- <html> -->\n"])
def test_opml_is_known_by_its_content(before: bytes) -> None:
    data = before + b"<opml version='2.0'><body/></opml>"
    assert incoming.kind_of(Given("x.txt", data)) == "opml"


@pytest.mark.parametrize(
    "data", [b"", b"<rss/>", b"<graphml/>", b"opml", b"\0<opml>", b"<", b"\x89PNG<opml>"]
)
def test_what_is_no_opml_is_not_taken_for_it(data: bytes) -> None:
    assert not opml.recognises(Given("x.opml", data))


def test_a_list_without_feeds_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotReadable, match=r"feeds\.opml lists no feeds: export"):
        read(folder("Notes", '<outline text="Milk"/>'))


def test_a_dtd_is_refused() -> None:
    bomb = b'<!DOCTYPE opml [<!ENTITY a "aa">]><opml><body><outline text="&a;"/></body></opml>'
    with pytest.raises(NotReadable, match="has a DTD or entities"):
        opml.read([Given("x.opml", bomb)], Asked())


def test_half_a_file_is_refused_with_its_line() -> None:
    with pytest.raises(NotReadable, match="broken XML at line 2"):
        opml.read([Given("x.opml", opml_file(ANA).data[:-20])], Asked())


def test_folders_without_end_are_refused() -> None:
    deep = '<outline text="a">' * 5000 + ANA + "</outline>" * 5000
    with pytest.raises(NotReadable, match="nested too deeply"):
        read(deep)


def test_of_many_folders_in_one_another_the_outer_are_kept() -> None:
    deep = "".join(f'<outline text="f{i}">' for i in range(50)) + ANA + "</outline>" * 50
    assert only(read(deep)).topics == tuple(f"f{i}" for i in range(10))


def test_more_than_anybody_follows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml, "SOURCES", 2)
    found = read(*(feed(f"https://x.example/{i}") for i in range(5)))
    assert len(found.content.members) == 2
    assert list(map(str, found.skipped)) == ["feeds.opml: only the first 2 feeds were read"]


NAMES = st.sampled_from(["text", "title", "type", "xmlUrl", "htmlUrl", "url", "XMLURL"])
TEXTS = st.text() | st.sampled_from(["https://x.example/a", "feed://", "http://[", "podcast"])


def quoted(text: str) -> str:
    """Return any text as an attribute can hold it."""
    return "".join(f"&#{ord(c)};" if c.isprintable() and c.isascii() else c for c in text)


@given(st.lists(st.dictionaries(NAMES, TEXTS)), st.text())
def test_any_text_in_any_field_is_read_or_refused(all_said: list[dict[str, str]], end: str) -> None:
    outlines = (outline({name: quoted(v) for name, v in said.items()}) for said in all_said)
    text = "<opml><body>" + "".join(outlines) + f"</body>{end}</opml>"
    read_or_refused(Given("x.opml", text.encode("utf-8", "surrogatepass")))


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    opml.recognises(Given("x", data))
    read_or_refused(Given("x", data))
    read_or_refused(Given("x", b"<opml><body>" + data + b"</body></opml>"))


def read_or_refused(file: Given) -> None:
    try:
        found = opml.read([file], Asked())
    except NotReadable as refused:
        said = str(refused)
        assert said.endswith(".")
    else:
        assert all(m.url.lower().startswith("http") for m in found.content.members)

"""XML from anywhere: read without DTD, without entities, without end."""

import pytest

from plnkit.errors import NotReadable
from plnkit.exchange import markup
from plnkit.exchange.given import Given

BOMB = b"""<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>"""


def given(data: bytes) -> Given:
    return Given("in.xml", data)


@pytest.mark.parametrize("data", [BOMB, b'<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>'])
def test_a_dtd_is_refused(data):
    with pytest.raises(NotReadable, match="has a DTD or entities"):
        markup.tree(given(data))


def test_an_entity_without_a_dtd_is_broken_xml():
    with pytest.raises(NotReadable, match="broken XML at line 2"):
        markup.tree(given(b"<a>\n&bomb;</a>"))


@pytest.mark.parametrize("data", [b"<a><b></a>", b"<a", b"", b"<a/><b/>", b"\xff\xfe<"])
def test_broken_xml_is_refused_in_a_sentence(data):
    with pytest.raises(NotReadable):
        markup.tree(given(data))


def test_an_encoding_that_nobody_knows_is_refused_in_a_sentence():
    with pytest.raises(NotReadable):
        markup.tree(given(b'<?xml version="1.0" encoding="klingon"?><a/>'))


def test_more_levels_than_anybody_folds_are_refused():
    deep = b"<o>" * 5000 + b"</o>" * 5000
    with pytest.raises(NotReadable, match="nested too deeply"):
        markup.tree(given(deep))


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><opml version="2.0"/>',
        b"<!-- <no> --><x:OPML/>",
        "\ufeff <opml>".encode(),
        "<opml>".encode("utf-16"),
    ],
)
def test_the_first_element_says_what_it_is(data):
    assert markup.root_name(given(data)) == "opml"
    assert markup.is_xml(given(data))


def test_names_are_compared_without_their_namespace():
    root = markup.tree(given(b'<g xmlns="urn:a"><n/><m/><n/></g>'))
    assert [markup.local(e) for e in markup.named(root, "n")] == ["n", "n"]

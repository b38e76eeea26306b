"""Files told apart by what they hold, alone, in sets, and in archives."""

import io
import zipfile

import pytest

from plnkit.errors import NotReadable
from plnkit.exchange import incoming
from plnkit.exchange.given import Given

LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAna,Ode,https://www.linkedin.com/in/ana,,Acme,Coach,12 Mar 2024\n"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nEMAIL:{}\r\nEND:VCARD\r\n"
FEEDS = '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/f"/></body></opml>'


def given(text: str, name: str = "anything.bin") -> Given:
    return Given(name, text.encode())


def zipped(**texts: str) -> Given:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name.replace("_", "."), text)
    return Given("all.zip", out.getvalue())


def brought(*files: Given):
    return [(one.format, len(one.staged.content.members)) for one in incoming.read(files)]


def test_what_a_file_is_called_is_no_matter():
    assert brought(given(LINKEDIN), given(FEEDS), given(CARD.format("Ana", "a@x.example"))) == [
        ("linkedin", 1), ("opml", 1), ("vcard", 1)
    ]  # fmt: skip


def test_files_of_a_format_are_read_as_one_and_who_stands_in_both_is_one():
    cards = [CARD.format("Ana", "a@x.example"), CARD.format("Ben", "b@x.example")]
    assert brought(given(cards[0]), given("".join(cards))) == [("vcard", 2)]


def test_an_archive_stands_for_what_is_in_it():
    archive = zipped(Connections_csv=LINKEDIN, a_vcf=CARD.format("Ana", "a@x.example"), b_png="x")
    assert brought(archive) == [("linkedin", 1), ("vcard", 1)]


def test_any_table_in_an_archive_is_not_taken_for_one_of_people():
    with pytest.raises(NotReadable, match="holds none of the files"):
        incoming.read([zipped(prices_csv="name,price\nTea,2\n")])


def test_the_format_can_be_said():
    (one,) = incoming.read([given(LINKEDIN)], "table")
    assert one.format == "table"


def test_a_format_that_is_none_names_those_there_are():
    with pytest.raises(NotReadable, match=r"linkedin.*and docx is none of these"):
        incoming.read([given(LINKEDIN)], "docx")


def test_whoever_waits_is_told_what_is_being_read():
    told = []
    incoming.read([given(LINKEDIN, "c.csv")], tell=told.append)
    assert told == ["Reading c.csv: LinkedIn"]

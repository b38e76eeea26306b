"""LinkedIn: connections below a note, in any order of columns, and talks without a word of them."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import linkedin
from plnkit.exchange.days import day_of
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, Unanswered, kind_of
from plnkit.exchange.incoming import read as brought
from plnkit.exchange.merging import merge
from plnkit.exchange.staging import Staged
from plnkit.model import Book, Interaction, Member

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
# LinkedIn's own note, in quotes, with commas and a blank line after it.
NOTE = 'Notes:\n"When exporting your connection data, some of the emails, may be missing."\n\n'
NET = "https://www.linkedin.com/in/"
ANA = f"Ana,Silva,{NET}ana-silva,,Acme,Head of Learning,12 Mar 2024\n"
BEN = f"Ben,Ode,{NET}ben-ode,ben@ode.example,,Nurse,03 Feb 2021\n"
TALKS = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n"
)
ME = ("Kim Roe", f"{NET}kim-roe")
PEOPLE = {"ana": ("Ana Silva", f"{NET}ana-silva"), "cy": ("Cy Tan", f"{NET}cy-tan"), "me": ME}
SECRET = "the secret plan"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("plnkit.clock.today", lambda: date(2026, 11, 1))


def csv(text: str | bytes, name: str = "Connections.csv") -> Given:
    return Given(name, text if isinstance(text, bytes) else text.encode())


def connections(*rows: str, head: str = HEAD) -> Given:
    return csv(head + "".join(rows))


def said(
    conversation: str,
    who: str,
    to: Sequence[str] = ("me",),
    on: str = "2026-08-01",
    draft: str = "",
) -> str:
    name, url = PEOPLE[who]
    names = ",".join(PEOPLE[one][0] for one in to)
    urls = ",".join(PEOPLE[one][1] for one in to)
    # What was written goes over several lines and holds quotation marks.
    text = f'"Hello,\n\n""{SECRET}"" & so on"'
    return (
        f'{conversation},,{name},{url},"{names}","{urls}",{on} 02:00:00 UTC,{SECRET},{text},INBOX,,'
        f"{draft}\n"
    )


def messages(*rows: str) -> Given:
    return csv(TALKS + "".join(rows), "messages.csv")


def read(*files: Given, me: Sequence[str] = ()) -> Staged:
    return linkedin.read(files, Asked(me=tuple(me)))


def names(staged: Staged) -> list[str]:
    return [m.name for m in staged.content.members]


def talks(staged: Staged) -> list[tuple[str, str]]:
    called = {m.id: m.name for m in staged.content.members}
    return [(called[id], str(i.on)) for i in staged.content.interactions for id in i.members]


# --- connections ---------------------------------------------------------------------------------


def test_a_connection_brings_name_company_position_address_and_day():
    found = read(connections(BEN, ANA, head=NOTE + HEAD))
    ben, ana = found.content.members
    assert (ana.name, ana.organisation, ana.note) == ("Ana Silva", "Acme", "Head of Learning")
    assert (ana.url, ana.kind, ana.channels) == (f"{NET}ana-silva", "person", ("social media",))
    assert ben.email == "ben@ode.example"
    facts = found.facts[ana.id]
    assert (facts.position, facts.since, facts.talked) == (
        "Head of Learning", date(2024, 3, 12), None
    )  # fmt: skip
    assert found.contacts
    assert not found.skipped


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\ufeff",  # with a mark for UTF-8
        NOTE,
        "\ufeff" + NOTE,
        "Notes:\n\n\n",  # without its paragraph
        NOTE.replace("\n", "\r\n"),
    ],
)
def test_the_headings_are_found_wherever_they_are(before):
    file = connections(ANA, head=before + HEAD)
    assert kind_of(file) == "linkedin"
    assert names(read(file)) == ["Ana Silva"]


def test_an_older_file_has_no_addresses_and_a_row_of_commas_is_nobody():
    head = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    found = read(connections("Ana,Silva,,Acme,Lead,12 Mar 2024\n", ",,,,,\n", head=head))
    assert names(found) == ["Ana Silva"]
    assert not found.skipped


def test_a_restricted_profile_is_left_out_and_it_is_said_where_and_why():
    (lost,) = read(connections(ANA, "Restricted,Profile,,,,,\n")).skipped
    assert str(lost) == "line 3: LinkedIn restricted this profile, and does not say who it is"
    assert (lost.member, lost.raw) == (True, "Restricted,Profile,,,,,")


def test_german_headings_and_months_are_read():
    head = "Vorname,Nachname,URL,E-Mail-Adresse,Firma,Position,Verbunden am\n"
    found = read(connections(f"Jörg,Weiß,{NET}jw,,Werk,Leiter,3. März 2024\n", head=head))
    (jorg,) = found.content.members
    assert (jorg.name, jorg.organisation) == ("Jörg Weiß", "Werk")
    assert found.facts[jorg.id].since == date(2024, 3, 3)


def test_a_file_that_excel_saved_again_is_read():  # with semicolons, and in its code page
    text = (NOTE + HEAD + ANA.replace("Ana", "Änne")).replace("\n", "\r\n").replace(",", ";")
    assert names(read(csv(text.encode("cp1252")))) == ["Änne Silva"]


def test_an_address_is_kept_without_what_counts_clicks():
    (one,) = read(connections(ANA.replace("ana-silva", "ana-silva/?trk=x#y"))).content.members
    assert one.url == f"{NET}ana-silva"


def test_whoever_has_no_name_and_no_email_is_left_out():
    (lost,) = read(connections(",,,,Acme,Boss,12 Mar 2024\n")).skipped
    assert "neither a name nor an e-mail" in lost.why


def test_a_last_row_that_breaks_off_is_left_out_and_it_is_said_where():
    found = read(connections(ANA, BEN[:-26]))  # "…,Nur", and the file ends
    assert names(found) == ["Ana Silva"]
    (lost,) = found.skipped
    assert (lost.where, lost.member) == ("line 3", True)
    assert lost.why.startswith("the file ends in the middle of it")


def test_a_last_row_that_breaks_off_in_quotation_marks_is_left_out():
    assert names(read(connections(ANA, f'Ben,Ode,{NET}ben-ode,,"Bolt, I'))) == ["Ana Silva"]


def test_a_last_row_that_is_whole_needs_no_line_end():
    assert names(read(connections(ANA, BEN.rstrip()))) == ["Ana Silva", "Ben Ode"]


def test_headings_with_nobody_under_them_are_told_so():
    with pytest.raises(NotReadable, match=r"Connections.csv has headings, but nobody stands under"):
        read(connections())


def test_a_second_import_brings_nobody_new_though_they_changed_jobs():
    book, _ = merge(Book(), read(connections(ANA, BEN)))
    later = read(connections(BEN, ANA.replace("Acme", "Bolt")))
    assert str(merge(book, later)[1]) == "new 0, matched 2, skipped 0"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Mar 2024", "2024-03-12"),
        ("03/15/2024", "2024-03-15"),  # the month first, as in America
        ("15/03/2024", "2024-03-15"),  # unless it can be none
        ("2024-03-12", "2024-03-12"),
        ("2026-08-01 02:00:00 UTC", "2026-08-01"),
        ("12. Okt. 2019", "2019-10-12"),
        ("1 Dez. 2019", "2019-12-01"),
        ("7 Mai 2019", "2019-05-07"),
        ("15.03.2024", "2024-03-15"),
        ("12-Mar-24", "2024-03-12"),  # as Excel saves it again
        ("31 Feb 2024", "None"),
        ("soon", "None"),
        ("12 Foo 2024", "None"),
        ("12 Mar 0024", "None"),
        ("", "None"),
    ],
)
def test_days_are_read_in_any_language_of_the_computer(text, day):
    assert str(day_of(text)) == day


# --- messages ------------------------------------------------------------------------------------


def test_talks_are_one_a_person_and_day_and_i_am_who_takes_part_in_most():
    found = read(
        messages(
            said("c1", "ana"),
            said("c1", "me", ["ana"]),
            said("c1", "me", ["ana"], "2026-09-02"),
            said("c2", "cy", on="2026-07-07"),
        )
    )
    assert names(found) == ["Ana Silva", "Cy Tan"]
    assert talks(found) == [
        ("Ana Silva", "2026-08-01"), ("Ana Silva", "2026-09-02"), ("Cy Tan", "2026-07-07")
    ]  # fmt: skip
    assert found.facts[found.content.members[0].id].talked == date(2026, 9, 2)


def test_not_a_word_of_a_message_is_kept():
    broken = f'c3,,Ana,{NET}ana-silva,"{SECRET}\nand more\n'  # in quotation marks without an end
    found = read(messages(said("c1", "ana"), said("c2", "cy"), broken))
    assert any("not closed" in one.why for one in found.skipped)
    assert SECRET not in repr(found)


def test_with_connections_people_are_one_by_their_address_and_others_come_after():
    found = read(connections(BEN, ANA), messages(said("c1", "cy"), said("c2", "ana")))
    assert names(found) == ["Ben Ode", "Ana Silva", "Cy Tan"]
    assert talks(found) == [("Cy Tan", "2026-08-01"), ("Ana Silva", "2026-08-01")]
    assert not found.skipped


def test_without_addresses_connections_are_known_in_messages_by_their_name():
    head = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    old = connections("Ana,Silva,,Acme,Lead,12 Mar 2024\n", head=head)
    found = read(old, messages(said("c1", "cy"), said("c2", "ana")))
    assert names(found) == ["Ana Silva", "Cy Tan"]
    assert ("Ana Silva", "2026-08-01") in talks(found)


def test_nobody_is_a_connection_of_themselves_so_that_one_conversation_is_enough():
    assert names(read(connections(ANA), messages(said("c1", "ana")))) == ["Ana Silva"]


def test_where_it_could_be_either_it_is_asked_who_is_me():
    file = messages(said("c1", "ana"))
    with pytest.raises(Unanswered, match="say which profile is yours") as fault:
        read(file)
    assert fault.value.ask == "me"
    assert fault.value.options == ("linkedin.com/in/ana-silva", "linkedin.com/in/kim-roe")
    assert names(read(file, me=["linkedin.com/in/kim-roe"])) == ["Ana Silva"]
    assert names(read(file, me=["https://www.LinkedIn.com/in/ana-silva/"])) == ["Kim Roe"]


def test_an_answer_that_is_about_another_file_is_no_matter():
    found = read(messages(said("c1", "ana"), said("c2", "cy")), me=["kim@roe.example"])
    assert names(found) == ["Ana Silva", "Cy Tan"]


def test_in_a_group_i_talked_with_who_wrote_and_with_all_to_whom_i_wrote():
    listening = read(messages(said("g", "ana", ["me", "cy"]), said("c1", "ana")), me=[ME[1]])
    assert names(listening) == ["Ana Silva"]
    writing = read(messages(said("g", "me", ["ana", "cy"]), said("c1", "ana")), me=[ME[1]])
    assert names(writing) == ["Ana Silva", "Cy Tan"]


def test_a_draft_is_no_talk():
    found = read(
        messages(
            said("c1", "ana"), said("c2", "cy"), said("c3", "me", ["ana"], "2026-08-05", "Yes")
        )
    )
    assert ("Ana Silva", "2026-08-05") not in talks(found)


def test_entities_in_names_are_read():
    row = said("c1", "ana").replace("Ana Silva", "Ana O&#39;Hara")
    assert "Ana O'Hara" in names(read(messages(row, said("c2", "cy"))))


def test_names_with_commas_are_not_mixed_up():
    row = said("g", "me", ["ana", "cy"]).replace("Ana Silva,Cy Tan", "Ana Silva, PhD,Cy Tan")
    # Which name is whose is not clear, so the end of the address has to do.
    assert names(read(messages(row, said("c2", "cy")), me=[ME[1]])) == ["ana-silva", "Cy Tan"]


def test_messages_of_accounts_that_are_gone_are_counted_and_nobody_is_made_of_them():
    gone = said("c3", "ana").replace(f"Ana Silva,{NET}ana-silva", "LinkedIn Member,")
    found = read(connections(), messages(said("c1", "ana"), said("c2", "cy"), gone))
    assert names(found) == ["Ana Silva", "Cy Tan"]
    assert [str(one) for one in found.skipped] == [
        "messages.csv: 1 message without a sender or a day was left out"
    ]


def test_a_day_that_is_still_to_come_is_none():
    late = said("c1", "ana", on="2031-01-01")
    assert talks(read(messages(said("c2", "cy"), said("c1", "ana"), late))) == [
        ("Cy Tan", "2026-08-01"), ("Ana Silva", "2026-08-01")
    ]  # fmt: skip


def test_messages_alone_say_nothing_of_connections_that_may_be_in_the_book():
    assert not read(messages(said("c1", "ana"), said("c2", "cy"))).skipped


def test_a_first_archive_with_messages_says_that_the_connections_come_later():
    talks = messages(said("c1", "ana"), said("c2", "cy")).text
    (one,) = brought([archive("Basic_LinkedInDataExport_11-01-2026.zip", messages=talks)])
    (note,) = one.staged.skipped
    assert note.where == "Basic_LinkedInDataExport_11-01-2026.zip"
    assert "comes about a day later" in note.why
    assert not note.member


def test_messages_to_more_addresses_than_anybody_writes_to_are_refused(monkeypatch):
    monkeypatch.setattr("plnkit.exchange.linkedin_talks.MESSAGES", 2)
    with pytest.raises(NotReadable, match="more than 2 addresses"):
        read(messages(said("g", "ana", ["me", "cy", "me", "cy"])))


def test_a_second_import_brings_no_talk_twice():
    files = connections(ANA), messages(said("c1", "ana"), said("c2", "cy"))
    book, _ = merge(Book(), read(*files))
    again, counts = merge(book, read(*files))
    assert (counts.new, len(again.all(Interaction))) == (0, 2)


# --- the archive and other files -----------------------------------------------------------------


def archive(name: str, **files: str) -> Given:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        for inner, text in files.items():
            out.writestr(f"{inner}.csv", text)
    return Given(name, data.getvalue())


def test_the_archive_is_read_as_one():
    file = archive(
        "Complete_LinkedInDataExport_11-01-2026.zip",
        Profile="First Name,Last Name,Headline\nKim,Roe,x\n",
        Connections=NOTE + HEAD + ANA,
        messages=messages(said("c1", "ana"), said("c2", "cy")).text,
    )
    (one,) = brought([file])
    assert (one.format, names(one.staged)) == ("linkedin", ["Ana Silva", "Cy Tan"])


@pytest.mark.parametrize("name", ["Basic_LinkedInDataExport_11-01-2026.zip", "renamed.zip"])
def test_an_archive_without_connections_says_that_they_come_later(name):
    file = archive(name, Profile="First Name,Last Name\n", Skills="Name\n", Positions="x\n")
    with pytest.raises(NotReadable, match="in two parts, and the second"):
        brought([file])


def test_of_another_archive_nothing_is_said_about_linkedin():
    assert linkedin.what_is_missing(archive("notes.zip", Skills="Name\n")) is None


def test_with_several_files_it_is_said_in_which_one_somebody_stands():
    found = read(connections("Restricted,Profile,,,,,\n"), messages(said("c1", "ana")), me=[ME[1]])
    assert str(found.skipped[0]).startswith("Connections.csv, line 2: ")


def test_a_file_of_something_else_is_refused_with_what_to_choose():
    with pytest.raises(NotReadable, match=r"notes.csv is no file of LinkedIn .* Connections.csv"):
        read(csv("First Name,Last Name\nAna,Silva\n", "notes.csv"))


@pytest.mark.parametrize(
    "text", ["", "First Name,Last Name,E-mail\nAna,Silva,a@x.example\n", "Notes:\nConnected On\n"]
)
def test_other_tables_are_not_taken_for_connections(text):
    assert not linkedin.recognises(csv(text))


cells = st.one_of(st.text(max_size=8), st.sampled_from(['"', "\0", "\r", "\n", ",", NET, "🙂" * 3]))


@given(st.sampled_from([HEAD, TALKS, NOTE + HEAD]), st.lists(cells, max_size=40), st.binary())
def test_whatever_stands_below_the_headings_a_book_can_keep_it(head, below, data):
    file = csv(head.encode() + ",".join(below).encode("utf-8", "replace") + data)
    assume(file.is_text)  # one of many NULs is none
    assert linkedin.recognises(file)
    try:
        found = read(file)
    except NotReadable:
        return
    book, counts = merge(Book(), found)
    assert counts.new == len(book.all(Member))
    assert merge(book, found)[0] == book


@given(st.binary(max_size=200))
def test_whatever_it_holds_a_file_can_be_looked_at(data):
    assert linkedin.recognises(csv(data)) in (True, False)

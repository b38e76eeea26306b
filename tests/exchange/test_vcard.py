"""vCard: cards of all versions and programs are read, and members come back from our own."""

from datetime import date

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import BookError, NotReadable
from plnkit.exchange import vcard
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.merging import merge
from plnkit.model import PERSON_ROLES, SOURCE_ROLES, Book, Member, Rhythm


def read(*files):
    datas = (f if isinstance(f, bytes) else f.encode() for f in files)
    return vcard.read([Given(f"{n}.vcf", data) for n, data in enumerate(datas, 1)], Asked())


def card(*lines, version="3.0", end="\r\n"):
    whole = ("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", "")
    return end.join(whole)


def only(staged):
    (member,) = staged.content.members
    return member


def of(*lines, **how):
    return only(read(card(*lines, **how)))


def facts(*lines):
    (found,) = read(card(*lines)).facts.values()
    return found


def reasons(staged):
    return [str(s) for s in staged.skipped]


# --- cards of others ----------------------------------------------------------------------------


def test_a_card_of_google_is_read():
    # Takeout, 3.0: no UID, labels among the categories, a colon escaped in web addresses
    staged = read(
        card(
            "FN:Ana Silva", "N:Silva;Ana;;;", "EMAIL;TYPE=INTERNET:ana@x.example",
            r"item1.URL:https\://x.example/ana", "item1.X-ABLabel:PROFILE",
            "item2.ORG:Acme", "item2.X-ABLabel:", "TITLE:Head of Learning", r"NOTE:Met in Lund\, 2024\nTea",
            "CATEGORIES:Work,myContacts,starred,* myContacts,Old friends",
        )
    )  # fmt: skip
    ana = only(staged)
    assert (ana.name, ana.email, ana.url, ana.organisation) == (
        "Ana Silva", "ana@x.example", "https://x.example/ana", "Acme"
    )  # fmt: skip
    assert ana.note == "Head of Learning\nMet in Lund, 2024\nTea"
    assert staged.facts[ana.id].groups == ("Work", "Old friends")
    assert (staged.contacts, staged.skipped) == (True, ())


def test_a_card_of_apple_is_read():
    # iCloud: LF, groups with labels, a birthday without a year as 1604, no UID
    ana = of(
        "N:Silva;Ana;;;", "FN:Ana Silva", "ORG:Acme;Research;", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-02",
        "item1.EMAIL;type=INTERNET;type=pref:ana@x.example", "item1.X-ABLabel:_$!<Other>!$_",
        'X-SOCIALPROFILE;type=linkedin;x-user="ana":http://www.linkedin.com/in/ana',
        end="\n",
    )  # fmt: skip
    assert (ana.email, ana.organisation, ana.url) == (
        "ana@x.example", "Acme", "http://www.linkedin.com/in/ana"
    )  # fmt: skip
    assert "1604" not in str(ana)


def test_a_card_of_outlook_is_read():
    # 2.1: types and encoding without their names, LANGUAGE=, quoted-printable in cp1252 or UTF-8
    ana = of(
        "N;LANGUAGE=de;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller;Ana",
        "FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Ana M=C3=BCller",
        "TEL;WORK;VOICE:+45 12345", "ORG;LANGUAGE=de:Acme;Forschung",
        "NOTE;ENCODING=QUOTED-PRINTABLE:Erste Zeile=0D=0AZweite =", "Zeile=0D=0A=", "=0D=0A",
        "EMAIL;INTERNET:b@x.example", "EMAIL;PREF;INTERNET:ana@x.example", version="2.1",
    )  # fmt: skip
    assert (ana.name, ana.organisation, ana.email) == ("Ana Müller", "Acme", "ana@x.example")
    assert ana.note == "Erste Zeile\nZweite Zeile"


def test_a_card_of_version_4_is_read():
    ana = of(
        "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1", "FN;PREF=1:Ana Silva", "KIND:individual",
        "EMAIL;PREF=2:second@x.example", 'EMAIL;PREF=1;TYPE="work,home":first@x.example',
        "ORG;SORT-AS=Acme:Acme", "URL:x.example", version="4.0",
    )  # fmt: skip
    assert (ana.email, ana.organisation, ana.url) == ("first@x.example", "Acme", "x.example")


def test_a_text_is_whole_after_a_comma():
    assert of("FN:Dr. A, B").name == "Dr. A, B"


def test_escapes_are_undone_and_other_backslashes_stay():
    assert of("FN:A", r"NOTE:a\,b\;c\\d\Ne \d").note == "a,b;c\\d\ne \\d"


def test_a_folded_line_is_one():
    assert of("FN:Ana Sil", " va", "NOTE:one ", "\ttwo").name == "Ana Silva"


def test_a_line_may_be_folded_in_the_middle_of_a_letter():
    data = card("FN:Ana Müller").encode()
    assert only(read(data.replace(b"\xc3\xbc", b"\xc3\r\n \xbc"))).name == "Ana Müller"


def test_in_version_2_a_folded_line_keeps_its_blank():
    assert of("FN:Ana", " Silva", version="2.1").name == "Ana Silva"


def test_a_line_may_be_in_the_encoding_that_it_names():
    data = card("FN;CHARSET=SHIFT_JIS:@", version="2.1").encode()
    assert only(read(data.replace(b"@", "山田ソ".encode("shift_jis")))).name == "山田ソ"


def test_a_line_that_is_no_utf_8_is_cp1252():
    data = card("FN;CHARSET=punycode:M\xfcller", "ORG:Åkerman")
    assert only(read(data.encode("cp1252"))).name == "Müller"


def test_a_file_may_be_in_utf_16():
    assert only(read(card("FN:Ana Müller").encode("utf-16"))).name == "Ana Müller"


def test_lines_may_end_in_a_return_alone():
    assert of("FN:Ana Silva", end="\r").name == "Ana Silva"


def test_a_text_may_be_in_base64():
    assert of("FN;ENCODING=BASE64;CHARSET=UTF-8:QW5hIFNpbHZh", version="2.1").name == "Ana Silva"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Silva;Ana;Maria,Luisa;Dr.;PhD", "FN: "], "Dr. Ana Maria,Luisa Silva PhD"),
        (["NICKNAME:Ann", "N:;;;;"], "Ann"),
        (["ORG:;Research", "N:"], "Research"),
        (["EMAIL:ana@x.example"], "ana@x.example"),
    ],
)
def test_without_a_full_name_there_is_another(lines, name):
    assert of(*lines).name == name


def test_the_preferred_address_comes_first_and_the_others_are_known():
    lines = (
        "FN:A",
        "EMAIL:b@x.example",
        "EMAIL;TYPE=HOME,pref:c@x.example",
        "EMAIL:/o=Exchange/cn=x",
    )
    assert of(*lines).email == "c@x.example"
    assert set(facts(*lines).addresses) == {"b@x.example", "c@x.example"}


def test_a_profile_at_linkedin_is_the_web_address():
    lines = (
        "FN:A", "URL:https://a.example", "X-SOCIALPROFILE;type=game:x-apple:ana.silva",
        "URL:https://de.linkedin.com/in/a",
    )  # fmt: skip
    assert of(*lines).url == "https://de.linkedin.com/in/a"
    assert "https://a.example" in facts(*lines).addresses
    assert not any("x-apple" in address for address in facts(*lines).addresses)


def test_the_page_of_a_company_makes_nobody_the_same():
    site = "URL:https://acme.example"
    staged = read(card("FN:Ana", site), card("FN:Ben", site))
    assert [m.name for m in staged.content.members] == ["Ana", "Ben"]


def test_a_quoted_parameter_may_hold_any_mark():
    assert of("FN:A", 'EMAIL;TYPE="a;b:c,d":a@x.example').email == "a@x.example"


def test_a_quote_that_apple_escapes_does_no_harm():
    odd = r"X-APPLE-PLACE;VALUE=URI;X-TITLE=Airport \"North\";X-ADDRESS=\"A:geo:40.5,22.9"
    assert of(odd, r'ORG;LABEL="the \"best\": one":Acme', "FN:Ana").organisation == "Acme"


def test_where_somebody_lives_when_born_and_how_they_look_is_not_kept():
    private = (
        "TEL:+4512345", "ADR;TYPE=HOME:;;Secret Street 1;Lund;;;", "BDAY:1980-02-03",
        "PHOTO;ENCODING=b;TYPE=JPEG:U2VjcmV0", " U2VjcmV0", "GEO:1;2", "IMPP:xmpp:ana",
    )  # fmt: skip
    staged = read(card("FN:Ana", *private))
    assert staged == read(card("FN:Ana"))


def test_a_picture_may_go_on_without_a_blank():
    # 2.1 of some telephones: base64 up to an empty line
    lines = ("PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", "SkZJRgAB+a==", "", "FN:Ana")
    staged = read(card(*lines, version="2.1"))
    assert (only(staged).name, staged.skipped) == ("Ana", ())


# --- what is left out ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:GROUP"])
def test_a_group_is_nobody(kind):
    staged = read(card("FN:Team", kind) + card("FN:Ana"))
    assert (only(staged).name, reasons(staged)) == (
        "Ana", ["line 1 (card 1): this is a group, and not a person"]
    )  # fmt: skip
    assert not staged.skipped[0].member


@pytest.mark.parametrize(
    "lines",
    [
        ("FN:Mill & Sons", "N:;;;;", "ORG:Mill & Sons;"),  # as Google writes it
        ("ORG:Mill & Sons", "TEL:1"),
        ("FN:Mill & Sons", "N:;;;;", "ORG:Mill & Sons;", "X-ABShowAs:COMPANY"),  # as Apple does
        ("FN:The mill", "N:;The mill;;;", "ORG:Mill & Sons", "KIND:org"),  # of version 4
    ],
)
def test_a_company_is_a_source(lines):
    assert of(*lines).kind == "source"


@pytest.mark.parametrize(
    "lines",
    [
        ("FN:Ana Silva", "N:;;;;", "ORG:Mill"),
        ("FN:Mill", "N:Mill;Jane;;;", "ORG:Mill"),
        ("EMAIL:ana@x.example",),
        ("FN:Ana", "KIND:individual", "ORG:Mill", "X-ABShowAs:PERSON"),
    ],
)
def test_somebody_at_a_company_is_a_person(lines):
    assert of(*lines).kind == "person"


def test_nobody_is_told_with_what_stands_there():
    (lost,) = read(card("TEL:+45 1")).skipped
    assert (lost.where, lost.member, lost.raw) == (
        "line 1 (card 1)",
        True,
        "VERSION:3.0\nTEL:+45 1",
    )


def test_a_card_without_an_end_is_read_as_far_as_it_goes():
    half = card("FN:Ana", "NOTE;ENCODING=QUOTED-PRINTABLE:a=").replace("END:VCARD\r\n", "")
    staged = read(half + card("FN:Ben") + half.replace("Ana", "Eva"))
    assert [m.name for m in staged.content.members] == ["Ana", "Ben", "Eva"]
    assert reasons(staged) == [
        "line 1 (card 1): its end is missing: it was read as far as it goes",
        "line 9 (card 3): its end is missing: it was read as far as it goes",
    ]


def test_an_end_is_seen_after_a_line_that_wants_to_go_on():
    cards = card("FN:Ana", "NOTE;QUOTED-PRINTABLE:half=", version="2.1") + card("FN:Ben")
    assert [m.name for m in read(cards).content.members] == ["Ana", "Ben"]


@pytest.mark.parametrize(
    "agent",
    [
        [
            "AGENT:",
            "BEGIN:VCARD",
            "FN:Inner",
            "AGENT:",
            "BEGIN:VCARD",
            "FN:X",
            "END:VCARD",
            "END:VCARD",
        ],
        ["AGENT:BEGIN:VCARD", "FN:Inner", "END:VCARD"],
        [r"AGENT:BEGIN:VCARD\nFN:Inner\nEND:VCARD\n"],
    ],
)
def test_the_card_of_an_agent_is_left_out(agent):
    staged = read(card("FN:Ana", *agent, "ORG:Acme"))
    assert (only(staged).name, only(staged).organisation) == ("Ana", "Acme")


def test_text_between_cards_is_told_once():
    staged = read("Hello\r\n" + card("FN:Ana") + "a: b\r\n\r\nc\r\n" + card("FN:Ben"))
    assert len(staged.content.members) == 2
    assert reasons(staged) == [
        "line 1: this stands outside of a card", "line 6: this stands outside of a card"
    ]  # fmt: skip


def test_what_is_no_line_of_a_card_is_told_once_with_its_number():
    staged = read(card("FN:Ana", "NOTE:a", "not indented", "nor this"))
    assert reasons(staged) == [
        "line 1 (card 1): line 5 is no line of a card, and was left out"
    ]  # fmt: skip


def test_several_files_are_read_as_one_and_places_name_the_file():
    staged = read(card("FN:Ana"), card("FN:Ana"))
    assert reasons(staged) == ["2.vcf, line 1 (card 1): Ana stands in 1.vcf, line 1 (card 1), too"]


def test_a_file_without_cards_is_refused():
    with pytest.raises(NotReadable, match="has no cards"):
        read("nothing")


def test_too_many_cards_are_refused(monkeypatch):
    monkeypatch.setattr(vcard, "CARDS", 2)
    with pytest.raises(NotReadable, match="more than 2 cards"):
        read(card("FN:A") * 3)


def test_of_a_card_without_end_only_the_first_lines_are_kept():
    staged = read(card(*(f"EMAIL:a{n}@x.example" for n in range(1001))))
    assert reasons(staged) == ["line 1 (card 1): only its first 1,000 lines were read"]


# --- what it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (card("FN:A"), True),
        ("\ufeff\r\n\r\nbegin:vcard\r\n", True),
        ("BEGIN:VCARD\rVERSION:2.1\r", True),
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR", False),
        ("name,note\nAna,BEGIN:VCARD", False),
        ("", False),
    ],
)
def test_a_file_of_cards_is_known_by_its_content(text, is_one):
    assert vcard.recognises(Given("x.bin", text.encode())) is is_one


@given(st.binary(max_size=300))
def test_any_bytes_are_looked_at_without_a_fault(data):
    vcard.recognises(Given("x", data))


PIECES = st.sampled_from(
    [b"BEGIN:VCARD", b"END:VCARD", b"AGENT:", b"AGENT:BEGIN:VCARD", b"FN:", b"\r\n", b"\n", b" ",
     b"X-PLNKIT-KIND:person", b"X-PLNKIT-MORE:", b"[[[{", b'"', b"\\", b";", b",", b":", b"=", b"\xff",
     b"N:", b"UID:a", b"NOTE;ENCODING=QUOTED-PRINTABLE:", b"PHOTO:", b"CHARSET=utf-7", b"EMAIL;PREF=\xb2:"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(b"\r\n".join) | st.lists(PIECES).map(b"".join))
def test_whatever_stands_there_it_is_read_in_part_or_refused(data):
    try:
        staged = read(b"BEGIN:VCARD\r\nEMAIL:a@x.example\r\n" + data)
    except NotReadable:
        return
    merge(Book(), staged)


# --- our own ------------------------------------------------------------------------------------


def member(id="ana", name="Ana Silva", kind="person", **more):
    return Member(id=id, name=name, kind=kind, **more)


FULL = member(
    role="peer", closeness=2, channels=("e-mail", "in person"), began="online", met=True,
    organisation="Acme; Research", my_organisation=False, topics=("data, big", "design"),
    intent="Ask about\nteams", participation="ask", rhythm=Rhythm(ideal=30, longest=60),
    trust_competence=4, trust_goodwill=5, email="ana@x.example", url="https://x.example/a,b?c;d",
    place=12.5, ties_asked=True, status="paused", added=date(2026, 1, 2), note="Tea, no milk",
    was=("old",), more={"aura": {"hue": ["ü", 1, None]}},
)  # fmt: skip


def back(*members):
    staged = read(vcard.text(Book().with_(*members)))
    assert (staged.skipped, staged.contacts) == ((), False)
    return staged.content.members


def test_everything_that_a_book_knows_of_a_member_comes_back():
    source = member("blog", "A blog", "source", role="blog or newsletter")
    assert back(FULL, source) == (FULL, source)


def test_a_member_that_is_imported_again_is_known_and_nothing_changes():
    book = Book().with_(FULL)
    again, counts = merge(book, read(vcard.text(book)))
    assert (again, counts.matched, counts.new) == (book, 1, 0)


def test_a_card_says_what_others_can_read_in_their_words():
    lines = vcard.text(Book().with_(FULL)).decode().split("\r\n")
    for line in (
        "BEGIN:VCARD", "VERSION:3.0", "UID:ana", "FN:Ana Silva", "N:;Ana Silva;;;", "END:VCARD",
        "EMAIL:ana@x.example", "URL:https://x.example/a,b?c;d", r"ORG:Acme\; Research",
        r"CATEGORIES:data\, big,design", r"NOTE:Tea\, no milk", "X-PLNKIT-KIND:person",
        "X-PLNKIT-CLOSENESS:2", r"X-PLNKIT-INTENT:Ask about\nteams", "X-PLNKIT-ADDED:2026-01-02",
    ):  # fmt: skip
        assert line in lines


def test_no_line_is_longer_than_75_bytes_and_each_is_text_by_itself():
    data = vcard.text(Book().with_(member(name="山" * 150, note="😀é" * 500)))
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_another_reader_finds_the_same():
    plain = member(
        email="ana@x.example", url="https://x.example/ana", organisation="Acme", topics=("design",),
        note="Tea\nand a long line " + "word " * 40,
    )  # fmt: skip
    other = member("ben", "Ben Müller")
    first, second = vobject.readComponents(vcard.text(Book().with_(plain, other)).decode())
    assert (first.fn.value, second.fn.value, first.uid.value) == ("Ana Silva", "Ben Müller", "ana")
    assert (first.email.value, first.url.value) == (plain.email, plain.url)
    assert (first.org.value, first.categories.value) == (["Acme"], ["design"])
    assert first.note.value == plain.note


def test_what_was_changed_in_a_telephone_is_taken():
    data = vcard.text(Book().with_(FULL)).replace(b"FN:Ana Silva", b"FN:Ana Berg")
    ana = only(read(data.replace(b"VERSION", b"TEL:1\r\nREV:2026-01-01\r\nVERSION")))
    assert (ana.id, ana.name, ana.closeness) == ("ana", "Ana Berg", 2)


@pytest.mark.parametrize(
    "odd", [b"X-PLNKIT-CLOSENESS:9", b"X-PLNKIT-MORE:[1]", b"X-PLNKIT-MORE:" + b'{"a":' * 60 + b"1" + b"}" * 60]
)  # fmt: skip
def test_a_card_of_ours_that_was_spoilt_is_read_as_any_other(odd):
    data = vcard.text(Book().with_(member(email="ana@x.example")))
    staged = read(data.replace(b"X-PLNKIT-KIND", odd + b"\r\nX-PLNKIT-KIND"))
    assert (only(staged).name, staged.contacts) == ("Ana Silva", True)
    assert reasons(staged) == [
        "line 1 (card 1): what plnkit wrote in it was changed, and was not read"
    ]  # fmt: skip


def test_our_cards_may_stand_among_others():
    both = read(vcard.text(Book().with_(FULL)) + card("FN:Ben").encode())
    book, counts = merge(Book(), both)
    assert (counts.new, [m.name for m in book.members]) == (2, ["Ana Silva", "Ben"])
    assert book.member("ana") == FULL


def test_the_same_member_twice_is_one():
    staged = read(vcard.text(Book().with_(member())) * 2)
    assert only(staged) == member()
    assert reasons(staged) == ["line 9 (card 2): Ana Silva stands in line 1 (card 1), too"]


lines = st.text(max_size=20)
texts = st.text(max_size=80)
people = st.builds(
    Member,
    id=st.text(min_size=1, max_size=20),
    name=st.text(min_size=1, max_size=20).filter(lambda t: t.isprintable() and t.strip()),
    kind=st.just("person"),
    role=st.none() | st.sampled_from(PERSON_ROLES),
    closeness=st.none() | st.integers(1, 4),
    channels=st.lists(lines, max_size=2).map(tuple),
    organisation=lines,
    topics=st.lists(lines, max_size=3).map(tuple),
    intent=texts | st.sampled_from(["12", "true", '"a"', "null", "[1]", "-1e5"]),
    email=lines,
    url=texts,
    note=texts,
    place=st.none() | st.floats(0, 359),
    added=st.none() | st.dates(),
    more=st.dictionaries(st.sampled_from(["aura", "hue"]), texts | st.lists(st.integers(-9, 9))),
)
sources = st.builds(Member, id=st.just("s"), name=st.just("S"), kind=st.just("source"),
                    role=st.sampled_from(SOURCE_ROLES), note=texts)  # fmt: skip


@given(st.lists(people | sources, min_size=1, max_size=3, unique_by=lambda m: m.id))
def test_members_with_any_text_come_back_equal(members):
    assert back(*members) == tuple(members)


def test_a_book_without_members_makes_no_cards():
    with pytest.raises(BookError, match="no members yet"):
        vcard.text(Book())


def test_what_a_card_cannot_hold_is_named():
    assert "plans" in vcard.LOST
    assert all(isinstance(what, str) for what in vcard.LOST)

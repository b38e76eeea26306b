"""A book as a spreadsheet: what it holds comes back as it went, and what it does not is said."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, time

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from plnkit.errors import NotReadable
from plnkit.exchange import archive, incoming, spreadsheet, tabular
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.exchange.tabular import joined, parted
from plnkit.model import (
    Aim,
    Book,
    Capability,
    Interaction,
    Learner,
    Member,
    Mix,
    Note,
    Plan,
    Pulse,
    Rhythm,
    Snapshot,
    Support,
    Tie,
    Wave,
)
from plnkit.samples import example

KEPT = (
    "members",
    "ties",
    "aims",
    "supports",
    "interactions",
    "plans",
    "pulses",
)
DAY = date(2026, 3, 12)


def member(id, name="", **more):
    return Member(**{"id": id, "name": name or id, "kind": "person", **more})


def xlsx(book):
    return Given("book.xlsx", spreadsheet.workbook(book))


def csvs(book):
    return Given("book.zip", spreadsheet.zipped(book))


BOTH = pytest.mark.parametrize("made", [xlsx, csvs])


def back(file):
    inside = [] if spreadsheet.recognises(file) else archive.unpacked(file, is_table)
    files = inside or [file]
    assert all(map(spreadsheet.recognises, files))
    return spreadsheet.read(files, Asked())


def is_table(name):
    return name.endswith(".csv")


def lists(content):
    return {name: getattr(content, name) for name in KEPT}


def tables(file):
    with zipfile.ZipFile(io.BytesIO(file.data)) as whole:
        return {name: whole.read(name).decode("utf-8-sig") for name in whole.namelist()}


def file_of(table, *rows):
    """Return a CSV file of a table, with rows that say some of its columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, tabular.head(table))
    writer.writeheader()
    writer.writerows(rows)
    return Given(f"{table}.csv", out.getvalue().encode())


def read(*files):
    return spreadsheet.read(files, Asked())


# --- there and back -----------------------------------------------------------------------------


@BOTH
def test_the_example_comes_back(made):
    staged = back(made(example()))
    assert lists(staged.content) == lists(example().snapshot())
    assert [s for s in staged.skipped if s.where != "Waves"] == []


LIVE = ('=HYPERLINK("http://x")', "+1", "-a", "@x", "'=x", "''", "a;b", "a\\", "\\e", "007")


@BOTH
def test_what_a_spreadsheet_would_run_comes_back_as_it_was(made):
    aims = [Aim(id=f"a{n}", text=text, why=text) for n, text in enumerate((*LIVE, "\tx", "\rx"))]
    people = [member(f"m{n}", name, topics=(name, "x")) for n, name in enumerate(LIVE)]
    book = Book().with_(*people, *aims)
    assert lists(back(made(book)).content) == lists(book.snapshot())


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff"), max_size=12)  # fmt: skip
LINES = st.lists(WORDS, max_size=3).map(tuple)
DAYS = st.none() | st.dates()
SCALE = st.none() | st.integers(0, 10)
TRUST = st.none() | st.integers(1, 5)
DAYS_BETWEEN = st.integers(1, 36_500)
NAMES = WORDS.filter(lambda text: any(c.isalnum() for c in text))
RHYTHMS = st.none() | st.builds(Rhythm, ideal=DAYS_BETWEEN, longest=st.none() | DAYS_BETWEEN)
PERCENT = st.floats(0, 100)
MIXES = st.none() | st.builds(
    Mix, formal=PERCENT, social=PERCENT, on_the_job=PERCENT, self_directed=PERCENT
)
MEMBERS = st.builds(
    Member,
    id=st.sampled_from("abc"),
    name=NAMES,
    kind=st.just("person"),
    role=st.sampled_from([None, "peer", "expert"]),
    closeness=st.none() | st.integers(1, 4),
    channels=LINES,
    began=st.sampled_from([None, "online", "in person"]),
    met=st.none() | st.booleans(),
    organisation=WORDS,
    my_organisation=st.none() | st.booleans(),
    topics=LINES,
    intent=WORDS,
    participation=st.sampled_from([None, "ask", "work together"]),
    rhythm=RHYTHMS,
    trust_competence=TRUST,
    trust_goodwill=TRUST,
    email=WORDS,
    url=WORDS,
    place=st.none() | st.floats(0, 359.9),
    ties_asked=st.booleans(),
    status=st.sampled_from(["active", "paused", "dormant"]),
    added=DAYS,
    note=WORDS,
    was=st.lists(NAMES, max_size=2).map(tuple),
)
AIMS = st.builds(
    Aim,
    id=st.just("aim"),
    text=WORDS,
    why=WORDS,
    by=DAYS,
    status=st.sampled_from(["open", "reached"]),
    presented_to=st.sampled_from([(), ("a",)]),
)
TALKS = st.builds(
    Interaction,
    id=st.just("talk"),
    members=st.just(("a",)),
    on=st.dates(),
    channel=WORDS,
    minutes=st.none() | st.integers(0, 100_000),
    got=WORDS,
    learned=WORDS,
    aim=st.sampled_from([None, "aim"]),
)
PLANS = st.builds(
    Plan,
    id=st.just("plan"),
    member=st.just("a"),
    aim=st.sampled_from([None, "aim"]),
    cue=WORDS,
    on=DAYS,
    at=st.none() | st.times(),
    zone=WORDS,
    minutes=st.none() | st.integers(1, 1440),
    status=st.sampled_from(["planned", "done"]),
    revision=st.integers(0, 9),
)
PULSES = st.builds(
    Pulse,
    id=st.just("pulse"),
    on=st.dates(),
    capability=st.sampled_from([(), (Capability(aim="aim", level=0),)]),
    engagement=SCALE,
    future=SCALE,
    mix=MIXES,
)


@st.composite
def books(draw):
    others = draw(st.lists(MEMBERS, max_size=2, unique_by=lambda m: m.id))
    members = {
        "a": structs.replace(draw(MEMBERS), id="a"),
        **{m.id: m for m in others if m.id != "a"},
    }
    ties = [Tie(a="a", b=id) for id in members if id != "a"]
    things = [draw(kind) for kind in (AIMS, TALKS, PLANS, PULSES)]
    support = Support(id="s", aim="aim", member="a", help="feedback", status="asked")
    return Book().with_(*members.values(), *ties, *things, support)


@BOTH
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(book=books())
def test_whatever_a_book_holds_comes_back(made, book):
    assert lists(back(made(book)).content) == lists(book.snapshot())


@given(st.lists(WORDS))
def test_several_texts_in_a_cell_come_apart_again(texts):
    assert parted(joined(texts)) == texts


def test_several_texts_may_be_typed_with_semicolons():
    assert parted("maths;music ;; C:\\x") == ["maths", "music", "C:x"]
    assert parted(" ; ") == []


@given(st.text(alphabet=r"a; \e", max_size=30))
def test_whatever_is_typed_comes_apart(text):
    assert joined(parted(joined(parted(text)))) == joined(parted(text))


# --- what is in the files -----------------------------------------------------------------------


def test_a_workbook_has_a_sheet_for_each_table_and_one_about_them():
    book = openpyxl.load_workbook(io.BytesIO(xlsx(example()).data))
    assert book.sheetnames == [
        "Members", "Ties", "Aims", "Supports", "Interactions", "Plans", "Pulses", "Capabilities",
        "Waves", "About plnkit",
    ]  # fmt: skip
    about = list(book["About plnkit"].values)
    assert ("Members", "closeness", "ring, 1 (closest) to 4", None) in about
    assert any("Not in here: who you are" in str(row[2]) for row in about)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    book = Book().with_(*(member(f"m{n}", text, note=text) for n, text in enumerate(LIVE)))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(book).data))["Members"]
    notes = [row[tabular.head("members").index("note")] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in notes] == list(LIVE)
    assert {cell.data_type for cell in notes} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_a_csv_file_is_guarded_and_says_that_it_is_utf_8():
    file = csvs(Book().with_(member("m", "=1+1", note="Zoë")))
    with zipfile.ZipFile(io.BytesIO(file.data)) as whole:
        assert whole.read("members.csv").startswith(b"\xef\xbb\xbfid,name,")
    assert "m,'=1+1,person," in tables(file)["members.csv"]


def test_a_zip_says_what_the_columns_are_and_what_is_not_in_it():
    readme = tables(csvs(Book()))["README.txt"]
    assert "closeness: ring, 1 (closest) to 4" in readme
    assert all(what in readme for what in spreadsheet.LOST)


def test_what_does_not_come_back_is_in_the_list_of_what_is_lost():
    book = Book().with_(
        Learner(name="Rosa"),
        member("a", more={"aura": 1}),
        Note(id="n", page="p", question="q"),
        Wave(id="w", name="W", on=DAY, book=Snapshot()),
    )
    staged = back(xlsx(book))
    assert staged.content == Snapshot(members=(member("a"),))
    assert [str(s) for s in staged.skipped] == [
        "Waves: a spreadsheet only lists them, so they are left out"
    ]
    assert [any(word in what for what in spreadsheet.LOST) for word in ("name", "pages", "pictures", "newer")] == [True] * 4  # fmt: skip


def test_a_list_too_long_for_a_cell_of_excel_ends_with_a_whole_value_and_is_whole_in_csv():
    topics = tuple(f"{n}{'x' * 490}" for n in range(80))
    book = Book().with_(member("a", topics=topics))
    (one,) = back(xlsx(book)).content.members
    assert one.topics == topics[: len(one.topics)]
    assert len(one.topics) > 60
    assert back(csvs(book)).content.members == book.members


def test_the_columns_are_those_of_the_tables_in_code():
    from plnkit import tables as code

    for name, columns in code.COLUMNS.items():
        assert tabular.head(name)[: len(columns)] == tuple(c.name for c in columns)


# --- what people did to them --------------------------------------------------------------------


@BOTH
def test_both_are_known_by_their_content(made):
    (brought,) = incoming.read([replace(made(example()), name="x.txt")])
    assert brought.format == "spreadsheet"
    assert lists(brought.staged.content) == lists(example().snapshot())


def test_tables_belong_together_in_whatever_order_they_come():
    files = tables(csvs(example()))
    given = [Given(name, text.encode()) for name, text in files.items() if is_table(name)]
    assert lists(read(*given[::-1]).content) == lists(example().snapshot())


def test_a_table_that_excel_saved_with_semicolons_is_ours_still():
    text = tables(csvs(example()))["members.csv"]
    rows = list(csv.reader(io.StringIO(text, newline="")))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    staged = back(Given("Mappe1.csv", out.getvalue().encode("utf-8-sig")))
    assert staged.content.members == example().members


def test_a_row_that_was_added_by_hand_needs_no_id_and_has_the_same_each_time():
    file = file_of("members", {"name": "Ana", "kind": "person", "closeness": "1.0"})
    (one,) = read(file).content.members
    assert (one.name, one.closeness) == ("Ana", 1)
    assert read(file).content.members == (one,)


def test_a_value_that_does_not_fit_is_told_with_its_row():
    file = file_of(
        "members",
        {"id": "a", "name": "Ana", "kind": "person", "closeness": "near"},
        {"id": "b", "name": "Ben", "kind": "person", "met": "yes", "added": "2026-03-12T00:00:00"},
    )
    staged = read(file)
    assert staged.content.members == (member("b", "Ben", met=True, added=DAY),)
    (lost,) = staged.skipped
    assert (lost.where, lost.member) == ("Members, line 2", True)
    assert "near" in lost.why
    assert lost.raw.startswith("a, Ana")


def test_columns_that_are_none_of_ours_are_told():
    text = tables(csvs(Book().with_(member("a", "Ana"))))["members.csv"]
    head, row = text.splitlines()
    staged = read(Given("members.csv", f"{head},phone\n{row},123\n".encode()))
    assert staged.content.members == (member("a", "Ana"),)
    assert [str(s) for s in staged.skipped] == ["Members: these columns were not used: phone"]


def test_a_tie_of_somebody_who_is_not_in_the_file_is_told():
    staged = read(
        file_of("members", {"id": "a", "name": "Ana", "kind": "person"}),
        file_of("ties", {"a": "a", "b": "gone"}),
    )
    assert staged.content.ties == ()
    assert [s.where for s in staged.skipped] == ["Ties, line 2"]


def test_levels_of_a_pulse_that_is_not_there_are_told():
    staged = read(file_of("capabilities", {"pulse": "gone", "aim": "a", "level": "3"}))
    assert [str(s) for s in staged.skipped] == [
        "Capabilities, line 2: it speaks of 'gone', which is not in the file: left out"
    ]


def test_two_tables_of_one_kind_are_refused():
    file = file_of("members", {"id": "a", "name": "Ana"})
    with pytest.raises(NotReadable, match="is a second table of members: bring one of each"):
        read(file, file)


def test_a_broken_row_is_told():
    text = tables(csvs(Book().with_(member("a", "Ana"))))["members.csv"]
    staged = read(Given("members.csv", f'{text}b,"Ben\nc,Cy,person\n'.encode()))
    assert [s.where for s in staged.skipped] == ["line 3"]
    assert [m.name for m in staged.content.members] == ["Ana", "Cy"]


@pytest.mark.parametrize(
    "data", [b"name,email\nAna,a@x.example\n", b"", b"id\n", b"id,name\n1,Ana\n", b"\0\1\2"]
)
def test_what_is_none_of_ours_is_not_recognised(data):
    file = Given("members.csv", data)
    assert not spreadsheet.recognises(file)
    with pytest.raises(NotReadable, match="is no table of plnkit"):
        read(file)


def test_a_workbook_of_somebody_else_is_none_of_ours():
    book = openpyxl.Workbook()
    book.active.title = "Members"
    out = io.BytesIO()
    book.save(out)
    assert not spreadsheet.recognises(Given("x.xlsx", out.getvalue()))


def test_a_workbook_that_was_opened_and_saved_again_comes_back():
    # openpyxl writes everything anew, as an office program does
    again = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(xlsx(example()).data)).save(again)
    assert lists(back(Given("x.xlsx", again.getvalue())).content) == lists(example().snapshot())


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(data):
    assert spreadsheet.recognises(Given("x", data)) is False


def test_the_time_of_a_plan_is_read_as_people_type_it():
    plan = Plan(id="p", member="a", at=time(14, 30), on=DAY)
    assert ",14:30," in tables(csvs(Book().with_(member("a"), plan)))["plans.csv"]

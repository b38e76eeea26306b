"""egor's three files: which is which, whose network, and what is dropped."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import attributes, egor, incoming
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.measures import measures
from plnkit.model import Aim, Book, Learner, Member, Tie

EGOS = "egoID,sex\n1,f\n2,m\n3,f\n"
ALTERS = "egoID,alterID,Name\n1,1,Ann\n1,2,Bob\n1,3,José\n2,1,Xu\n"
AATIES = "egoID,Source,Target,weight\n1,1,2,.3\n1,2,1,.3\n1,3,3,1\n2,1,1,1\n"


@pytest.fixture
def files(tmp_path):
    def write(egos=EGOS, alters=ALTERS, aaties=AATIES, encoding="utf-8"):
        texts = {"a.csv": aaties, "b.csv": egos, "c.csv": alters}
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding=encoding)
        return [tmp_path / name for name, text in texts.items() if text]

    return write


def read(files, ego="1"):
    (brought,) = incoming.read([Given.of(f) for f in files], None, Asked(ego=ego))
    staged = brought.staged
    return Book.of(staged.content), staged


def test_one_ego_is_read_with_its_alters_and_each_tie_once(files):
    book, _ = read(files())
    assert [(m.id, m.name, m.kind) for m in book.members] == [
        ("1-1", "Ann", "person"), ("2", "Bob", "person"), ("3", "José", "person")
    ]  # fmt: skip
    assert [(t.a, t.b) for t in book.ties] == [("1-1", "2")]


def test_ids_of_alters_count_within_their_ego(files):
    book, _ = read(files(), "2")
    assert [m.name for m in book.members] == ["Xu"]
    assert book.ties == ()


def test_an_ego_without_alters_has_an_empty_network(files):
    assert read(files(), "3")[0].members == ()


def test_everybody_counts_as_asked_even_where_nobody_is_tied(files):
    alters = ALTERS + "2,2,Yi\n"
    book, _ = read(files(alters=alters), "2")
    assert measures(book)["ties_known"] == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_encodings_are_found_out(files, separator, encoding):
    texts = (t.replace(",", separator) for t in (EGOS, ALTERS, AATIES))
    book, _ = read(files(*texts, encoding=encoding))
    assert [m.name for m in book.members] == ["Ann", "Bob", "José"]
    assert len(book.ties) == 1


def test_row_names_as_r_writes_them_and_egors_own_dots_are_understood(files):
    book, _ = read(
        files(
            "",
            '"",".egoID",".altID"\n"1",7,1.0\n"2",7,2.0\n',
            '"",".egoID",".srcID",".tgtID"\n"1",7,1,2\n',
        ),
        "7",
    )
    assert [m.id for m in book.members] == ["1", "2"]
    assert len(book.ties) == 1


def test_without_names_the_ids_have_to_do(files):
    book, _ = read(files(alters="egoID,alterID\n1,anna\n1,ben\n"))
    assert [m.name for m in book.members] == ["anna", "ben"]


def test_which_ego_may_be_left_out_where_there_is_one(files):
    one = files("egoID\n1\n", "egoID,alterID\n1,a\n", "egoID,Source,Target\n")
    assert len(read(one, None)[0].members) == 1


def test_several_egos_need_a_choice(files):
    with pytest.raises(NotReadable, match=r"3 egos \(1, 2, 3\): say which with --ego"):
        read(files(), None)


def test_an_ego_that_is_not_there_is_said(files):
    with pytest.raises(NotReadable, match="no ego 9 in these files"):
        read(files(), "9")


def test_files_without_rows_are_refused(files):
    with pytest.raises(NotReadable, match="nobody's network"):
        read(files("", "egoID,alterID\n", ""), None)


def test_alters_are_needed(files):
    with pytest.raises(NotReadable, match="alters are missing"):
        read(files(alters=""))


def test_two_files_of_a_kind_are_refused(files):
    given = [Given.of(path) for path in files()]
    with pytest.raises(NotReadable, match="a second file of alters"):
        egor.read([*given, given[-1]], Asked(ego="1"))


def test_a_csv_of_something_else_is_none_of_them():
    other = Given("x.csv", b"a,b\n1,2\n")
    assert not egor.recognises(other)
    with pytest.raises(NotReadable, match="lacks a column egoID"):
        egor.read([other], Asked())


def test_a_tie_with_a_stranger_is_left_out_and_said(files):
    book, staged = read(files(aaties=AATIES + "1,1,9,1\n"))
    assert len(book.ties) == 1
    assert "'9'" in str(staged.skipped[0])


def test_an_alter_named_twice_is_kept_once(files):
    book, staged = read(files(alters=ALTERS + "1,1,Ann again\n"))
    assert len(book.members) == 3
    assert staged.skipped[0].member


def test_columns_that_have_no_place_are_said(files):
    _, staged = read(files(alters="egoID,alterID,age\n1,1,44\n"))
    assert str(staged.skipped[-1]) == "c.csv: these columns were not used: age"


def test_a_line_end_inside_quotes_is_no_row(files):
    book, _ = read(files(alters='egoID,alterID,note\n1,1,"two\nlines"\n1,2,x\n'))
    assert len(book.members) == 2


def test_two_egos_in_one_book_stay_apart(files):
    first, _ = read(files(), "1")
    second, _ = read(files(), "2")
    assert not {m.id for m in first.members} & {m.id for m in second.members}


def test_r_leaves_out_the_head_of_its_row_names(files):
    book, _ = read(files("", '"egoID","alterID","name"\n"1",7,1,"Ann"\n', ""), "7")
    assert [(m.id, m.name) for m in book.members] == [("1", "Ann")]


def test_excels_unicode_text_is_read(files):
    paths = files("", "egoID\talterID\n1\ta\n", "", encoding="utf-16")
    assert [m.id for m in read(paths)[0].members] == ["a"]


def test_a_quote_that_never_ends_costs_one_row(files):
    book, staged = read(files("", 'egoID,alterID,name\n1,1,"Ann\n1,2,Bob\n', ""), "1")
    assert [m.name for m in book.members] == ["Bob"]
    assert str(staged.skipped[0]) == "line 2: a quotation mark in it is not closed"
    assert staged.skipped[0].member


def test_openeddis_columns_are_these_too(files):
    edges = "puid,nameid,targetid\n7,1,2\n"
    book, _ = read(files("", "puid,nameid,name\n7,1,Ann\n7,2,Bob\n", edges), "7")
    assert [m.name for m in book.members] == ["Ann", "Bob"]
    assert len(book.ties) == 1


def test_a_broken_tie_is_no_lost_person(files):
    broken = AATIES.replace("1,2,1,.3", '1,"2,1,.3')
    _, staged = read(files(aaties=broken))
    assert [s.member for s in staged.skipped if "quotation" in s.why] == [False]


def test_columns_of_ours_are_used_where_everything_fits(files):
    book, staged = read(
        files(alters="egoID,alterID,closeness,met,organization\n1,1,2,TRUE,Acme\n1,2,NA,NA,NA\n")
    )
    assert [(m.closeness, m.met, m.organisation) for m in book.members] == [(2, True, "Acme"), (None, None, "")]  # fmt: skip
    assert "closeness was read as 1 (closest) to 4" in str(staged.skipped[-1])


# --- out ----------------------------------------------------------------------------------------

BOOK = Book().with_(
    Learner(name="Noor", organisation="Acme"),
    Member(id="ann", name="Ann", kind="person", role="peer", closeness=2, ties_asked=True),
    Member(id="wiki", name="The wiki", kind="source", role="encyclopaedia", topics=("R", "a;b")),
    Member(id="=1+1", name="=Bob", kind="person", note='"two"\nlines; more | and \t others' * 20),
    Tie(a="ann", b="=1+1"),
    Aim(id="aim", text="Learn R"),
)


def given_of(book):
    return [Given(name, data) for name, data in egor.files(book).items()]


def back(book):
    (brought,) = incoming.read(given_of(book))
    assert brought.format == "egor"
    return brought.staged


def test_three_files_are_written_with_one_ego():
    texts = {name: data.decode("utf-8") for name, data in egor.files(BOOK).items()}
    assert texts["egos.csv"].splitlines() == [
        "egoID,name,organisation,time_zone,language,aims",
        "1,Noor,Acme,,,Learn R",
    ]
    assert texts["aaties.csv"].splitlines() == ["egoID,Source,Target,weight", "1,'=1+1,ann,1"]
    head, ann = texts["alters.csv"].splitlines()[:2]
    assert head.startswith("egoID,alterID,name,kind,role,closeness,strength,")
    assert ann.startswith("1,ann,Ann,person,peer,2,0.75,")


def test_our_own_three_files_come_back():
    staged = back(BOOK)
    assert staged.content.members == BOOK.members
    assert staged.content.ties == BOOK.ties
    assert staged.skipped == ()


def test_no_cell_is_a_formula():
    for data in egor.files(BOOK).values():
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8"))) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_book_without_anybody_comes_back_as_nobody():
    assert back(Book()).content.members == ()


def test_an_id_that_csv_does_not_keep_becomes_another_and_ties_stay():
    odd = (Member(id=id, name="x", kind="person") for id in ("7.0", " ", "NA"))
    staged = back(Book().with_(*odd, Tie(a="7.0", b="NA")))
    assert len(staged.content.members) == 3
    assert len(staged.content.ties) == 1


WORDS = st.text(max_size=20).map(attributes.text).filter(lambda text: text not in ("NA", "NaN"))
PEOPLE = st.lists(
    st.builds(
        Member,
        id=st.text("ab=-'é,;\"", min_size=1, max_size=5),
        name=st.text("Ann éü=,;|'\"@-", min_size=1).filter(str.strip),
        kind=st.just("person"),
        role=st.none() | st.sampled_from(["peer", "expert"]),
        closeness=st.none() | st.integers(1, 4),
        topics=st.lists(WORDS.filter(bool), max_size=3).map(tuple),
        organisation=WORDS,
        note=WORDS,
        met=st.none() | st.booleans(),
        ties_asked=st.booleans(),
        added=st.none() | st.dates(),
    ),
    unique_by=lambda member: member.id,
    max_size=4,
)


@given(PEOPLE, st.data())
def test_a_round_trip_loses_nothing_that_is_said_to_be_kept(people, data):
    pairs = [(a.id, b.id) for a in people for b in people if a.id < b.id]
    tied = data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    book = Book().with_(*people, *(Tie(a=a, b=b) for a, b in tied))
    staged = egor.read(given_of(book), Asked())
    assert staged.content.members == book.members
    assert {t.id for t in staged.content.ties} == {t.id for t in book.ties}


def test_notes_full_of_semicolons_do_not_change_the_separator():
    note = Member(id="a", name="Ann", kind="person", note=";" * 900)
    assert back(Book().with_(note)).content.members == (note,)


def test_r_finds_the_first_column_under_its_name():
    # read.csv takes the mark of UTF-8 for a part of it
    assert all(data.startswith(b"egoID,") for data in egor.files(BOOK).values())


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fall(noise):
    for bytes in (noise, ALTERS.encode() + noise, b"egoID,alterID\n" + noise):
        file = Given("x", bytes)
        egor.recognises(file)
        with contextlib.suppress(NotReadable):
            egor.read([file], Asked(ego="1"))

"""egor's three files: which is which, whose network, and what is dropped."""

import pytest

from plnkit.errors import NotReadable
from plnkit.exchange import egor, incoming
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked
from plnkit.measures import measures
from plnkit.model import Book

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
    given = files()
    with pytest.raises(NotReadable, match="a second file of alters"):
        egor.read([*given, given[-1]], "1")


def test_a_csv_of_something_else_is_refused(tmp_path):
    other = tmp_path / "x.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(NotReadable, match="neither a book of plnkit"):
        incoming.read([Given.of(other)])


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
    given = files("", "egoID\talterID\n1\ta\n", "", encoding="utf-16")
    assert [m.id for m in read(given)[0].members] == ["a"]


def test_a_quote_that_never_ends_is_refused(files):
    with pytest.raises(NotReadable, match="not a CSV file"):
        read(files("", 'egoID,alterID,name\n1,1,"Ann\n1,2,Bob\n', ""), "1")

"""CSV: what is broken is one row, and what a spreadsheet would run is a text."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import cells
from plnkit.exchange.given import Given


def rows(data, **more):
    return cells.rows_of(Given("x.csv", data if isinstance(data, bytes) else data.encode()), **more)


def values(data):
    return [row.cells for row in rows(data).rows]


def test_a_row_knows_the_line_on_which_it_begins():
    # a cell may hold lines, and blank rows are left out
    found = rows('name,note\n"Ana","one\ntwo"\n\n,\nBen,x\n')
    assert [(r.where, r.cells[0]) for r in found.rows] == [
        ("line 1", "name"), ("line 2", "Ana"), ("line 6", "Ben"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(mark):
    assert values(f"name{mark}firm\nAna{mark}Acme\n") == [("name", "firm"), ("Ana", "Acme")]


def test_separators_in_quotation_marks_do_not_count():
    assert values('"a, b, c, d";x\n"e, f, g";y\n')[0] == ("a, b, c, d", "x")


def test_a_mark_that_stands_in_one_cell_often_separates_nothing():
    # a list in a cell, as we write it ourselves, and a comma in a decimal number
    assert values("name,topics\nAna,a; b; c; d; e\n")[1] == ("Ana", "a; b; c; d; e")
    assert values("name;share\nAna;1,5\nBen;2\n")[1] == ("Ana", "1,5")


@pytest.mark.parametrize("line", ["sep=;", "SEP=;\r", "sep=; "])
def test_excel_says_the_separator_in_a_first_line(line):
    # in the rows themselves there are more commas
    found = rows(f"{line}\nname;note\nAna;a, b, c\n")
    assert [(r.line, r.cells) for r in found.rows] == [
        (2, ("name", "note")), (3, ("Ana", "a, b, c")),
    ]  # fmt: skip


def test_a_quotation_mark_that_is_not_closed_loses_its_row_and_no_other():
    found = rows('name,note\nAna,"tea\nBen,x\nCy,y\n')
    assert [r.cells[0] for r in found.rows] == ["name", "Ben", "Cy"]
    (lost,) = found.skipped
    assert (str(lost), lost.raw) == (
        "line 2: a quotation mark in it is not closed", 'Ana,"tea',
    )  # fmt: skip
    assert lost.member


def test_a_quotation_mark_far_from_the_end_of_the_file_loses_its_row_alone():
    # csv gives up after 131,072 letters in a cell
    rest = "".join(f"P{n},{'x' * 50}\n" for n in range(4000))
    found = rows('name,note\nAna,"tea\n' + rest)
    assert (len(found.rows), len(found.skipped)) == (4001, 1)


def test_bytes_that_are_no_text_lose_their_row_and_no_other():
    found = rows(b"name,note\nAna,a\0b\nBen,x\n")
    assert [r.cells[0] for r in found.rows] == ["name", "Ben"]
    assert [s.where for s in found.skipped] == ["line 2"]
    assert "\0" not in found.skipped[0].raw


def test_each_line_is_read_in_its_own_encoding():
    # two exports put together: UTF-8 with a mark, then cp1252
    data = b"\xef\xbb\xbfname\nJos\xc3\xa9\nZo\xeb \x80\n"
    assert values(data) == [("name",), ("José",), ("Zoë €",)]


@pytest.mark.parametrize("kind", ["utf-16", "utf-8-sig"])
def test_a_mark_of_the_encoding_is_no_part_of_the_first_heading(kind):
    assert values("name,firm\nZoë,Acme\n".encode(kind))[0] == ("name", "firm")


def test_half_a_file_is_read_up_to_where_it_ends():
    found = rows('name,firm\nAna,Acme\nBen,"Bo')
    assert [r.cells[0] for r in found.rows] == ["name", "Ana", "Ben"]


def test_rows_may_end_as_on_any_computer():
    assert values("a,b\r\nc,d\re,f\n") == [("a", "b"), ("c", "d"), ("e", "f")]


def test_a_thousand_columns_are_refused_with_what_to_do():
    with pytest.raises(NotReadable, match="1,000 columns, and plnkit reads up to 500: keep those"):
        rows(",".join(map(str, range(1000))) + "\n")


def test_more_lines_than_fit_into_memory_are_refused(monkeypatch):
    monkeypatch.setattr(cells, "LINES", 10)
    assert len(rows("a,b\n" * 10).rows) == 10
    for line in ("a,b\n", "\n", "\r"):
        with pytest.raises(NotReadable, match="more than 10 lines"):
            rows("a\n" + line * 30)


def test_more_cells_than_fit_into_memory_are_refused(monkeypatch):
    monkeypatch.setattr(cells, "CELLS", 10)
    with pytest.raises(NotReadable, match="more than 10 cells"):
        rows("a,b,c,d\n" * 5)


def test_rows_that_never_end_are_not_read_again_and_again(monkeypatch):
    # each line opens a quotation mark again, so that each would be read to the end of the file
    monkeypatch.setattr(cells, "AGAIN", 1000)
    with pytest.raises(NotReadable, match="all over that are not closed"):
        rows('x"y,"z"w,"\n' * 2000 + '"')


def test_the_first_rows_are_enough_to_recognise_a_file():
    file = Given("x.csv", b"name,firm\n" + b"Ana,Acme\n" * 50_000)
    assert [r.cells for r in cells.first_rows(file, 2)] == [("name", "firm"), ("Ana", "Acme")]


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange(data):
    assert isinstance(rows(data), cells.Rows)
    assert isinstance(cells.first_rows(Given("x", data)), tuple)


@given(st.text(alphabet='a"\n,;\0\r =', max_size=80))
def test_each_line_with_something_in_it_is_read_or_told(text):
    found = rows(text)
    assert all(1 <= r.line <= text.count("\n") + text.count("\r") + 1 for r in found.rows)


# --- cells that would be run --------------------------------------------------------------------

LIVE = ['=HYPERLINK("http://x.example")', "+1", "-a", "@x", "\tx", "\rx", "'=x", "''+x"]


@pytest.mark.parametrize("text", LIVE)
def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(text):
    assert cells.guarded(text) == f"'{text}"
    assert cells.unguarded(cells.guarded(text)) == text


@pytest.mark.parametrize("text", ["Ana", "'quoted'", "O'Neill", "", "'", "1-2"])
def test_what_it_would_not_run_stays_as_it_is(text):
    assert cells.guarded(text) == cells.unguarded(text) == text


@given(st.text())
def test_any_text_comes_back_from_its_guard(text):
    assert cells.unguarded(cells.guarded(text)) == text


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1)))
def test_nothing_that_is_written_is_run(table):
    data = cells.written(table).decode("utf-8-sig")
    csv.field_size_limit(1_000_000)
    for row in csv.reader(io.StringIO(data, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_numbers_are_left_alone():
    assert cells.written([(-1, 2.5)]).decode("utf-8-sig") == "-1,2.5\r\n"


def test_a_file_that_is_written_says_that_it_is_utf_8():
    assert cells.written([("Zoë",)]) == b"\xef\xbb\xbfZo\xc3\xab\r\n"

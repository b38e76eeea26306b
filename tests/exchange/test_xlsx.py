"""A workbook of Excel: rows of text, whoever wrote it, and nothing that runs, bursts or hangs."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import xlsx, xlsx_out
from plnkit.exchange.given import Given
from plnkit.exchange.xlsx_out import Page

moment = datetime.fromisoformat
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return Given("x.xlsx", out.getvalue())


def of_cells(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def values(file):
    return [[row.cells for row in sheet.rows] for sheet in xlsx.sheets(file)]


def by_hand(sheet, *, shared="", main="", styles="", sheets=None):
    """Return a workbook of which the parts are written as other programs write them."""
    names = sheets or '<sheet name="S" sheetId="1" r:id="rId1"/>'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'{head}<workbook {MAIN} xmlns:r="{rel}">{main}<sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships><Relationship Id="rId1" '
        'Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet
        if sheet.startswith("<?xml")
        else f"{head}<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>",
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f"{head}<sst {MAIN}>{shared}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"{head}<styleSheet {MAIN}>{styles}</styleSheet>"
    return packed(parts)


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, text in parts.items():
            whole.writestr(name, text)
    return Given("x.xlsx", out.getvalue())


# --- what stands in cells -----------------------------------------------------------------------


def test_numbers_are_as_short_as_they_can_be():
    (rows,) = values(saved(of_cells((7.0, 7, 0.5, 1e20, -3, 33.25))))
    assert rows == [("7", "7", "0.5", "1e+20", "-3", "33.25")]


def test_days_and_times_are_written_as_iso_8601_has_them():
    row = (date(2026, 3, 12), moment("2026-03-12T14:30"), time(14, 30), moment("1900-01-05"))
    assert values(saved(of_cells(row))) == [
        [("2026-03-12", "2026-03-12T14:30:00", "14:30", "1900-01-05")]
    ]


def test_a_number_is_a_day_only_by_its_format():
    book = of_cells((45000, 45000, 45000, 45000))
    formats = ('0.00 "days"', "[$-407]d. mmmm yyyy;@", "General", r"0\d")
    for cell, pattern in zip(book.active[1], formats, strict=True):
        cell.number_format = pattern
    assert values(saved(book)) == [[("45000", "2023-03-15", "45000", "45000")]]


def test_days_may_be_counted_from_1904_as_on_old_computers_of_apple():
    file = by_hand(
        '<row><c s="1"><v>44000</v></c></row>',
        main='<workbookPr date1904="1"/>',
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    )
    assert values(file) == [[("2024-06-19",)]]


def test_truths_and_errors_and_empty_cells():
    book = of_cells((True, False, None, "#N/A", "x"))
    assert values(saved(book)) == [[("TRUE", "FALSE", "", "", "x")]]


def test_of_a_formula_the_value_is_read_that_was_saved_with_it():
    file = by_hand('<row><c t="str"><f>A1&amp;"x"</f><v>Ana</v></c><c><f>1+1</f><v>2</v></c></row>')
    assert values(file) == [[("Ana", "2")]]


def test_a_text_in_several_formats_is_one_and_how_it_is_pronounced_is_none_of_it():
    shared = (
        "<si><r><t>Ana </t></r><r><rPr><b/></rPr><t>Silva</t></r></si>"
        "<si><t>東京</t><rPh sb='0' eb='1'><t>トウキョウ</t></rPh></si>"
    )
    file = by_hand('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', shared=shared)
    assert values(file) == [[("Ana Silva", "東京")]]


def test_texts_may_stand_in_the_cells_themselves():
    file = by_hand('<row r="1"><c r="A1" t="inlineStr"><is><t>Ana</t></is></c></row>')
    assert values(file) == [[("Ana",)]]


def test_cells_and_rows_need_not_say_where_they_are():
    file = by_hand("<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row>")
    assert values(file) == [[("1", "", "", "2", "3")]]


def test_elements_may_have_a_prefix():
    sheet = (
        '<?xml version="1.0"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">'
        '<x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    (found,) = xlsx.sheets(by_hand(sheet))
    assert [(row.where, row.cells) for row in found.rows] == [("row 2", ("", "7"))]


def test_controls_come_as_a_workbook_writes_them():
    file = by_hand('<row><c t="str"><v>a_x000D_b_x005F_x000D_c</v></c></row>')
    assert values(file) == [[("a\rb_x000D_c",)]]


def test_a_text_that_is_not_there_is_nothing():
    file = by_hand('<row><c t="s"><v>99</v></c><c t="s"><v>x</v></c><c><v>1</v></c></row>')
    assert values(file) == [[("", "", "1")]]


def test_of_merged_cells_the_first_holds_the_text():
    book = of_cells(("Ana", None), ("Ben", "x"))
    book.active.merge_cells("A1:B1")
    assert values(saved(book)) == [[("Ana",), ("Ben", "x")]]


def test_hidden_sheets_are_not_read_and_the_others_in_their_order():
    book = of_cells(("first",))
    for name, state in (("B", "hidden"), ("C", "veryHidden"), ("D", "visible")):
        sheet = book.create_sheet(name)
        sheet.append((name,))
        sheet.sheet_state = state
    assert values(saved(book)) == [[("first",)], [("D",)]]
    assert xlsx.sheet_names(saved(book)) == ("Sheet", "D")


# --- what is refused ----------------------------------------------------------------------------

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037"])
def test_a_dtd_is_refused_in_whatever_letters(encoding):
    # cp037 is of mainframes: its "<" is no "<" to somebody who looks at the bytes
    text = BOMB.replace('"1.0"', f'"1.0" encoding="{encoding}"')
    head, _, rest = text.partition("?>")
    data = text.encode(encoding) if encoding != "cp037" else f"{head}?>".encode() + rest.encode(encoding)  # fmt: skip
    good = by_hand("<row/>")
    with zipfile.ZipFile(io.BytesIO(good.data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with pytest.raises(NotReadable, match=r"has a DTD in it|is a broken workbook"):
        values(packed({**parts, "xl/worksheets/sheet1.xml": data}))


def test_a_bomb_of_zeros_is_refused():
    with pytest.raises(NotReadable, match="unpacks to more than plnkit takes"):
        values(by_hand("<row/>" + " " * 20_000_000))


def test_a_row_that_is_only_said_to_be_there_costs_nothing():
    # readers that fill the rows before it would not come back
    file = by_hand('<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>')
    (found,) = xlsx.sheets(file)
    assert [row.cells for row in found.rows] == [("1",)]


def test_a_column_too_far_out_is_refused_if_something_stands_there():
    assert values(by_hand('<row><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row>')) == [[("1",)]]
    with pytest.raises(NotReadable, match="16,384 columns, and plnkit reads up to 500"):
        values(by_hand('<row><c r="XFD1"><v>1</v></c></row>'))


@pytest.mark.parametrize(
    ("limit", "what"), [("ROWS", "4 rows"), ("CELLS", "4 cells"), ("LIMIT", "4 characters")]
)
def test_more_than_fits_into_memory_is_refused(limit, what, monkeypatch):
    monkeypatch.setattr(xlsx, limit, 4)
    row = "<row><c><v>1</v></c></row>"
    assert len(values(by_hand(row * 4))[0]) == 4
    with pytest.raises(NotReadable, match=f"holds more than {what}"):
        values(by_hand(row * 5))


@pytest.mark.parametrize(
    "sheet",
    ["<a>" * 60, "".join(f"<a{n}/>" for n in range(3000)), f"<c {'a ' * 40_000}/>"],
    ids=["levels", "names", "attributes"],
)
def test_what_is_made_to_take_memory_is_refused(sheet):
    with pytest.raises(NotReadable, match="holds more than a workbook of Excel does"):
        values(by_hand(sheet))


def test_more_sheets_than_a_workbook_has_are_refused():
    with pytest.raises(NotReadable, match="more than 100 sheets"):
        values(by_hand("<row/>", sheets='<sheet name="S"/>' * 101))


def test_an_old_workbook_or_one_with_a_password_says_what_to_do():
    with pytest.raises(
        NotReadable, match=r"old workbook of Excel, or has a password: .* as \.xlsx"
    ):
        values(Given("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


def test_what_is_no_workbook_is_told_so():
    for data in (b"name\nAna\n", packed({"a.csv": "x"}).data):
        file = Given("x.xlsx", data)
        assert not xlsx.is_workbook(file)
        with pytest.raises(NotReadable, match="is no workbook of Excel"):
            values(file)


def test_broken_xml_is_told():
    with pytest.raises(NotReadable, match="broken workbook of Excel: open it there, and save it"):
        values(by_hand("<row><c></row>"))


GOOD = saved(of_cells(("name", "day"), ("Ana", date(2026, 3, 12)))).data


@settings(deadline=None)
@given(st.binary(max_size=50), st.integers(0, len(GOOD)), st.integers(0, 40))
def test_whatever_is_broken_is_read_or_refused(noise, at, less):
    with suppress(NotReadable):
        values(Given("x.xlsx", GOOD[:at] + noise + GOOD[at + less :]))


@settings(deadline=None)
@given(st.text(alphabet='<>/row c v t=" 019AZs&;x_', max_size=200))
def test_whatever_stands_in_a_sheet_is_read_or_refused(text):
    with suppress(NotReadable):
        values(by_hand(f"<row><c t='s'><v>1</v></c>{text}</row>"))


# --- writing ------------------------------------------------------------------------------------

LIVE = (
    '=HYPERLINK("http://x")', "+1", "-a", "@x", "\tx", "\rx", "'=x", "http://x.example",
    "mailto:a@x.example", "{=1}", "007",
)  # fmt: skip


def written(*rows):
    head = [f"c{n}" for n in range(len(rows[0]))]
    return xlsx_out.written([Page("S", head, rows, [10] * len(head))])


def test_a_text_is_a_text_whatever_it_begins_with():
    sheet = openpyxl.load_workbook(io.BytesIO(written(LIVE)))["S"]
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert not any(cell.hyperlink for cell in sheet[2])
    assert values(Given("x.xlsx", written(LIVE)))[0][1] == LIVE


def test_nothing_in_the_parts_of_a_workbook_runs_or_links():
    with zipfile.ZipFile(io.BytesIO(written(LIVE))) as whole:
        sheet = whole.read("xl/worksheets/sheet1.xml")
        assert not any("sheet1.xml.rels" in name for name in whole.namelist())
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_days_are_days_in_excel_and_old_ones_texts():
    data = written((date(2026, 3, 12), date(1815, 12, 10)))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["S"]
    assert [cell.value for cell in sheet[2]] == [moment("2026-03-12"), "1815-12-10"]


def test_the_head_is_bold_and_stays_in_sight():
    sheet = openpyxl.load_workbook(io.BytesIO(written(("x",))))["S"]
    assert sheet["A1"].font.b
    assert sheet.freeze_panes == "A2"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.one_of(
    TEXTS,
    st.integers(0, 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
)


@settings(deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=20))
def test_what_is_written_is_read_back(row):
    row = ["x", *row, "y"]
    (_, found) = values(Given("x.xlsx", written(row)))[0]
    for value, cell in zip(row, found, strict=True):
        if isinstance(value, bool):
            assert cell == str(value).upper()
        elif isinstance(value, int | float):
            assert float(cell) == value
        else:
            assert cell == str(value)

"""Files that a book is taken along as, from a real page: texts and what is none, named or not."""

import io
import zipfile


def saved(visitor, label):
    """Press Save beside a label, and return the file that the browser saves."""
    with visitor.page.expect_download() as download:
        visitor.view("keep").get_by_role("button", name=f"Save: {label}").click()
    return download.value


def test_a_spreadsheet_arrives_whole_and_with_aliases_nobody_is_in_it(served, visit, wait):
    me = visit(served("small"), page="review")
    me.shot("exports")
    file = saved(me, "Spreadsheet")
    assert file.suggested_filename.endswith(".xlsx")
    assert "Amara Okafor" in text_of(file)
    me.view("keep").get_by_role("button", name="With aliases").click()
    me.view("keep").get_by_text("Read a file once before you give it away").wait_for()
    file = saved(me, "Spreadsheet")
    assert "-aliases" in file.suggested_filename
    assert "Amara" not in text_of(file)
    assert "Person 1" in text_of(file)
    cards = saved(me, "Contact cards").path().read_bytes()
    assert cards.startswith(b"BEGIN:VCARD\r\n")
    me.view("keep").get_by_text("Saved as my-network-").wait_for()
    me.shot("exports-aliases")


TOO_FEW = """() => {
  for (const cell of document.querySelectorAll(".pln-number")) cell.textContent = "not enough yet";
}"""


def test_two_pictures_fit_beside_each_other_where_a_number_is_not_enough_yet(served, visit, wait):
    me = visit(served("small"), page="review")
    me.page.locator(".pln-then-later").wait_for()
    me.page.evaluate(TOO_FEW)
    wait(lambda: me.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def text_of(file):
    """Return what stands in a spreadsheet."""
    with zipfile.ZipFile(io.BytesIO(file.path().read_bytes())) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())

"""The report as a file: whole or not at all, and never over something else."""

import stat

import pytest
from report_books import DAY

from plnkit.errors import BookError, NotWritable
from plnkit.model import Book, Learner
from plnkit.report import page, write


def test_a_report_is_written_as_it_is_made(small, tmp_path):
    write(small, tmp_path / "report.html", names=False, since="May", changed=["Yes."], today=DAY)
    made = page(small, names=False, since="May", changed=["Yes."], today=DAY)
    assert (tmp_path / "report.html").read_text("utf-8") == made


def test_only_its_owner_can_read_it(tmp_path):
    write(Book(), tmp_path / "report.html")
    assert stat.S_IMODE((tmp_path / "report.html").stat().st_mode) == 0o600


def test_a_report_takes_the_place_of_an_older_one(small, tmp_path):
    path = tmp_path / "report.html"
    write(Book(), path, today=DAY)
    write(small, path, today=DAY)
    assert "Noor Haddad" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "content",
    [b"", b"<!doctype html><title>My thesis</title>", b"\x00\xff", b" " * 2000 + b"plnkit report"],
)
def test_what_is_no_report_stays_as_it_is(content, tmp_path):
    path = tmp_path / "thesis.html"
    path.write_bytes(content)
    with pytest.raises(NotWritable, match=r"exists and is not a report of plnkit: choose another"):
        write(Book(), path)
    assert path.read_bytes() == content


def test_what_a_learner_writes_does_not_make_another_file_a_report(tmp_path):
    path = tmp_path / "other.html"
    mark = '<meta name="generator" content="plnkit report">'
    html = page(Book().with_(Learner(name=mark)), today=DAY)
    path.write_text(html.replace(mark, "", 1), "utf-8")
    with pytest.raises(NotWritable):
        write(Book(), path)


def test_a_folder_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(NotWritable, match="is a folder: give the name of a file in it"):
        write(Book(), tmp_path)


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BookError, match="There is no folder"):
        write(Book(), tmp_path / "nowhere" / "report.html")


def test_nothing_else_is_left_in_the_folder(tmp_path):
    write(Book(), tmp_path / "report.html")
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]

"""The key of a learner who logs in: it lies in a file, and opens the book without a browser."""

import stat
import subprocess
import sys

import pytest

from plnkit import keyfile
from plnkit.errors import NotAKey, NotWritable
from plnkit.journal import Store
from plnkit.model import Member
from plnkit.workbook import Workbook


@pytest.fixture
def file(tmp_path):
    return tmp_path / ".plnkit" / "key"


def its(file):
    return {keyfile.PLACE: str(file)}


def test_a_key_is_made_that_its_owner_alone_can_read(file):
    keyfile.make(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert len(keyfile.own(its(file))) == 32


def test_a_key_that_is_there_stays(file):
    keyfile.make(file)
    before = keyfile.own(its(file))
    keyfile.make(file)
    assert keyfile.own(its(file)) == before


def test_nothing_but_the_key_is_left_in_its_folder(file):
    keyfile.make(file)
    assert list(file.parent.iterdir()) == [file]


def test_of_servers_that_start_at_once_all_have_one_key(file):
    make = "import sys; from pathlib import Path; from plnkit import keyfile as k; p = Path(sys.argv[1]); k.make(p); print(k.own({k.PLACE: p}))"
    started = [
        subprocess.Popen([sys.executable, "-c", make, file], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert len({one.communicate()[0] for one in started}) == 1
    assert [one.returncode for one in started] == [0] * 4


def test_a_volume_that_opened_the_key_to_others_does_so_no_longer(file):
    keyfile.make(file)
    file.chmod(0o660)
    keyfile.make(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_no_key_is_not_taken_for_one_and_stays(file):
    file.parent.mkdir()
    file.write_text("something else\n")
    with pytest.raises(NotAKey, match="holds no key"):
        keyfile.make(file)
    assert file.read_text() == "something else\n"


def test_a_folder_that_cannot_be_had_is_one_sentence(file):
    file.parent.write_text("a file in the place of the folder")
    with pytest.raises(NotWritable, match="check the permissions of its folder"):
        keyfile.make(file)


def test_where_browsers_keep_the_keys_there_is_none(file):
    assert keyfile.own({}) is None


def test_a_page_is_bound_to_the_learner_of_the_file_whatever_a_browser_sends(
    tmp_path, file, monkeypatch
):
    keyfile.make(file)
    where = tmp_path / "a.plnroom"
    monkeypatch.setenv("PLNKIT_STORE", str(where))
    monkeypatch.setenv(keyfile.PLACE, str(file))
    journal = Store.open(where).journal(keyfile.own())
    journal.change(lambda book: book.with_(Member(id="a", name="Ada", kind="person")), "Added")
    journal.close()
    mine = Workbook(None)
    mine.meet("0" * 32)
    assert [member.name for member in mine.book.members] == ["Ada"]
    mine.close()

"""The live book: changes, views that follow, and failures that stay in their place."""

import asyncio
import threading
from contextlib import closing
from datetime import date

import pytest

from plnkit import words, workbook
from plnkit.errors import BookError
from plnkit.journal import Journal, Store
from plnkit.model import Book, Member, Wave
from plnkit.workbook import Workbook, open_book


class Screen:
    """A view that remembers what was done to it."""

    def __init__(self):
        self.drawn, self.closed, self.failure = [], False, ""

    def draw(self, book):
        self.drawn.append([m.name for m in book.members])

    def close(self):
        self.closed = True

    def fail(self, sentence):
        self.failure = sentence


def person(name):
    return Member(id=name, name=name, kind="person")


def adds(name):
    return lambda book: book.with_(person(name))


@pytest.fixture
def mine(path):
    mine = Workbook(Journal.open(path))
    yield mine
    mine.close()


def test_a_change_is_in_the_book_and_on_disk(mine, path):
    mine.change(adds("Rosa"), "Added Rosa")
    assert [m.name for m in Journal.open(path).book.members] == ["Rosa"]


def test_a_view_is_drawn_when_it_is_shown_and_at_each_change(mine):
    screen = Screen()
    mine.show("map", screen, screen.draw)
    mine.change(adds("Rosa"), "Added Rosa")
    assert screen.drawn == [[], ["Rosa"]]


def test_a_view_shown_again_closes_the_one_before(mine):
    first, second = Screen(), Screen()
    mine.show("map", first, first.draw)
    mine.show("map", second, second.draw)
    mine.change(adds("Rosa"), "Added Rosa")
    assert (first.closed, first.drawn, second.drawn) == (True, [[]], [[], ["Rosa"]])


def test_a_cell_run_five_times_draws_once_a_change(mine):
    screens = [Screen() for _ in range(5)]
    for screen in screens:
        mine.show("map", screen, screen.draw)
    mine.change(adds("Rosa"), "Added Rosa")
    assert sum(["Rosa"] in s.drawn for s in screens) == 1


def test_a_view_that_fails_says_so_and_the_others_still_draw(mine, monkeypatch):
    monkeypatch.delenv("PLNKIT_STRICT", raising=False)
    broken, fine = Screen(), Screen()
    mine.show("broken", broken, lambda _: 1 / 0)
    mine.show("fine", fine, fine.draw)
    mine.change(adds("Rosa"), "Added Rosa")
    assert (broken.failure, fine.drawn[-1]) == (words.VIEW_FAILED, ["Rosa"])


def test_strict_mode_lets_a_failing_view_raise(mine, monkeypatch):
    monkeypatch.setenv("PLNKIT_STRICT", "1")
    with pytest.raises(ZeroDivisionError):
        mine.show("broken", Screen(), lambda _: 1 / 0)


def test_a_change_that_fails_changes_nothing(mine):
    with pytest.raises(ValueError, match="no longer in your network"):
        mine.change(lambda book: book.update("nobody", note="x"), "Noted")
    assert mine.undoable is None


def test_undo_and_redo_redraw_and_say_what_they_would_do(mine):
    screen = Screen()
    mine.show("map", screen, screen.draw)
    mine.change(adds("Rosa"), "Added Rosa")
    mine.undo()
    undone = mine.redoable.label
    mine.redo()
    assert (undone, screen.drawn, mine.redoable) == (
        "Added Rosa",
        [[], ["Rosa"], [], ["Rosa"]],
        None,
    )


def test_undo_works_after_closing_and_opening_again(mine, path):
    mine.change(adds("Rosa"), "Added Rosa")
    mine.close()
    again = Workbook(Journal.open(path))
    again.undo()
    assert again.book.members == ()


def test_two_tabs_see_each_other_on_their_next_action(mine, path):
    other = Workbook(Journal.open(path))
    mine.change(adds("Rosa"), "Added Rosa")
    other.change(adds("Tom"), "Added Tom")
    assert [m.name for m in other.book.members] == ["Rosa", "Tom"]


def test_an_idle_tab_sees_what_another_wrote(mine, path, monkeypatch):
    monkeypatch.setattr(Journal, "pause", 0.01)
    seen = asyncio.Event()
    other = Workbook(Journal.open(path))

    async def scene():
        other.stay()
        other.show("map", Screen(), lambda book: book.members and seen.set())
        mine.change(adds("Rosa"), "Added Rosa")
        await asyncio.wait_for(seen.wait(), 10)
        other.close()

    asyncio.run(scene())
    assert [m.name for m in other.book.members] == ["Rosa"]


def test_when_no_page_is_there_nobody_looks_for_others_changes(mine, monkeypatch):
    monkeypatch.setattr(Journal, "pause", 0.01)
    monkeypatch.setattr(workbook, "PRESENCE", 0.05)

    async def scene():
        mine.stay()
        await asyncio.wait_for(mine._watch, 10)

    asyncio.run(scene())


@pytest.fixture
def late(path, monkeypatch):
    """The book of a page that was made ready for whoever comes."""
    monkeypatch.setenv("PLNKIT_PAGE", "2_network.ipynb")
    monkeypatch.setenv("PLNKIT_BOOK", str(path))
    late = open_book()
    yield late
    late.close()
    workbook._open.clear()


def test_a_page_that_is_ready_opens_no_book_until_its_reader_comes(late, path):
    screen = Screen()
    late.show("map", screen, screen.draw)
    assert not path.exists()
    with closing(Journal.open(path)) as journal:
        journal.change(adds("Rosa"), "Added Rosa")
    late.meet()
    assert screen.drawn == [[], ["Rosa"]]


def test_before_its_reader_has_come_a_page_changes_nothing(late, path):
    with pytest.raises(BookError, match="One moment"):
        late.change(adds("Rosa"), "Added Rosa")
    assert not path.exists()


def test_in_a_store_the_key_opens_the_readers_own_book(late, tmp_path, monkeypatch):
    store = Store.open(tmp_path / "a.plnroom")
    monkeypatch.setenv("PLNKIT_STORE", str(tmp_path / "a.plnroom"))
    late.meet("a1" * 16)
    late.change(adds("Rosa"), "Added Rosa")
    assert [m.name for m in store.journal("a1" * 16).book.members] == ["Rosa"]
    assert store.journal("b2" * 16).book.members == ()
    store.close()


def test_in_a_store_a_reader_without_a_key_is_told(late, tmp_path, monkeypatch):
    Store.open(tmp_path / "a.plnroom").close()
    monkeypatch.setenv("PLNKIT_STORE", str(tmp_path / "a.plnroom"))
    with pytest.raises(BookError, match="This link is not whole"):
        late.meet(None)


def test_changes_from_many_threads_are_all_kept(mine):
    def work(start):
        for i in range(start, start + 20):
            mine.change(adds(f"P{i}"), "Added")

    threads = [threading.Thread(target=work, args=(n,)) for n in (0, 20, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mine.book.members) == 60


def test_the_book_that_the_environment_names_is_opened(path, monkeypatch):
    monkeypatch.setenv("PLNKIT_BOOK", str(path))
    opened = open_book()
    opened.change(adds("Rosa"), "Added Rosa")
    assert Journal.open(path).book.members[0].name == "Rosa"


def test_without_a_name_the_book_is_in_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("PLNKIT_BOOK", raising=False)
    monkeypatch.chdir(tmp_path)
    open_book()
    assert (tmp_path / "my-network.pln").exists()


def test_opening_a_book_twice_in_a_notebook_gives_the_same_workbook(path):
    assert open_book(path) is open_book(str(path))


def test_a_book_error_shows_one_sentence_in_a_notebook(tmp_path):
    with pytest.raises(BookError) as caught:
        open_book(tmp_path)
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_a_wave_is_the_book_as_it_was_then(path):
    mine = Workbook(Journal.open(path))
    mine.change(lambda book: book.with_(Member(id="a", name="Ana", kind="person")), "Added Ana")
    wave = Wave(id="w", name="Before", on=date(2026, 9, 1), seq=mine.seq)
    mine.change(lambda book: book.without("a"), "Removed Ana")
    assert [m.name for m in mine.picture(wave).members] == ["Ana"]
    assert mine.book.members == ()
    mine.close()


def test_everything_can_be_erased_and_no_trace_is_left(path):
    mine = Workbook(Journal.open(path))
    mine.change(lambda book: book.with_(Member(id="a", name="Rosalinde", kind="person")), "Added")
    mine.change(lambda book: book.without("a"), "Removed Rosalinde")
    mine.erase_all()
    assert mine.book == Book()
    assert mine.undoable is None
    mine.close()
    assert all(b"Rosalinde" not in p.read_bytes() for p in path.parent.iterdir())

"""The samples: as many as promised, made again the same, and every one can be imported."""

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from plnkit import files
from plnkit.exchange import portable
from plnkit.exchange.merging import merge
from plnkit.journal import Journal
from plnkit.model import Book, Snapshot

NAMES = ("small", "crowded", "empty")
TODAY = date(2026, 11, 2)


def sample(name: str) -> Snapshot:
    return portable.read(files.samples() / f"{name}.json").content


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_sample_is_skipped(name: str) -> None:
    assert portable.read(files.samples() / f"{name}.json").skipped == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_goes_into_a_book_and_out_again(name: str, journal: Journal) -> None:
    staged = portable.read(files.samples() / f"{name}.json")
    book = journal.change(lambda old: merge(old, staged)[0], "x")
    assert book.snapshot() == staged.content
    assert journal.problems == ()


def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    root = Path(portable.__file__).parents[2]
    subprocess.run(
        [sys.executable, "-B", files.samples() / "make_samples.py", made],
        env={"PYTHONPATH": str(root), "PYTHONHASHSEED": "7"},
        check=True,
    )
    for name in NAMES:
        assert (made / f"{name}.json").read_bytes() == (
            files.samples() / f"{name}.json"
        ).read_bytes(), name


def test_small_is_twelve() -> None:
    book = Book.of(sample("small"))
    assert (len(book.people), len(book.sources), len(sample("small").aims)) == (9, 3, 3)


def test_small_shows_what_a_book_can_hold() -> None:
    small = sample("small")
    assert {m.closeness for m in small.members} == {1, 2, 3, 4}
    assert len({m.role for m in small.members}) >= 8
    filled = ("ties", "supports", "interactions", "plans", "pulses", "waves", "notes")
    assert [name for name in filled if not getattr(small, name)] == []


def test_the_wave_of_small_is_a_smaller_book_of_before() -> None:
    (wave,) = sample("small").waves
    assert wave.phase == "before"
    assert wave.book is not None
    assert 0 < len(wave.book.members) < 12


def test_crowded_is_as_many_as_promised() -> None:
    crowded = sample("crowded")
    kinds = Counter(m.kind for m in crowded.members)
    counts = {name: len(getattr(crowded, name)) for name in ("ties", "interactions", "aims")}
    assert kinds == {"person": 110, "source": 40}
    assert counts == {"ties": 600, "interactions": 300, "aims": 12}


def test_crowded_has_few_close_ones_and_many_distant_ones() -> None:
    rings = Counter(m.closeness for m in sample("crowded").members)
    assert rings == {1: 5, 2: 15, 3: 50, 4: 74, None: 6}


def test_the_interactions_of_crowded_span_a_year() -> None:
    days = sorted(i.on for i in sample("crowded").interactions)
    assert TODAY - timedelta(days=365) <= days[0] < TODAY - timedelta(days=330)
    assert TODAY - timedelta(days=30) < days[-1] < TODAY


def test_those_of_one_organisation_know_each_other_more_often() -> None:
    book = Book.of(sample("crowded"))
    asked = [m for m in book.members if m.ties_asked]
    at = {m.id: m.organisation or m.id for m in asked}
    inside = sum(at[t.a] == at[t.b] for t in book.ties)
    possible = sum(at[a.id] == at[b.id] for i, a in enumerate(asked) for b in asked[:i])
    pairs = len(asked) * (len(asked) - 1) // 2
    assert inside / possible > 3 * (len(book.ties) - inside) / (pairs - possible)


@pytest.mark.parametrize("name", NAMES)
def test_ties_are_only_between_those_who_were_asked_about(name: str) -> None:
    book = Book.of(sample(name))
    assert all(book.member(i).ties_asked for t in book.ties for i in (t.a, t.b))


@pytest.mark.parametrize("name", NAMES)
def test_every_address_is_an_example(name: str) -> None:
    members = sample(name).members
    assert all(m.email.endswith("@example.org") for m in members if m.email)
    assert all(m.url.startswith("https://example.org/") for m in members if m.url)


@pytest.mark.parametrize("name", ["small", "crowded"])
def test_names_are_in_many_scripts_and_no_two_are_the_same(name: str) -> None:
    names = [m.name for m in sample(name).members]
    text = "".join(names)
    assert len(set(names)) == len(names)
    assert any("\u0600" <= c <= "\u06ff" for c in text)
    assert any("\u4e00" <= c <= "\u9fff" for c in text)
    assert any("\u00c0" <= c <= "\u017f" for c in text)
    assert "'" in text


def test_empty_is_empty() -> None:
    assert sample("empty") == Snapshot()


def test_the_folder_says_how_they_were_made() -> None:
    text = (files.samples() / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}.json`" in text for name in NAMES)

"""The samples: as many as promised, made again the same, and every one can be imported."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import mean

import pytest

from plnkit import files, pulses, shares, sharing
from plnkit.exchange import portable
from plnkit.exchange.merging import merge
from plnkit.journal import Journal
from plnkit.model import Aim, Book, Interaction, Plan, Snapshot, Support
from plnkit.room.topics import spoken
from plnkit.samples import cohort

NAMES = ("small", "crowded", "empty")
TODAY = date(2026, 11, 2)


def sample(name: str) -> Snapshot:
    return portable.load(files.samples() / f"{name}.json").content


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_sample_is_skipped(name: str) -> None:
    assert portable.load(files.samples() / f"{name}.json").skipped == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_goes_into_a_book_and_out_again(name: str, journal: Journal) -> None:
    staged = portable.load(files.samples() / f"{name}.json")
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
    for name in (*NAMES, "cohort"):
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
    filled = (
        "ties",
        "supports",
        "interactions",
        "plans",
        "pulses",
        "waves",
        "notes",
    )
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
    assert all(f"`{name}.json`" in text for name in (*NAMES, "cohort"))


# --- the cohort -----------------------------------------------------------------------------------

BOOKS = pytest.mark.parametrize("book", cohort(), ids=lambda book: book.learner.name)
TOPICS = ("feedback", "data", "team", "negotiate", "present")
NO_NAMES = {"AI", "English", "I", "January", "June", "March", "September"} | {
    "Monday",
    "Tuesday",
    "Thursday",
    "Friday",
}
INVENTED = {
    "",
    "Sallowmere Instruments",
    "Tern Valley College",
    "Copperleaf Foundry",
    "Bramblewick Clinic",
    "Lowland Weather Watch",
    "Three Herons Cooperative",
}


def written(book: Book) -> list[str]:
    aims = (text for aim in book.all(Aim) for text in (aim.text, aim.why))
    told = (text for i in book.all(Interaction) for text in (i.got, i.gave, i.learned))
    planned = (t for p in book.all(Plan) for t in (p.cue, p.act, p.question))
    return [text for text in (*aims, *told, *planned) if text]


def helpers(book: Book) -> list[int]:
    open_aims = [aim for aim in book.all(Aim) if aim.status == "open"]
    return [sum(s.aim == aim.id for s in book.all(Support)) for aim in open_aims]


def mixes() -> list[pulses.Mix]:
    return [mix for book in cohort() if (mix := pulses.latest(book).mix)]


def test_the_cohort_is_24_of_whom_one_has_not_begun() -> None:
    sizes = sorted(len(book.members) for book in cohort())
    assert len(sizes) == 24
    assert (sizes[:3], sizes[-1]) == ([0, 3, 3], 40)
    assert all(8 <= size <= 20 for size in sizes[3:-1])


def test_the_file_of_the_cohort_is_small() -> None:
    assert (files.samples() / "cohort.json").stat().st_size < 400_000


def test_every_book_of_the_cohort_is_a_portable_one(tmp_path: Path) -> None:
    raw = json.loads((files.samples() / "cohort.json").read_bytes())
    assert (raw["format"], raw["version"]) == ("plnkit-cohort", 1)
    for one, book in zip(raw["books"], cohort(), strict=True):
        (tmp_path / "one.json").write_text(json.dumps(one), encoding="utf-8")
        staged = portable.load(tmp_path / "one.json")
        assert (staged.skipped, staged.content) == ((), book.snapshot())


@BOOKS
def test_a_book_of_the_cohort_goes_out_and_comes_back(book: Book, tmp_path: Path) -> None:
    text = portable.text(book, lambda _: Book(), datetime(2026, 11, 2, tzinfo=UTC))
    (tmp_path / "one.json").write_bytes(text)
    staged = portable.load(tmp_path / "one.json")
    assert (staged.skipped, Book.of(staged.content)) == ((), book)


def test_no_two_of_the_cohort_have_the_same_name() -> None:
    names = [book.learner.name for book in cohort()]
    assert all(names)
    assert len(set(names)) == len(names)


@BOOKS
def test_no_two_members_of_one_book_have_the_same_name(book: Book) -> None:
    assert len({m.name for m in book.members}) == len(book.members)


def test_no_id_is_in_two_books() -> None:
    kinds = (Aim, Interaction, Support, Plan)
    ids = [e.id for b in cohort() for e in (*b.members, *(e for k in kinds for e in b.all(k)))]
    assert len(set(ids)) == len(ids)


def test_the_names_of_the_cohort_are_in_many_scripts() -> None:
    text = "".join(book.learner.name for book in cohort())
    scripts = ("\u0400-\u04ff", "\u0370-\u03ff", "\u0600-\u06ff", "\u3040-\u30ff", "\u4e00-\u9fff")
    assert [
        s for s in (*scripts, "\uac00-\ud7a3", "\u1e00-\u1eff") if not re.search(f"[{s}]", text)
    ] == []


@BOOKS
def test_only_invented_organisations_and_no_addresses_are_in_the_cohort(book: Book) -> None:
    assert {book.learner.organisation, *(m.organisation for m in book.members)} <= INVENTED
    assert not any(m.email or m.url for m in book.members)


def test_nobody_is_named_in_what_the_cohort_wrote() -> None:
    books = [b for b in cohort() if b.learner.language != "de"]  # whose nouns have capitals
    texts = [text for book in books for text in written(book)]
    inside = [re.findall(r"(?<![.:?!] )(?<!^)\b[A-ZÀ-Þ]\w*", text) for text in texts]
    assert {word for words in inside for word in words} == NO_NAMES


@BOOKS
def test_what_the_cohort_would_share_are_their_own_words(book: Book) -> None:
    share = sharing.drafted(book)
    said = {*share.asks, *share.offers, *(aim.text for aim in share.aims or ())}
    assert said <= set(written(book))
    assert len(shares.encode(share)) < shares.LIMIT


@pytest.mark.parametrize("topic", TOPICS)
def test_at_least_five_aims_are_about_one_topic(topic: str) -> None:
    aims = [aim.text for book in cohort() for aim in book.all(Aim)]
    assert sum(topic in spoken([text]) for text in aims) >= 5


def test_aims_are_of_all_kinds_and_never_too_many() -> None:
    counts = [len(book.all(Aim)) for book in cohort() if book.members]
    assert (min(counts), max(counts)) == (1, 4)
    assert len({aim.kind for book in cohort() for aim in book.all(Aim)}) == 5


def test_what_most_of_the_cohort_ask_for_another_can_do() -> None:
    asking = [book for book in cohort() if book.all(Aim)]
    met = [b for b in asking if _topics(sharing.asks(b)) & _offered_by_others(b)]
    assert len(met) >= len(asking) / 2


def _topics(texts: tuple[str, ...]) -> set[str]:
    return spoken(texts).keys() & {*TOPICS, "customers", "delegate", "write", "plan", "ai"}


def _offered_by_others(book: Book) -> set[str]:
    return {t for other in cohort() if other is not book for t in _topics(sharing.offers(other))}


def test_some_aims_of_the_cohort_have_nobody_yet_and_some_have_one() -> None:
    counts = Counter(count for book in cohort() for count in helpers(book))
    assert min(counts[0], counts[1], counts[2]) >= 5


def test_the_cohort_learns_in_many_ways_mostly_on_the_job() -> None:
    usual = {"formal": 15, "on_the_job": 45, "social": 25, "self_directed": 15}
    for part, percent in usual.items():
        assert mean(getattr(mix, part) for mix in mixes()) == pytest.approx(percent, abs=3)
    assert len(set(map(str, mixes()))) > 15


@BOOKS
def test_a_mix_makes_a_hundred(book: Book) -> None:
    for pulse in book.all(pulses.Pulse):
        mix = pulse.mix
        assert mix.formal + mix.on_the_job + mix.social + mix.self_directed == 100


@BOOKS
def test_whom_one_met_in_person_one_has_met(book: Book) -> None:
    assert all(m.met for m in book.people if m.began == "in person")


@BOOKS
def test_ties_in_the_cohort_are_only_between_those_who_were_asked_about(book: Book) -> None:
    assert all(book.member(i).ties_asked for t in book.ties for i in (t.a, t.b))


def test_some_of_the_cohort_asked_nobody_whom_they_know_and_most_did() -> None:
    asked = [any(m.ties_asked for m in book.people) for book in cohort() if book.people]
    assert len(asked) / 2 < sum(asked) < len(asked)


def test_most_of_the_cohort_have_a_plan_that_is_still_to_come() -> None:
    plans = [plan for book in cohort() for plan in book.all(Plan)]
    assert 16 <= len(plans) < 23
    assert all(plan.on > TODAY for plan in plans)

"""Numbers in words: each measure has a sentence, and none says more than it can."""

import pytest

from plnkit.measures import measures
from plnkit.model import Book, Member, Tie
from plnkit.reading import Facts, counts, numbers, numbers_as_text
from plnkit.reading.numbers import GROUPS
from plnkit.samples import example
from plnkit.words import NOT_ENOUGH


def people(n, asked):
    return [Member(id=str(i), name=f"P{i}", kind="person", ties_asked=i < asked) for i in range(n)]


def rows(book, **more):
    return {row.label: row for _, several in numbers(Facts.of(book, **more)) for row in several}


def test_every_number_is_told_once():
    told = [number.key for group in GROUPS for number in group.numbers]
    known = [k for k, v in measures(example()).items() if not isinstance(v, dict | list)]
    assert sorted(told) == sorted(known)


def test_what_is_undefined_is_not_enough_yet():
    found = rows(Book())
    assert {r.shown for label, r in found.items() if label != "On your map"} == {NOT_ENOUGH}
    assert found["On your map"].shown == "0"


@pytest.mark.parametrize(("asked", "suffices"), [(7, False), (8, True)])
def test_below_half_of_the_pairs_nothing_is_said_of_ties(asked, suffices):
    book = Book().with_(*people(10, asked), Tie(a="0", b="1"))
    found = rows(book)
    on_ties = {n.label for g in GROUPS for n in g.numbers if n.on_ties}
    assert len(on_ties) == 9
    assert {label for label in on_ties if found[label].shown != NOT_ENOUGH} == (
        on_ties if suffices else set()
    )
    assert "fewer than half" in found["Density"].said or suffices
    assert measures(book)["density"] == pytest.approx(1 / 45)  # the number itself is computed


def test_who_was_not_asked_about_is_not_said_to_know_nobody():
    said = rows(Book().with_(*people(10, 8)))["Who know nobody else"].said
    assert said == "Of your people, on your map. 2 of them were not asked about."


def test_sources_are_counted_when_asked_for():
    assert rows(example())["On your map"].said.endswith("3 sources are not counted here.")
    assert rows(example(), sources=True)["On your map"].shown == "12"


def test_counts_are_lines():
    assert counts(Facts.of(Book().with_(*people(2, 0))))[0] == ("By role", "not said yet 2")


@pytest.mark.parametrize("book", [Book(), example()])
def test_the_table_fits_a_terminal(book):
    lines = list(numbers_as_text(book))
    assert all(len(line) <= 100 for line in lines)
    assert lines[0] == "WHO IS THERE"

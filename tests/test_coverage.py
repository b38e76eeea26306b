"""Which aims have somebody who helps."""

from plnkit.coverage import coverage, supporters
from plnkit.model import Aim, Book, Member, Support


def book():
    people = [Member(id=id, name=id, kind="person") for id in "abc"]
    aims = [Aim(id="x", text="x"), Aim(id="y", text="y"), Aim(id="z", text="z", status="reached")]
    supports = [
        Support(id="1", aim="x", member="a", help="feedback"),
        Support(id="2", aim="x", member="a", help="purpose", status="helping"),
        Support(id="3", aim="x", member="b", help="purpose", status="asked"),
        Support(id="4", aim="z", member="c", help="purpose"),
    ]
    return Book().with_(*people, *aims, *supports)


def test_open_aims_are_rows_also_without_anybody():
    assert [(r.aim.id, list(r.supports)) for r in coverage(book())] == [
        ("x", ["a", "b"]),
        ("y", []),
    ]


def test_of_several_kinds_of_help_the_farthest_counts():
    row = coverage(book())[0]
    assert [row.how_far(id) for id in "abc"] == ["helping", "asked", None]


def test_supporters_are_those_of_open_aims_the_most_helpful_first():
    more = Support(id="5", aim="y", member="b", help="balance")
    both = book().with_(more)
    assert [m.id for m in supporters(coverage(both), both)] == ["b", "a"]

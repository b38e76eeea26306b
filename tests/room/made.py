"""Shares of invented learners."""

from hypothesis import strategies as st

from plnkit.model import PERSON_ROLES, SOURCE_ROLES
from plnkit.shares import Began, Learning, Point, Share, Sized, Wanted


def share(id="a", **items):
    return Share(id=str(id), to="room", **items)


def aim(text="Feedback", kind="goal", helpers=0):
    return Wanted(kind, text, helpers)


def mixed(*parts):
    return Learning(*parts)


def full(id, n=0):
    """Return a share with every item; `n` makes it another one."""
    return share(
        id,
        size=Sized(3 + n, 1),
        composition={"peer": 1 + n, "expert": 2, "tool": 1},
        rings=(1 + n, 1, 2, 1),
        contact=Began(1, 2 + n, 1),
        mix=mixed(10, 50, 30, 10),
        aims=(aim(), aim("Honest feedback", "need", 1)),
        points=(Point(1, 0.1), Point(0.25, 0.9)),
    )


small = st.integers(0, 3)
parts = st.sampled_from([0, 10, 50])
roles = st.sampled_from([*PERSON_ROLES[:3], SOURCE_ROLES[0], "<b>mine</b>"])
texts = st.sampled_from(["Feedback", "honest feedback", "Führung", "budget", ""])
kinds = st.sampled_from(["goal", "need", "interest", "motivation", "problem"])
aims = st.lists(st.builds(Wanted, kinds, texts, small), max_size=3).map(tuple)
points = st.lists(
    st.builds(Point, st.sampled_from([0.25, 1]), st.sampled_from([0, 0.5, 1])), max_size=3
).map(tuple)


def contents(id):
    return st.builds(
        Share,
        id=st.just(str(id)),
        to=st.just("room"),
        size=st.none() | st.builds(Sized, small, small),
        composition=st.none() | st.dictionaries(roles, small, max_size=3),
        rings=st.none() | st.tuples(small, small, small, small),
        contact=st.none() | st.builds(Began, small, small, small),
        mix=st.none() | st.builds(Learning, parts, parts, parts, parts),
        aims=st.none() | aims,
        points=st.none() | points,
    )

"""What changed in words: names, numbers, what was felt, and never why."""

from datetime import date

import pytest

from plnkit.model import Aim, Book, Capability, Member, Mix, Pulse, Tie
from plnkit.reading.waves import (
    FELT_NOTHING,
    MOST,
    NAMED,
    NO_CAUSE,
    NO_MIX,
    NOT_AGAIN,
    NOT_BEFORE,
    NOTHING,
    SAID,
    TOO_SMALL_TO_SHOW,
    WHY,
    read_changes,
    read_feelings,
    read_measured,
    read_mix,
    read_mixes,
)
from plnkit.waves import Measured, compare, feelings, measured


def person(name, **values):
    return Member(id=name, name=name, kind="person", **values)


def book(*things):
    return Book().with_(*things)


def changes(before, after):
    return read_changes(compare(before, after))


# --- on the map ---------------------------------------------------------------------------------


def test_where_nothing_changed_it_says_so():
    assert changes(book(person("Rosa")), book(person("Rosa"))) == [NOTHING]


def test_who_came_in_and_who_is_no_longer_there_is_named():
    assert changes(book(person("Rosa")), book(person("Amina"), person("Tom"))) == [
        "Came in: Amina and Tom.",
        "No longer there: Rosa.",
    ]


def test_who_is_closer_or_further_is_said_with_both_rings():
    before = book(*(person(n, closeness=c) for n, c in (("Rosa", 3), ("Tom", 1), ("Ana", 4))))
    after = before.update("Rosa", closeness=1).update("Tom", closeness=2).update("Ana", closeness=2)
    assert changes(before, after) == [
        "Closer: Rosa, from ring 3 to ring 1; Ana, from ring 4 to ring 2.",
        "Further out: Tom, from ring 1 to ring 2.",
    ]


def test_who_is_placed_or_no_longer_placed_and_who_has_another_role_is_said():
    before = book(person("Rosa", role="peer"), person("Tom", closeness=1))
    after = book(person("Rosa", role="expert", closeness=2), person("Tom", role="peer"))
    assert changes(before, after) == [
        "Placed: Rosa, ring 2.",
        "No longer placed: Tom.",
        "In another role: Rosa, from peer to expert; Tom, from not said yet to peer.",
    ]


def test_ties_are_said_to_be_among_those_asked_about():
    people = [person(n, ties_asked=True) for n in ("Ana", "Rosa", "Tom")]
    before = book(*people, Tie(a="Ana", b="Rosa"))
    assert changes(before, book(*people, Tie(a="Rosa", b="Tom"))) == [
        "Tied now, of those asked about both times: Rosa – Tom.",
        "No longer tied, of those asked about both times: Ana – Rosa.",
    ]


def test_two_who_turned_out_to_be_one_are_named_both():
    before = book(person("Rosa"), person("Rosa L."))
    said = changes(before, before.merged("Rosa", "Rosa L."))
    assert said == ["Turned out to be one: Rosa L. is Rosa."]


def test_what_is_beside_the_map_follows_that_nothing_changed_on_it():
    before = book(person("Rosa"), person("Tom"), person("Ana", status="paused"))
    after = before.update("Rosa", status="paused", intent="Budgets").update("Tom", status="dormant")
    assert changes(before, after.update("Ana", status="active")) == [
        NOTHING,
        "Paused: Rosa.",
        "Gone quiet: Tom.",
        "Active again: Ana.",
        "Newly said what you want to learn with them: Rosa.",
    ]


def test_aims_are_said_in_their_own_words():
    before = book(
        *(Aim(id=i, text=i) for i in ("one", "two", "gone")),
        Aim(id="o", text="o", status="dropped"),
    )
    after = before.without("gone").update("one", status="reached").update("two", status="dropped")
    after = after.update("o", status="open").with_(Aim(id="new", text="new\nline"))
    assert changes(before, after) == [
        NOTHING,
        "New among your aims: “new line”.",
        "Reached: “one”.",
        "Let go: “two”.",
        "Taken up again: “o”.",
        "No longer among your aims: “gone”.",
    ]


def test_a_long_aim_is_cut_between_words_so_that_no_half_name_stays():
    aim = Aim(id="a", text="Learn from the way in which the team of our colleague Amanda works")
    (_, said) = changes(book(), book(aim))
    assert said.endswith("of our colleague…”.")


def test_many_are_named_up_to_a_few_and_the_others_counted():
    many = [person(f"P{i}", closeness=3) for i in range(NAMED + 5)]
    closer = [person(f"P{i}", closeness=1) for i in range(NAMED + 5)]
    assert changes(book(), book(*many))[0].endswith("and 5 others.")
    assert changes(book(*many), book(*closer))[0].endswith("; 5 more.")


def test_a_name_from_right_to_left_leaves_its_sentence_alone():
    before = book(person("ليلى", closeness=3))
    (said,) = changes(before, before.update("ليلى", closeness=1))
    assert "\u2068ليلى\u2069, from ring 3 to ring 1" in said


# --- in numbers ---------------------------------------------------------------------------------


def crowd(n, **values):
    return book(*(person(f"P{i}", ties_asked=True, **values) for i in range(n)))


def rows(before, after):
    return {row.label: row for row in read_measured(measured(before, after))}


def test_what_can_be_read_has_a_sentence_and_both_numbers():
    row = rows(crowd(6, closeness=4), crowd(6, closeness=1))["Closeness"]
    assert (row.before, row.after) == ("4.00", "1.00")
    assert row.said == "On the whole, people stand closer."


def test_people_are_counted_without_praise():
    found = rows(crowd(2), crowd(1))
    assert (found["People"].before, found["People"].said) == ("2", "Fewer people on your map.")
    assert found["Sources"].said == "No difference."


def test_too_small_to_read_says_why():
    assert (
        rows(crowd(2), crowd(9))["Density"].said == "Too small to read: it takes 5 people in both."
    )
    one_moved = crowd(6, closeness=2).update("P0", closeness=4)
    assert rows(crowd(6, closeness=2), one_moved)["Closeness"].said == (
        "Too small to read: one person alone could make that difference."
    )


def test_a_value_that_is_missing_is_not_enough_yet():
    row = rows(crowd(6), crowd(6, closeness=1))["Closeness"]
    assert (row.before, row.after) == ("not enough yet", "1.00")
    assert row.said.startswith("Not enough yet to compare")


def test_a_difference_that_the_digits_do_not_show_is_not_said_to_be_none():
    (row,) = read_measured([Measured("density", 0.4201, 0.4202, readable=True)])
    assert (row.before, row.after, row.said) == ("42%", "42%", TOO_SMALL_TO_SHOW)


@pytest.mark.parametrize("row", measured(Book(), Book()), ids=lambda row: row.name)
def test_every_measure_has_a_label_and_a_word_for_higher_and_lower(row):
    for before, after in ((1.0, 2.0), (2.0, 1.0)):
        known = row._replace(before=before, after=after, readable=True)
        assert read_measured([known])[0].said == SAID[row.name][before > after]


def test_no_sentence_praises_or_blames():
    said = " ".join((*WHY.values(), *(text for pair in SAID.values() for text in pair))).lower()
    for word in ("better", "worse", "improve", "good", "bad", "grew", "growth", "only", "should"):
        assert word not in said.split()


# --- what was felt ------------------------------------------------------------------------------

AIM = Aim(id="budget", text="budget")


def pulse(day, level=None, **values):
    able = () if level is None else (Capability(aim="budget", level=level),)
    return Pulse(id=f"p{day}", on=date(2026, 11, day), capability=able, **values)


def felt(before, *after, **more):
    then = book(AIM, *before)
    return read_feelings(feelings(then, then.with_(*after)), **more)


def test_capability_then_and_now_is_a_sentence_and_no_proof():
    assert felt([pulse(1, 3)], pulse(9, 6)) == [
        "With “budget”, you said 3 then, 6 now (of 10).",
        NO_CAUSE,
    ]


def test_two_pictures_of_the_past_need_not_speak_of_now():
    assert felt([pulse(1, 3)], pulse(9, 6), later="later")[0].endswith("3 then, 6 later (of 10).")


def test_the_same_twice_is_both_times():
    assert felt([pulse(1, 3)], pulse(9, 3))[0] == "With “budget”, you said 3 both times (of 10)."


def test_what_was_said_once_is_said_to_be_missing_and_nothing_is_compared():
    assert felt([pulse(1, 3)]) == ["With “budget”: 3 then (of 10); not said again since."]
    assert felt([], pulse(1, 0)) == ["With “budget”: 0 now (of 10); not said before."]


def test_engagement_and_future_are_said_likewise():
    assert felt([pulse(1, engagement=5)], pulse(9, engagement=0, future=8)) == [
        "Engagement: 5 then, 0 now (of 10).",
        "“I see a future here”: 8 now (of 10); not said before.",
        NO_CAUSE,
    ]


def test_nothing_said_is_not_enough_yet():
    assert felt([]) == [FELT_NOTHING]


def test_many_aims_leave_the_rest_to_the_table():
    aims = [Aim(id=f"a{i}", text=f"a{i}") for i in range(MOST + 1)]
    able = tuple(Capability(aim=aim.id, level=1) for aim in aims)
    here = book(*aims, Pulse(id="p", on=date(2026, 11, 1), capability=able))
    said = read_feelings(feelings(Book(), here))
    assert said[MOST:] == ["1 more is in the table."]


# --- where one learns ---------------------------------------------------------------------------


def mixed(day=1, **mix):
    return pulse(day, mix=Mix(**mix))


def test_where_one_learns_most_comes_first():
    here = book(mixed(formal=15, social=40, on_the_job=30, self_directed=15))
    assert read_mix(here) == (
        "As you see it, you learn most with and from people: 40%. "
        "Then on the job (30%), in courses (15%) and on your own (15%)."
    )


def test_two_that_are_largest_are_named_both_and_four_alike_as_such():
    assert read_mix(book(mixed(formal=40, social=40, on_the_job=20))).startswith(
        "As you see it, you learn most in courses and with and from people: 40% each."
    )
    assert read_mix(book(mixed(formal=25, social=25, on_the_job=25, self_directed=25))) == (
        "As you see it, you learn as much in each of the four ways: 25%."
    )


@pytest.mark.parametrize("pulses", [(), (pulse(1, engagement=3),), (mixed(),)])
def test_without_a_mix_it_is_said_what_to_do(pulses):
    assert read_mix(book(AIM, *pulses)) == NO_MIX
    assert NO_MIX.startswith("Not enough yet: ")


def test_the_latest_mix_by_day_is_read():
    here = book(mixed(9, formal=100), mixed(2, social=100))
    assert "most in courses: 100%" in read_mix(here)


def test_parts_that_are_larger_and_smaller_are_said_with_both_shares():
    before = book(mixed(formal=50, social=50))
    after = before.with_(mixed(9, formal=20, social=50, on_the_job=30))
    assert read_mixes(feelings(before, after)) == (
        "Larger now: on the job, from 0% to 30%. Smaller now: in courses, from 50% to 20%."
    )


def test_the_same_mix_twice_and_mixes_said_once_are_told_apart():
    before = book(mixed(formal=100))
    assert read_mixes(feelings(before, before.with_(mixed(9, formal=100)))) == (
        "Your mix is the same both times."
    )
    assert read_mixes(feelings(before, before)) == NOT_AGAIN
    assert read_mixes(feelings(Book(), before)) == NOT_BEFORE
    assert read_mixes(feelings(Book(), Book())) == NO_MIX

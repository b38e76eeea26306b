"""EgoWeb's pairs of alters: read from both ends of a row, answers in between."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import egoweb, incoming
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, Unanswered

HEAD = "Interview ID,EgoID,Alter 1 Number,Alter 1 Name,Alter 2 Number,Alter 2 Name,Know,Alter 1 ID,Alter 2 ID\n"
# Each pair stands once, tied or not.
ROWS = "7,me_1,1,Ann,2,Bob,1,101,102\n7,me_1,1,Ann,3,Cy,0,101,103\n7,me_1,2,Bob,3,Cy,2,102,103\n"
SECOND = "8,you_2,1,Xu,2,Yi,1,201,202\n"


def staged(text, ego=None):
    return egoweb.read([Given("study-alter-pair.csv", text.encode())], Asked(ego=ego))


def network(text, ego=None):
    content = staged(text, ego).content
    names = {m.id: m.name for m in content.members}
    return list(names.values()), sorted(sorted((names[t.a], names[t.b])) for t in content.ties)


ALL = (["Ann", "Bob", "Cy"], [["Ann", "Bob"], ["Bob", "Cy"]])


def test_pairs_are_known_by_their_columns_and_read():
    (brought,) = incoming.read([Given("x.csv", (HEAD + ROWS).encode())])
    assert brought.format == "egoweb"
    assert network(HEAD + ROWS) == ALL
    assert all(m.ties_asked for m in brought.staged.content.members)


def test_which_question_ties_is_said():
    said = str(staged(HEAD + ROWS).skipped[0])
    assert said == "study-alter-pair.csv: a pair is tied where this is more than 0 or no: Know"


@pytest.mark.parametrize("no", ["0", "", "-1", "-2", "-3", "-4", "0.0", "No", "never", "NA"])
def test_a_no_and_an_answer_not_given_tie_nobody(no):
    assert network(HEAD + f"7,me,1,Ann,2,Bob,{no},101,102\n")[1] == []


@pytest.mark.parametrize("yes", ["1", "3", "0.5", "Yes", "often"])
def test_any_other_answer_ties(yes):
    assert network(HEAD + f"7,me,1,Ann,2,Bob,{yes},101,102\n")[1] == [["Ann", "Bob"]]


def test_of_several_questions_one_is_enough():
    head = HEAD.replace("Know", "Know,Work")
    rows = "7,me,1,Ann,2,Bob,0,1,101,102\n7,me,1,Ann,3,Cy,0,0,101,103\n"
    assert network(head + rows)[1] == [["Ann", "Bob"]]


def test_a_comma_in_a_question_shifts_no_column():
    # the header is joined without quotation marks, and so has one column more than the rows
    assert network(HEAD.replace("Know", "Do they know, like or help each other?") + ROWS) == ALL


def test_two_questions_with_commas_are_read_from_both_ends():
    head = HEAD.replace("Know", "Know, at all,Work, or more")
    rows = "7,me,1,Ann,2,Bob,0,1,101,102\n7,me,1,Ann,3,Cy,0,0,101,103\n"
    assert network(head + rows) == (["Ann", "Bob", "Cy"], [["Ann", "Bob"]])


def test_r_writes_dots_and_names_of_rows():
    head = ",".join(f'"{name}"' for name in HEAD.strip().replace(" ", ".").split(","))
    rows = "".join(f'"{n}",{row}\n' for n, row in enumerate(ROWS.splitlines(), 1))
    assert network(head + "\n" + rows) == ALL
    assert network('"",' + head + "\n" + rows) == ALL


def test_without_names_the_numbers_have_to_do():
    # EgoWeb leaves the names out where the researcher chose so
    head = HEAD.replace("Alter 1 Name,", "").replace("Alter 2 Name,", "")
    assert network(head + "7,me,1,2,1,101,102\n") == (["Alter 1", "Alter 2"], [["Alter 1", "Alter 2"]])  # fmt: skip


def test_without_ids_the_numbers_have_to_do():
    # as older versions write it
    head = HEAD.replace(",Alter 1 ID,Alter 2 ID", "")
    assert network(head + "7,me,1,Ann,2,Bob,1\n7,me,1,Ann,3,Cy,0\n7,me,2,Bob,3,Cy,1\n") == ALL


def test_a_distance_is_no_answer():
    # as the first EgoWeb wrote it: how far apart two are, 1 being neighbours
    head = (
        "Interview number,Alter 1 number,Alter 1 name,Alter 2 number,Alter 2 name,Know,Distance\n"
    )
    assert network(head + "1,1,Ann,2,Bob,1,1\n1,1,Ann,3,Cy,0,2\n1,2,Bob,3,Cy,1,1\n") == ALL


@pytest.mark.parametrize("ego", ["7", "me_1"])
def test_an_interview_is_chosen_by_its_id_or_its_ego(ego):
    assert network(HEAD + ROWS + SECOND, ego) == ALL


def test_several_interviews_need_a_choice():
    with pytest.raises(Unanswered, match="2 egos") as fault:
        staged(HEAD + ROWS + SECOND)
    assert fault.value.options == ("me_1", "you_2")
    assert network(HEAD + ROWS + SECOND, "you_2")[0] == ["Xu", "Yi"]


def test_two_interviews_of_one_ego_are_two_networks():
    again = SECOND.replace("you_2", "me_1")
    with pytest.raises(Unanswered, match="me_1 has 2 networks") as fault:
        staged(HEAD + ROWS + again, "me_1")
    assert fault.value.options == ("7", "8")


def test_a_study_before_the_name_of_a_column_is_no_matter():
    head = HEAD.replace("Interview ID", "Study Interview ID").replace("EgoID", "Study EgoID")
    assert network(head + ROWS, "me_1") == ALL


def test_the_second_time_everybody_has_the_same_id_and_in_another_interview_another():
    first, again = (staged(HEAD + ROWS).content.members for _ in "12")
    other = staged(HEAD + ROWS.replace("7,", "9,")).content.members
    assert [m.id for m in first] == [m.id for m in again]
    assert not {m.id for m in first} & {m.id for m in other}


def test_a_row_that_is_too_short_is_left_out_and_said():
    found = staged(HEAD + ROWS + "7,me_1,1\n")
    assert len(found.content.members) == 3
    (lost,) = [s for s in found.skipped if s.raw]
    assert (lost.where, lost.why, lost.raw) == ("line 5", "it names no two alters", "7,me_1,1")


def test_a_pair_of_somebody_with_themselves_is_no_tie():
    text = HEAD + "7,me,1,Ann,1,Ann,1,101,101\n"
    assert network(text) == (["Ann"], [])
    assert ["tied" in s.why for s in staged(text).skipped] == [True]  # nothing else is said


ALTERS = "Interview ID,EgoID,age,Alter Number,Alter Name,close\n7,me_1,44,1,Ann,2\n"


def test_what_is_said_of_each_alter_is_left_out_and_said():
    texts = {"alters.csv": ALTERS, "pairs.csv": HEAD + ROWS}
    (brought,) = incoming.read([Given(name, text.encode()) for name, text in texts.items()])
    assert len(brought.staged.content.members) == 3
    assert "not read, only who knows whom" in str(brought.staged.skipped[0])


def test_alters_alone_are_no_network():
    with pytest.raises(NotReadable, match="export the alter pair data"):
        staged(ALTERS)


def test_a_file_without_pairs_is_refused():
    with pytest.raises(NotReadable, match="hold no pairs"):
        staged(HEAD)


def test_a_file_of_something_else_is_refused():
    with pytest.raises(NotReadable, match="lacks the columns Alter 1 Number"):
        staged("EgoID,name\n1,2\n")


@given(st.binary(max_size=300), st.integers(0, len(HEAD + ROWS)))
def test_no_bytes_at_all_make_it_fall(noise, cut):
    for data in (noise, (HEAD + ROWS)[:cut].encode() + noise, HEAD.encode() + noise):
        file = Given("x", data)
        egoweb.recognises(file)
        with contextlib.suppress(NotReadable):
            egoweb.read([file], Asked())

"""Interviews of Network Canvas: files that belong together, and the quirks of their columns."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import incoming, network_canvas
from plnkit.exchange.egos import chosen
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, Unanswered

ANN, BOB, CY, XU = (f"{n}0000000-0000-4000-8000-000000000000" for n in "1234")
ME, YOU = "e1111111-0000-4000-8000-000000000000", "e2222222-0000-4000-8000-000000000000"

# Lines end in CR LF, as the exporter writes them.
EGO = (
    "networkCanvasEgoUUID,networkCanvasCaseID,networkCanvasSessionID,networkCanvasProtocolName,"
    "sessionStart,sessionFinish,sessionExported,age\r\n"
    f"{ME},case 1,session-1,Learning,2026-02-01T10:00:00Z,,2026-02-02T10:00:00Z,44\r\n"
)
# `nodeID` begins anew in each session; a categorical variable is a column an option; `_x` and `_y`
# are where somebody was put on the screen.
PEOPLE = (
    "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name,closeness,context_work,context_home,map_x,map_y\r\n"
    f"1,{ME},{ANN},Ann,1,true,false,0.5,0.25\r\n"
    f"2,{ME},{BOB},Bob,4,false,false,0.1,0.2\r\n"
    f"3,{ME},{CY},'=Cy,,true,true,0.3,0.3\r\n"  # a cell that a spreadsheet would run is guarded
)
# Two edges of the same two people, one in each direction, and one that leads back to itself.
EDGES = (
    "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID,weight\r\n"
    f"1,1,2,{ME},u1,{ANN},{BOB},2\r\n"
    f"2,2,1,{ME},u2,{BOB},{ANN},2\r\n"
    f"3,1,1,{ME},u3,{ANN},{ANN},2\r\n"
)
OTHER = {
    "b_ego.csv": EGO.replace(ME, YOU).replace("case 1", "case 2").replace("session-1", "session-2"),
    "b_attributeList_Person.csv": (
        f"nodeID,networkCanvasEgoUUID,networkCanvasUUID,name\r\n1,{YOU},{XU},Xu\r\n"
    ),
}
SET = {
    "a_ego.csv": EGO,
    "a_attributeList_Person.csv": PEOPLE,
    "a_edgeList_Knows.csv": EDGES,
}


def given_of(texts):
    return [Given(name, text.encode()) for name, text in texts.items()]


def staged(texts, ego=None):
    return network_canvas.read(given_of(texts), Asked(ego=ego))


def names(texts, ego=None):
    return [m.name for m in staged(texts, ego).content.members]


def test_a_set_of_files_is_read_as_one_interview():
    (brought,) = incoming.read(given_of(SET))
    assert brought.format == "network_canvas"
    content = brought.staged.content
    assert [(m.id, m.name, m.kind) for m in content.members] == [
        (ANN, "Ann", "person"),
        (BOB, "Bob", "person"),
        (CY, "=Cy", "person"),
    ]
    assert [(t.a, t.b) for t in content.ties] == [(ANN, BOB)]
    assert all(m.ties_asked for m in content.members)


def test_closeness_from_1_to_4_is_taken_and_how_it_was_read_is_said():
    found = staged(SET)
    assert [m.closeness for m in found.content.members] == [1, 4, None]
    assert "closeness was read as 1 (closest) to 4" in str(found.skipped[0])


def test_options_are_no_fields_of_ours_and_said():
    said = str(staged(SET).skipped[-1])
    assert said == "the interview: these columns were not used: context_work and context_home"


def test_another_scale_of_closeness_is_not_used():
    found = staged({**SET, "a_attributeList_Person.csv": PEOPLE.replace("Bob,4", "Bob,5")})
    assert [m.closeness for m in found.content.members] == [None, None, None]
    assert "closeness" in str(found.skipped[-1])


@pytest.mark.parametrize("ego", [ME, "case 1", "session-1"])
def test_an_ego_is_chosen_by_uuid_case_or_session(ego):
    assert names(SET | OTHER, ego) == ["Ann", "Bob", "=Cy"]


def test_several_interviews_need_a_choice():
    with pytest.raises(Unanswered, match="2 egos") as fault:
        staged(SET | OTHER)
    assert fault.value.options == ("case 1", "case 2")
    assert names(SET | OTHER, "case 2") == ["Xu"]


def test_a_case_of_two_sessions_is_told_apart_by_the_sessions():
    again = {name: text.replace("case 2", "case 1") for name, text in OTHER.items()}
    with pytest.raises(Unanswered, match="case 1 has 2 networks") as fault:
        staged(SET | again, "case 1")
    assert fault.value.options == ("session-1", "session-2")


def test_an_ego_whose_name_runs_over_lines_is_named_in_one_and_can_be_chosen():
    known = {"a": ("one\n two",), "b": ("other",)}
    with pytest.raises(Unanswered, match="one two, other"):
        chosen(known, None)
    assert chosen(known, "one\n two") == chosen(known, " one two ") == "a"


def test_an_ego_that_is_not_there_is_said():
    with pytest.raises(NotReadable, match="no ego nobody in these files"):
        staged(SET, "nobody")


def test_without_edges_nobody_was_asked():
    found = staged({"a_attributeList_Person.csv": PEOPLE}).content
    assert not any(m.ties_asked for m in found.members)


def test_a_list_of_edges_that_is_empty_says_that_nobody_is_tied():
    empty = {**SET, "a_edgeList_Knows.csv": EDGES.split("\r\n", maxsplit=1)[0] + "\r\n"}
    found = staged(empty).content
    assert found.ties == ()
    assert all(m.ties_asked for m in found.members)


def test_places_are_left_out_with_their_edges_and_said():
    places = PEOPLE.replace(ANN, XU).replace("Ann", "Library").split("\r\n")[:2]
    edges = EDGES + f"4,1,9,{ME},u4,{ANN},{XU},1\r\n"
    found = staged(
        {
            **SET,
            "a_attributeList_Place (1).csv": "\r\n".join(places),
            "a_edgeList_Knows.csv": edges,
        }
    )
    assert "Library" not in [m.name for m in found.content.members]
    assert len(found.content.ties) == 1
    assert (
        str(found.skipped[0])
        == "Place: 1 of this type left out: it is neither a person nor a source"
    )


def test_books_and_websites_are_sources():
    found = staged({"a_attributeList_Websites.csv": PEOPLE}).content
    assert {m.kind for m in found.members} == {"source"}


@pytest.mark.parametrize("column", ["Name", "nickname", "first_name", "preferred name"])
def test_a_name_is_found_under_its_usual_names(column):
    assert names({"x": PEOPLE.replace(",name,", f",{column},")}) == ["Ann", "Bob", "=Cy"]


def test_without_a_name_type_and_number_have_to_do():
    people = PEOPLE.replace(",name,", ",sex,")
    assert names({"a_attributeList_Person.csv": people})[0] == "Person 1"


def test_an_edge_to_somebody_who_is_in_none_of_the_files_is_said():
    edges = EDGES + f"4,1,9,{ME},u4,{ANN},nobody,1\r\n"
    found = staged({**SET, "a_edgeList_Knows.csv": edges})
    assert len(found.content.ties) == 1
    assert "edges that lead to nobody in these files left out: 1" in str(found.skipped[0])


def test_a_broken_row_costs_one_person():
    found = staged({"x": PEOPLE.replace("Bob", '"Bob')})
    assert [m.name for m in found.content.members] == ["Ann", "=Cy"]
    assert found.skipped[0].member


def test_a_row_without_its_uuid_is_left_out_and_said():
    found = staged({"x": PEOPLE.replace(BOB, " ")})
    assert [m.name for m in found.content.members] == ["Ann", "=Cy"]
    assert str(found.skipped[0]) == "line 3: it has no networkCanvasUUID"


def test_newer_columns_of_the_exporter_do_no_harm():
    head, rest = EGO.split("\r\n", 1)
    ego = f"{head},networkCanvasInterviewLocale,networkCanvasFinishOutcome\r\n{rest}"
    assert len(names({**SET, "a_ego.csv": ego})) == 3


def test_a_file_of_something_else_is_refused():
    with pytest.raises(NotReadable, match="leave it out"):
        staged({**SET, "x.csv": "a,b\n1,2\n"})


# --- GraphML ------------------------------------------------------------------------------------

# Ids of keys are UUIDs, names stand in `attr.name`, and two keys may have the same one; what is
# known of the session are attributes `nc:` of the graph; the ego is no node.
NC = (
    '<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:nc="http://schema.networkcanvas.com/xmlns">'
)
KEYS = (
    '<key id="label" attr.name="label" attr.type="string" for="all"/>'
    '<key id="networkCanvasType" attr.name="networkCanvasType" attr.type="string" for="all"/>'
    '<key id="networkCanvasUUID" attr.name="networkCanvasUUID" attr.type="string" for="all"/>'
    '<key id="6be9-name" attr.name="name" attr.type="string" for="node"/>'
    '<key id="77aa-knows" attr.name="Knows" attr.type="boolean" for="node"/>'
    '<key id="88bb-knows" attr.name="Knows" attr.type="boolean" for="edge"/>'
)


def node(number, uuid, *, name="", label="Node", type="Person"):
    said = f'<data key="6be9-name">{name}</data>' if name else ""
    return (
        f'<node id="{number}"><data key="networkCanvasUUID">{uuid}</data>'
        f'<data key="networkCanvasType">{type}</data><data key="label">{label}</data>{said}</node>'
    )


def session(inner, ego=ME, case="case 1", session="session-1"):
    return (
        f'<graph edgedefault="undirected" nc:caseId="{case}" nc:sessionUUID="{session}">'
        f'<data key="networkCanvasUUID">{ego}</data>{inner}</graph>'
    )


def edge(a, b, id=1):
    return f'<edge id="{id}" source="{a}" target="{b}"><data key="88bb-knows">true</data></edge>'


FIRST = session(
    node(1, ANN, name="Ann", label="Ann") + node(2, BOB, name="Bob") + edge(1, 2) + edge(2, 1, 2)
)
SECOND = session(node(1, XU, name="Xu"), YOU, "case 2", "session-2")


def test_graphml_is_read_as_an_interview():
    data = {"s.graphml": f"{NC}{KEYS}{FIRST}</graphml>"}
    (brought,) = incoming.read(given_of(data))
    assert brought.format == "network_canvas"
    content = brought.staged.content
    assert [(m.id, m.name) for m in content.members] == [(ANN, "Ann"), (BOB, "Bob")]
    assert len(content.ties) == 1


def test_several_sessions_in_one_file_need_a_choice():
    data = {"s.graphml": f"{NC}{KEYS}{FIRST}{SECOND}</graphml>"}
    with pytest.raises(Unanswered, match="2 egos"):
        staged(data)
    assert names(data, "session-2") == ["Xu"]


def test_csv_and_graphml_of_one_session_bring_everybody_once():
    both = {**SET, "s.graphml": f"{NC}{KEYS}{FIRST}</graphml>"}
    found = staged(both)
    assert sorted(m.name for m in found.content.members) == ["=Cy", "Ann", "Bob"]
    assert len(found.content.ties) == 1
    assert not any(s.member for s in found.skipped)


@pytest.mark.parametrize("label", ["Node", "Encrypted", "Person"])
def test_a_label_that_is_no_name_is_not_taken_for_one(label):
    data = {"s": f"{NC}{KEYS}{session(node(7, ANN, label=label))}</graphml>"}
    assert names(data) == ["Person 7"]


@given(st.binary(max_size=300), st.integers(0, len(PEOPLE)))
def test_no_bytes_at_all_make_it_fall(noise, cut):
    for data in (noise, PEOPLE[:cut].encode() + noise, f"{NC}{KEYS}{FIRST}"[:cut].encode()):
        file = Given("x", data)
        network_canvas.recognises(file)
        with contextlib.suppress(NotReadable):
            network_canvas.read([file], Asked())

"""GraphML: our own comes back, other programs read it, and theirs is read with its quirks."""

import contextlib
import io
from datetime import date

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import attributes, graphml, incoming
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import Asked, Unanswered
from plnkit.model import Aim, Book, Learner, Member, Rhythm, Tie
from plnkit.tables import COLUMNS

XMLNS = 'xmlns="http://graphml.graphdrawing.org/xmlns"'
KEYS = '<key id="d0" for="node" attr.name="name" attr.type="string"/>'
ANN, BOB = (f'<node id="n{n}"><data key="d0">{name}</data></node>' for n, name in ((0, "Ann"), (1, "Bob")))  # fmt: skip
TIE = '<edge source="n0" target="n1"/>'


def document(graph: str, keys: str = KEYS, edges: str = "undirected") -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    inner = graph if graph.startswith("<graph") else f'<graph edgedefault="{edges}">{graph}</graph>'
    return f"{head}<graphml {XMLNS}>{keys}{inner}</graphml>".encode()


def staged(data: bytes, ego: str | None = None):
    return graphml.read([Given("net.graphml", data)], Asked(ego=ego))


def names(data: bytes, ego: str | None = None) -> list[str]:
    return [m.name for m in staged(data, ego).content.members]


FULL = Member(
    id="ann",
    name="Ann",
    kind="person",
    role="peer",
    closeness=2,
    channels=("chat", "on foot; by bike"),
    began="online",
    met=False,
    organisation="Acme",
    my_organisation=True,
    topics=("R", "a\\b"),
    intent="Ask: <what>?\nThen & there",
    participation="ask",
    rhythm=Rhythm(ideal=14, longest=30),
    trust_competence=5,
    trust_goodwill=1,
    email="ann@example.org",
    url="https://example.org/a?b=1&c",
    place=120.5,
    ties_asked=True,
    status="paused",
    added=date(2026, 3, 1),
    note="two\nlines",
    was=("old-ann",),
)
BOOK = Book().with_(
    Learner(name="Noor", organisation="Acme", time_zone="Europe/Oslo", language="nb"),
    FULL,
    Member(id="wiki", name="The wiki", kind="source", role="encyclopaedia", met=True),
    Member(id="bob", name="Bob", kind="person"),
    Tie(a="ann", b="wiki"),
    Aim(id="aim", text="Learn R"),
)


# --- our own ------------------------------------------------------------------------------------


def test_our_own_comes_back_with_every_field():
    content = staged(graphml.text(BOOK)).content
    assert content.members == BOOK.members
    assert content.ties == BOOK.ties
    assert content.learner == BOOK.learner
    assert staged(graphml.text(BOOK)).skipped == ()


def test_the_example_has_every_field_so_that_a_new_one_is_not_forgotten():
    blank = Member(id="x", name="x", kind="person")
    fields = [f for f in Member.__struct_fields__ if f != "more"]
    same = [f for f in fields if getattr(FULL, f) == getattr(blank, f)]
    assert same == ["kind"]


TEXT = st.text(max_size=30).map(attributes.text)
SAID = st.text(min_size=1, max_size=10).map(attributes.text).filter(bool)
IDS = st.text("abc=-'<&\"1 ;,é", min_size=1, max_size=6).filter(lambda id: id == id.strip())


def members(ids):
    parts = st.lists(SAID, max_size=3).map(tuple)
    return st.builds(
        Member,
        id=st.just(ids),
        name=st.text(min_size=1, max_size=20).filter(
            lambda n: attributes.text(n).strip("\u200c\u200d ")
        ),
        kind=st.just("person"),
        closeness=st.none() | st.integers(1, 4),
        role=st.none() | st.sampled_from(["peer", "expert"]),
        channels=parts,
        topics=parts,
        met=st.none() | st.booleans(),
        organisation=TEXT,
        intent=TEXT,
        note=TEXT,
        rhythm=st.none()
        | st.builds(Rhythm, ideal=st.integers(1, 90), longest=st.none() | st.integers(1, 90)),
        place=st.none() | st.floats(0, 359.9),
        added=st.none() | st.dates(),
        ties_asked=st.booleans(),
    )


@st.composite
def books(draw):
    ids = draw(st.lists(IDS, unique=True, max_size=4))
    people = [draw(members(id)) for id in ids]
    pairs = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
    pairs = draw(st.lists(pairs, max_size=4)) if len(ids) > 1 else []
    return Book().with_(*people, *(Tie(a=a, b=b) for a, b in pairs))


@given(books())
def test_a_round_trip_loses_nothing_of_members_and_ties(book):
    if not book.members:
        return
    content = staged(graphml.text(book)).content
    assert content.members == book.members
    assert {t.id for t in content.ties} == {t.id for t in book.ties}


@given(books())
def test_networkx_and_igraph_read_what_we_write(book):
    data = graphml.text(book)
    graph = nx.read_graphml(io.BytesIO(data))
    assert set(graph.nodes) == {m.id for m in book.members}
    assert {frozenset(e) for e in graph.edges} == {frozenset((t.a, t.b)) for t in book.ties}
    assert [d["name"] for _, d in graph.nodes(data=True)] == [m.name for m in book.members]


def test_igraph_reads_what_we_write(tmp_path):
    path = tmp_path / "net.graphml"
    path.write_bytes(graphml.text(BOOK))
    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.vs["name"] == ["Ann", "The wiki", "Bob"]
    assert [graph.vs[v]["id"] for v in graph.es[0].tuple] == ["ann", "wiki"]


def test_gephi_finds_labels_and_plain_types():
    root = nx.read_graphml(io.BytesIO(graphml.text(BOOK)))
    assert root.nodes["ann"]["label"] == "Ann"
    assert root.nodes["ann"]["closeness"] == 2
    assert root.nodes["ann"]["met"] is False
    types = {t.split('"')[0] for t in graphml.text(BOOK).decode().split('attr.type="')[1:]}
    assert types <= {"string", "boolean", "long", "double"}


def test_every_column_of_the_members_table_is_written():
    node = nx.read_graphml(io.BytesIO(graphml.text(BOOK))).nodes["ann"]
    assert {c.name for c in COLUMNS["members"]} - {"id"} <= set(node)


def test_the_ego_is_no_node_and_what_is_known_of_her_stands_at_the_graph():
    graph = nx.read_graphml(io.BytesIO(graphml.text(BOOK)))
    assert set(graph.nodes) == {"ann", "wiki", "bob"}
    assert graph.graph["ego_name"] == "Noor"
    assert graph.graph["ego_aims"] == "Learn R"


def test_what_xml_cannot_hold_is_left_out():
    odd = Member(id="a\x07", name="Ann", kind="person", note="be\x07ll\ud800 \ufffe\r\nend")
    content = staged(graphml.text(Book().with_(odd))).content
    assert content.members[0].note == "bell \nend"
    assert nx.read_graphml(io.BytesIO(graphml.text(Book().with_(odd))))


def test_a_book_without_anybody_can_be_written():
    assert len(nx.read_graphml(io.BytesIO(graphml.text(Book())))) == 0


def test_the_beginning_of_the_file_says_that_it_is_ours():
    head = graphml.text(BOOK)[:300]
    assert b"<graphml" in head
    assert b"plnkit" in head


# --- of other programs --------------------------------------------------------------------------


def test_it_is_known_by_its_first_element():
    assert incoming.kind_of(Given("a.txt", document(ANN))) == "graphml"
    assert not graphml.recognises(Given("a.graphml", b"<opml/>"))
    assert not graphml.recognises(Given("a.graphml", b"name,graphml"))


def test_each_pair_is_one_tie_and_nobody_is_tied_to_themselves():
    both = '<edge source="n1" target="n0"/><edge source="n0" target="n0"/>'
    found = staged(document(ANN + BOB + TIE + both, edges="directed"))
    assert len(found.content.ties) == 1
    assert all(m.ties_asked for m in found.content.members)
    assert found.skipped == ()


@given(st.integers(0, 30), st.integers(0, 60), st.booleans(), st.randoms(use_true_random=False))
def test_what_networkx_writes_is_read_as_networkx_reads_it(nodes, edges, directed, random):
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    graph.add_nodes_from((f"n{n}", {"name": f"Person {n}", "age": n}) for n in range(nodes))
    for _ in range(edges if nodes else 0):
        graph.add_edge(*(f"n{random.randrange(nodes)}" for _ in "ab"), weight=random.random())
    out = io.BytesIO()
    nx.write_graphml(graph, out)
    if not nodes:
        return
    found = staged(out.getvalue()).content
    called = {m.id: m.name for m in found.members}
    assert sorted(called.values()) == sorted(f"Person {n}" for n in range(nodes))
    simple = nx.Graph(nx.read_graphml(io.BytesIO(out.getvalue()), force_multigraph=True))
    simple.remove_edges_from(nx.selfloop_edges(simple))
    want = {frozenset(f"Person {id[1:]}" for id in edge) for edge in simple.edges}
    assert {frozenset((called[t.a], called[t.b])) for t in found.ties} == want


def test_what_igraph_writes_is_read(tmp_path):
    # igraph: ids of keys begin with v_ and e_, ids of nodes with n
    graph = igraph.Graph([(0, 1), (1, 1)])
    graph.vs["name"] = ["Ann", "Bob"]
    graph.write_graphml(str(tmp_path / "x"))
    found = staged((tmp_path / "x").read_bytes())
    assert [m.name for m in found.content.members] == ["Ann", "Bob"]
    assert len(found.content.ties) == 1


def test_without_edges_nobody_was_asked():
    assert not any(m.ties_asked for m in staged(document(ANN + BOB)).content.members)


@pytest.mark.parametrize("called", ["name", "label", "Label", "Full Name", "nickname"])
def test_a_name_is_found_under_its_usual_names(called):
    assert names(document(ANN, KEYS.replace('"name"', f'"{called}"'))) == ["Ann"]


def test_a_name_that_yed_draws_is_read():
    # yEd: the name stands in a drawing, and the key has no attr.name
    keys = '<key for="node" id="d6" yfiles.type="nodegraphics"/>'
    y = 'xmlns:y="http://www.yworks.com/xml/graphml"'
    node = f'<node id="n0"><data key="d6"><y:ShapeNode {y}><y:Geometry/><y:NodeLabel a="b">Ann<y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node>'
    assert names(document(node, keys)) == ["Ann"]


def test_without_a_name_the_id_has_to_do():
    assert names(document('<node id="anna"/>')) == ["anna"]


def test_nodes_in_groups_are_kept_and_the_groups_left_out():
    # yEd: a group is a node that holds a graph
    group = f'<node id="g"><data key="d0">Team</data><graph id="g:">{ANN}{BOB}{TIE}</graph></node>'
    found = staged(document(group))
    assert [m.name for m in found.content.members] == ["Ann", "Bob"]
    assert len(found.content.ties) == 1
    assert "groups of nodes were left out" in str(found.skipped[0])


@pytest.mark.parametrize(
    "ego",
    [
        '<node id="me"><data key="d0">Me</data><data key="d1">true</data></node>',
        '<node id="me"><data key="d0">Ego</data></node>',
        '<node id="ego"/>',
    ],
)
def test_an_ego_is_left_out_with_her_edges_and_said(ego):
    keys = KEYS + '<key id="d1" for="node" attr.name="is_ego" attr.type="boolean"/>'
    id = ego.split('"')[1]
    edges = TIE + f'<edge source="{id}" target="n0"/>'
    found = staged(document(ego + ANN + BOB + edges, keys))
    assert [m.name for m in found.content.members] == ["Ann", "Bob"]
    assert len(found.content.ties) == 1
    assert [s.why for s in found.skipped[:1]] == ["the node of the ego was left out: in a book that is you"]  # fmt: skip


def test_an_edge_to_a_stranger_is_left_out_and_said():
    found = staged(document(ANN + '<edge source="n0" target="n9"/>'))
    assert found.content.ties == ()
    assert "'n9'" in str(found.skipped[0])


def test_attributes_of_ours_are_used_where_everything_fits():
    keys = KEYS + '<key id="d1" attr.name="Closeness" attr.type="int" for="node"/>'
    ann = ANN.replace("</node>", '<data key="d1">1</data></node>')
    found = staged(document(ann + BOB, keys))
    assert [m.closeness for m in found.content.members] == [1, None]
    assert "closeness was read as 1 (closest) to 4" in str(found.skipped[0])


def test_a_closeness_that_is_a_centrality_is_not_used_and_said():
    # Gephi: "closeness" is a share, not a ring
    keys = KEYS + '<key id="d1" attr.name="closeness" attr.type="double" for="node"/>'
    found = staged(document(ANN.replace("</node>", '<data key="d1">0.83</data></node>'), keys))
    assert found.content.members[0].closeness is None
    assert str(found.skipped[0]) == "net.graphml: these columns were not used: closeness"


def test_a_strength_of_1_to_4_is_closest_at_4():
    keys = KEYS + '<key id="d1" attr.name="strength" attr.type="int" for="node"/>'
    found = staged(document(ANN.replace("</node>", '<data key="d1">4</data></node>'), keys))
    assert found.content.members[0].closeness == 1


def test_a_default_holds_for_nodes_that_say_nothing_else():
    keys = KEYS + '<key id="d1" attr.name="organisation" for="node"><default>Acme</default></key>'
    bob = BOB.replace("</node>", '<data key="d1">Other</data></node>')
    found = staged(document(ANN + bob, keys)).content.members
    assert [m.organisation for m in found] == ["Acme", "Other"]


def test_of_several_graphs_one_is_chosen():
    graph = '<graph id="{}">{}</graph>'
    several = document(graph.format("first", ANN) + graph.format("second", BOB))
    with pytest.raises(Unanswered, match="2 egos") as fault:
        staged(several)
    assert fault.value.options == ("first", "second")
    assert names(several, "second") == ["Bob"]
    assert names(several, "1") == ["Ann"]


def test_a_short_id_is_of_this_file_alone_and_the_second_time_the_same():
    (first,), (second,) = (staged(document(ANN)).content.members for _ in "12")
    (other,) = staged(document(ANN.replace("Ann", "Xu"))).content.members
    assert first.id == second.id != other.id


def test_an_id_that_nobody_else_has_is_kept():
    (one,) = staged(document(ANN.replace("n0", "a" * 32))).content.members
    assert one.id == "a" * 32


BOMB = b'<!DOCTYPE graphml [<!ENTITY b "bb">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (document(ANN).replace(b"?>", b"?>" + BOMB), "DTD or entities"),
        (document(ANN)[:-20], "broken XML at line 1"),
        (document(""), "holds no nodes"),
        (b"<opml/>", "not GraphML"),
        (b"<graphml/>", "holds no nodes"),
        (b"<graphml>" + b"<graph><node id='a'>" * 300 + b"</node></graph>" * 300 + b"</graphml>", "deeply"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(data, why):
    with pytest.raises(NotReadable, match=why):
        staged(data)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fall(noise):
    for data in (noise, document(ANN + BOB + TIE)[: len(noise)], document(ANN) + noise):
        file = Given("x", data)
        graphml.recognises(file)
        with contextlib.suppress(NotReadable):
            graphml.read([file], Asked())


def test_a_network_that_is_nobodys_own_is_refused():
    many = "".join(f'<node id="{n}"/>' for n in range(20_001))
    with pytest.raises(NotReadable, match="20,001 members"):
        staged(document(many))


def test_defaults_do_not_grow_with_the_nodes():
    keys = "".join(f'<key id="k{n}" for="node"><default>x</default></key>' for n in range(2_000))
    nodes = "".join(f'<node id="{n}"/>' for n in range(2_000))
    (graph,) = graphml.graphs(Given("x", document(nodes, keys)))
    assert sum(len(row) for _, row in graph.nodes) < 100_000

"""GraphML: a network as nodes and edges, in and out.

Out: a node for each member, with everything that is said of them; an edge for each tie. The learner
knows all of them and is no node: what is known of her are attributes of the graph, `ego_name` and so
on. Lists and days are text, and what XML cannot hold is left out.

In: the file of any program. A name is taken from the attribute `name` or `label` (also of yEd's
drawings), else the id has to do; other attributes as `attributes` says. A node that is the ego
(`ego` or `is_ego` is true, or it is called "ego") is the learner herself and left out.
"""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plnkit.errors import NotReadable
from plnkit.exchange import attributes, markup
from plnkit.exchange.attributes import EVERY, Row
from plnkit.exchange.contacts import hashed
from plnkit.exchange.egos import chosen, refuse_large
from plnkit.exchange.given import Given
from plnkit.exchange.headed import plain
from plnkit.exchange.incoming import Asked
from plnkit.exchange.parsing import parsed
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr
from plnkit.model import Aim, Book

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TITLE = N_("a network in GraphML")
TOGETHER = False
LOST = (
    "aims (they are in it as text), interactions, plans, pulses, waves and notes",
    "who was put aside, how far each page is, and the names of your rings",
    "control characters, and blanks around a text",
)
_FORMAT = "plnkit-network"
_COMMENT = b"<!-- A network exported by plnkit -->"
_LEARNER = ("name", "organisation", "time_zone", "language")
_UNIQUE = 20  # letters of an id that no other file has for somebody else
_LONGEST = 200  # and more than a book keeps

# --- out ----------------------------------------------------------------------------------------


def text(book: Book) -> bytes:
    """Return the network of a book as GraphML, which networkx, igraph, Gephi and R read."""
    import networkx as nx

    graph = nx.Graph(**_ego(book))
    for member in book.members:
        said = attributes.flat(member)
        graph.add_node(_node(member.id), label=said.get("name", ""), **said)
    graph.add_edges_from((_node(tie.a), _node(tie.b)) for tie in book.ties)
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out)
    return out.getvalue().replace(b"?>", b"?>\n" + _COMMENT, 1)


def _node(id: str) -> str:
    """Return an id as XML can hold it."""
    return id if attributes.text(id) == id else hashed("node", id)


def _ego(book: Book) -> dict[str, str]:
    said = {name: attributes.text(getattr(book.learner, name)) for name in _LEARNER}
    said["aims"] = attributes.text("\n".join(aim.text for aim in book.all(Aim)))
    return {"format": _FORMAT, **{f"ego_{name}": value for name, value in said.items() if value}}


# --- in: what stands in a file ------------------------------------------------------------------


@dataclass(frozen=True)
class Graph:
    """A graph of a file, with those inside it: what it says of itself, its nodes and its edges.

    `titles` says how an attribute is called in the file; `groups` counts the nodes that hold others.
    """

    names: Row
    data: Row
    nodes: tuple[tuple[str, Row], ...]
    edges: tuple[tuple[str, str], ...]
    titles: Mapping[str, str]
    groups: int = 0


def graphs(file: Given) -> tuple[Graph, ...]:
    """Return the graphs of a file. Raises `NotReadable` where it is no GraphML."""
    root = markup.tree(file)
    if markup.local(root).casefold() != "graphml":
        raise NotReadable(
            tr("{name} is XML but not GraphML: export it as GraphML again.", name=file.name)
        )
    keys = {
        key.get("id", ""): key.get("attr.name", key.get("id", ""))
        for key in markup.named(root, "key")
    }
    common = Common(keys, {plain(title): title for title in keys.values()}, _blanks(root, keys))
    names = _names(root)
    return tuple(_graph(graph, names, common) for graph in markup.named(root, "graph"))


@dataclass(frozen=True)
class Common:
    """What holds for all graphs of a file: attributes by key, how they are called, and defaults."""

    keys: Row
    titles: Row
    blanks: Row


def _names(element: "Element") -> dict[str, str]:
    """Return what a graph is called: by its id, or by an interview of Network Canvas."""
    names = ((name.rsplit("}", 1)[-1].casefold(), value) for name, value in element.items())
    return {name: value for name, value in names if name in ("id", "caseid", "sessionuuid")}


def _blanks(root: "Element", keys: Mapping[str, str]) -> dict[str, str]:
    """Return what holds for nodes that say nothing else, for attributes that a member can have."""
    said = {
        plain(keys[key.get("id", "")]): (default.text or "").strip()
        for key in markup.named(root, "key")
        for default in markup.named(key, "default")
        if key.get("for", "node") in ("node", "all")
    }
    return {name: text for name, text in said.items() if text and name in attributes.KNOWN}


def _graph(graph: "Element", names: Row, common: Common) -> Graph:
    inside = [element for element in graph.iter() if markup.local(element) in ("node", "edge")]
    found = [element for element in inside if markup.local(element) == "node"]
    edges = [element for element in inside if markup.local(element) == "edge"]
    refuse_large(len(found), len(edges))
    single = [node for node in found if next(markup.named(node, "graph"), None) is None]
    nodes = [(node.get("id", ""), _data(node, common.keys)) for node in single]
    used = dict.fromkeys(name for _, row in nodes for name in row)
    return Graph(
        {**names, **_names(graph)},
        _data(graph, common.keys),
        tuple((id, {**common.blanks, **row}) for id, row in nodes),
        tuple((edge.get("source", ""), edge.get("target", "")) for edge in edges),
        {name: common.titles[name] for name in used if name in common.titles},
        len(found) - len(single),
    )


def _data(element: "Element", keys: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of an element; of a drawing of yEd only what is written on it."""
    row: dict[str, str] = {}
    for data in markup.named(element, "data"):
        title = keys.get(data.get("key", ""), data.get("key", ""))
        name, said = (plain(title), data.text) if not len(data) else ("nodelabel", _drawn(data))
        if said and said.strip():
            row.setdefault(name, said)
    return row


def _drawn(data: "Element") -> str:
    labels = (inner.text or "" for inner in data.iter() if markup.local(inner) == "NodeLabel")
    return next((label for label in labels if label.strip()), "")


# --- in: what a book can hold -------------------------------------------------------------------


def recognises(file: Given) -> bool:
    """Return whether a file looks like GraphML."""
    return markup.is_xml(file) and markup.root_name(file) == "graphml"


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Read a network; where a file holds several, `asked.ego` says which, by id or number.

    Raises `NotReadable`.
    """
    (file,) = files
    known = {str(number): graph for number, graph in enumerate(graphs(file), 1) if graph.nodes}
    if not known:
        raise NotReadable(tr("{name} holds no nodes: export the network again.", name=file.name))
    names = {key: (graph.names.get("id", ""),) for key, graph in known.items()}
    graph = known[chosen(names, asked.ego)]
    return _staged(file, graph, ours=plain(graph.data.get("format", "")) == plain(_FORMAT))


def _staged(file: Given, graph: Graph, *, ours: bool) -> Staged:
    people = [(id, row) for id, row in graph.nodes if ours or not _is_ego(id, row)]
    ids = {id: _own(id, row, ours=ours) for id, row in people}
    egos = {id for id, _ in graph.nodes} - ids.keys()
    ties = list(_ties(graph.edges, ids, egos))
    said = attributes.understood([row for _, row in people], EVERY if ours else attributes.COMMON)
    members = [
        {
            "kind": "person",
            "ties_asked": bool(ties),
            **more,
            "id": ids[id],
            "name": attributes.name_of(row) or id,
        }
        for (id, row), more in zip(people, said.members, strict=True)
    ]
    learner = _learner(graph.data) if ours else {}
    staged = parsed({"learner": learner, "members": members, "ties": ties})
    remarks = () if ours else said.remarks(file.name, graph.titles)
    return Staged(
        staged.content,
        (*staged.skipped, *_left_out(file, graph, len(graph.nodes) - len(people)), *remarks),
    )


def _learner(data: Row) -> dict[str, str]:
    said = {name: data.get(plain(f"ego_{name}"), "")[:500] for name in _LEARNER}
    return {name: value for name, value in said.items() if value}


def _own(id: str, row: Row, *, ours: bool) -> str:
    """Return an id for a book: "n0" is somebody else in the next file, unless the name says so."""
    if ours or _UNIQUE <= len(id) <= _LONGEST:
        return id
    return hashed("graphml", id, attributes.name_of(row))


def _is_ego(id: str, row: Row) -> bool:
    try:
        if any(attributes.truth(row.get(name, "no")) for name in ("ego", "isego")):
            return True
    except ValueError:
        pass
    return "ego" in (id.strip().casefold(), attributes.name_of(row).casefold())


def _ties(
    edges: Sequence[tuple[str, str]], ids: Mapping[str, str], egos: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Yield each pair once; an edge to the ego or from a node to itself ties nobody."""
    seen: set[frozenset[str]] = set()
    for a, b in edges:
        pair = frozenset((a, b))
        if a != b and pair not in seen and pair.isdisjoint(egos):
            seen.add(pair)
            yield {"a": ids.get(a, a), "b": ids.get(b, b)}


def _left_out(file: Given, graph: Graph, egos: int) -> Iterator[Skipped]:
    if egos:
        yield Skipped(file.name, tr("the node of the ego was left out: in a book that is you"))
    if graph.groups:
        why = tr(
            "groups of nodes were left out, and those in them kept: {number}",
            number=str(graph.groups),
        )
        yield Skipped(file.name, why)

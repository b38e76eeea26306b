"""A book for each rule, in which there is something for it to see, and one in which there is not."""

from datetime import date, timedelta
from itertools import combinations

from plnkit.model import Aim, Book, Interaction, Member, Plan, Support, Tie

TODAY = date(2026, 11, 25)
NAMES = ("Ana", "Ben", "Cleo", "Dan", "Eve", "Finn")


def person(name, **more):
    """Return somebody of whom everything is said, so that no rule has anything to see."""
    said = {
        "id": name.lower(), "name": name, "kind": "person", "intent": "How they do it.",
        "role": "peer", "closeness": 3, "met": True, "my_organisation": False,
        "trust_competence": 4, "trust_goodwill": 4, "ties_asked": True,
    }  # fmt: skip
    return Member(**{**said, **more})


def people(count=6, **more):
    roles = ("peer", "expert", "supervisor")
    return [person(n, **{"role": roles[i % 3], **more}) for i, n in enumerate(NAMES[:count])]


def log(name, ago=1, **more):
    id = f"{name}-{ago}-{len(more)}"
    day = TODAY - timedelta(days=ago)
    return Interaction(id=id, members=(name.lower(),), on=day, **more)


def both_ways(name, ago=1):
    return log(name, ago, got="An answer.", gave="A question.")


SOURCE = Member(id="wiki", name="Wikipedia", kind="source", role="encyclopaedia")
AIM = Aim(id="aim", text="Run a good meeting")
KINDS = ("information", "influence", "feedback", "support", "purpose", "balance")
HELPED = [
    Support(id=f"{kind}-{name}", aim="aim", member=name, help=kind, status="helping")
    for kind, name in zip(KINDS, ("ana", "ben", "ana", "ben", "ana", "ben"), strict=True)
]
PLAN = Plan(id="plan", member="ana", aim="aim", cue="When we meet", act="I ask her")
RING = [Tie(a=a.lower(), b=b.lower()) for a, b in zip(NAMES, (*NAMES[1:], NAMES[0]), strict=True)]


def content(*more, of=None):
    """Return a book in which no rule sees anything, with some things in the place of others."""
    them = people() if of is None else of
    here = {m.id for m in them}
    rest = [SOURCE, AIM, *HELPED, PLAN, *RING, *[both_ways(m.name) for m in them]]
    fits = [e for e in rest if not (set(e.references()) - {*here, "aim"})]
    return Book().with_(*them, *fits).with_(*more)


def _changed(**of_ana):
    return content(person("Ana", role="peer", **of_ana))


def _without(*ids):
    return content().without(*ids)


def _gave(name, **words):
    things = [log(name, 2, **words), log(name, 3, **words)]
    return content(*things).without(f"{name}-1-2")


SEEN = {
    "aim-alone": content(Aim(id="new", text="Speak Dutch")),
    "aim-one": content(
        Aim(id="new", text="Speak Dutch"),
        Support(id="s", aim="new", member="ana", help="feedback", status="helping"),
    ),
    "just-ask": content(Support(id="s", aim="aim", member="dan", help="feedback")),
    "if-then": _without("plan"),
    "six-helps": _without("balance-ben"),
    "reach-out": content(of=[person("Ana", closeness=1), *people()[1:]])
    .without("Ana-1-2")
    .with_(both_ways("Ana", 10)),
    "dormant": _changed(status="dormant"),
    "unfamiliar-first": content(
        person("Ana", role="peer", status="dormant"),
        person("Ben", role="expert", status="dormant", topics=("law",)),
        both_ways("Ana", 4),
    ),
    "activate": _without("Ana-1-2"),
    "ask-first": _gave("Ana", gave="Time."),
    "tell-back": _gave("Ana", got="Time."),
    "closeness": content(*[both_ways("Ana", ago) for ago in range(2, 8)]),
    "meet": _changed(began="online", met=False),
    "rhythm": content(of=people(closeness=1)).with_(*[both_ways(n, 1) for n in NAMES]),
    "no-intent": _changed(intent=" "),
    "trust": _changed(closeness=2, trust_goodwill=None),
    "bridges": content(
        *[Tie(a=a.lower(), b=b.lower()) for a, b in combinations(NAMES[1:], 2)]
    ).without("ana~ben", "ana~finn"),
    "knit": content(*[Tie(a=a.lower(), b=b.lower()) for a, b in combinations(NAMES, 2)]),
    "far": content(of=people(closeness=2)),
    "inside": content(of=people(my_organisation=True)),
    "one-role": content(of=people(role="expert")),
    "no-sources": _without("wiki"),
}

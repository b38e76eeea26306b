"""The cohort: 24 who learn from each other in one company-wide workshop.

What they want, and what they have to give, is written by hand; whom they know is drawn from a
fixed seed, one for each of them, so that other wishes of one leave the others as they are.
"""

from datetime import date, timedelta
from typing import NamedTuple

from crowded import TODAY, Dice
from names import IN_THEIR_SCRIPT, PLACES

from plnkit.model import (
    Aim,
    Book,
    Capability,
    Interaction,
    Learner,
    Member,
    Mix,
    Plan,
    Pulse,
    Rhythm,
    Support,
    Tie,
)

SEED = 20261124
THEIRS = "Sallowmere Instruments"
ELSEWHERE = (
    "Tern Valley College",
    "Copperleaf Foundry",
    "Bramblewick Clinic",
    "Lowland Weather Watch",
    "Three Herons Cooperative",
)
COLLEAGUES = 90  # of the names; the others work elsewhere
ABLE = 7  # of 10: what is to be done at this level is done


class Wish(NamedTuple):
    kind: str
    able: int
    text: str
    why: str = ""


class One(NamedTuple):
    name: str
    zone: str
    people: int = 0
    sources: int = 0
    wishes: tuple[Wish, ...] = ()
    gave: tuple[str, ...] = ()
    language: str = "en"


COHORT = (
    One(
        "Ngozi, nights", "Africa/Lagos", 12, 2,
        (
            Wish(
                "goal", 4, "Lead my first team through the winter rush",
                "Since September nine people look at me when something stops.",
            ),
            Wish(
                "need", 3, "Get honest feedback on how I run a handover",
                "Everybody says that it is fine.",
            ),
            Wish("goal", 8, "Plan shifts that people can live with"),
        ),
        ("My sheet for planning shifts.", "Two hours beside a newcomer on the assembly line."),
    ),
    One(
        "Blue Teapot", "Europe/London", 11, 3,
        (
            Wish(
                "problem", 4, "My feedback sounds like a verdict",
                "Two colleagues no longer show me their drafts.",
            ),
            Wish("interest", 5, "Data that tells a story without a table"),
            Wish("goal", 9, "Present to three hundred people without notes"),
        ),
        ("Watched a rehearsal and said what I would cut.",),
    ),
    One(
        "سلمى", "Africa/Cairo", 9, 2,
        (
            Wish(
                "goal", 3, "Present my results in ten minutes, in English",
                "In March the whole laboratory listens.",
            ),
            Wish("motivation", 6, "Girls who see that a laboratory can be theirs"),
            Wish("need", 8, "Read the data of our sensors with a short script"),
        ),
        ("A script that finds the gaps in sensor data.",),
    ),
    One(
        "Tuomas K.", "Europe/Helsinki", 15, 4,
        (
            Wish(
                "need", 3, "Negotiate delivery dates with our suppliers",
                "Whoever calls last gets their parts first.",
            ),
            Wish("problem", 4, "Meetings that end without a decision"),
            Wish("need", 7, "Say no to a request and stay on good terms"),
        ),
        ("Read a tender before it went out.", "Said no for a colleague who could not."),
    ),
    One(
        "Old Compass", "Europe/Lisbon", 33, 7,
        (
            Wish(
                "motivation", 7, "Hand on what I know before I retire in June",
                "Somebody did it for me, in 1988.",
            ),
            Wish("goal", 9, "Negotiate a contract that both sides come back to"),
            Wish("problem", 8, "A difficult conversation that I kept putting off"),
            Wish("need", 2, "Ask an AI assistant good questions"),
        ),
        (
            "How I prepare to negotiate with a supplier.",
            "An afternoon among the contracts of thirty years.",
            "Introduced a new buyer to three suppliers.",
        ),
    ),
    One(
        "ゆみ", "Asia/Tokyo", 8, 3,
        (
            Wish(
                "need", 4, "Give feedback to somebody who is older than I am",
                "I wait so long that it no longer helps.",
            ),
            Wish("interest", 6, "How others draw a process so that nobody has to explain it"),
            Wish("goal", 8, "Write instructions that raise no questions"),
        ),
        ("Helped to write a page of instructions with those who use it.",),
    ),
    One(
        "Marisol (warehouse)", "America/Bogota", 11, 1,
        (
            Wish(
                "goal", 3, "Lead my first team from January",
                "I was one of them for six years.",
            ),
            Wish("need", 4, "Read the stock data before the Monday meeting"),
            Wish("motivation", 7, "A team in which people dare to ask"),
        ),
        ("Showed how we sort returns in half the time.",),
    ),
    One(
        "Quiet Kettle", "Europe/Dublin", 2, 1,
        (
            Wish(
                "need", 2, "Speak up in a meeting full of experts",
                "I have been here for seven weeks.",
            ),
            Wish("need", 3, "Find out whom to ask about what"),
        ),
    ),
    One(
        "Олеся", "Europe/Kyiv", 13, 3,
        (
            Wish("goal", 4, "Negotiate my budget for next year", "Last year I took the first no."),
            Wish("problem", 5, "I check every figure of my team instead of trusting it"),
            Wish("interest", 8, "What small samples can say: data without illusions"),
        ),
        ("Checked the data of a report before a customer saw it.",),
    ),
    One(
        "Jordan T.", "America/Toronto", 16, 2,
        (
            Wish("problem", 4, "I promise too much to angry customers", "Then others pay for it."),
            Wish("goal", 4, "Present our service figures to the board"),
            Wish("need", 8, "Give feedback that people can use the same day"),
        ),
        ("Feedback on a first draft: three things to keep, one to change.",),
    ),
    One(
        "Kiwi Square", "Pacific/Auckland", 10, 4,
        (
            Wish(
                "need", 3, "Have a difficult conversation about who does how much",
                "Two of us do the work of four.",
            ),
            Wish("interest", 5, "How to teach adults something in ten minutes"),
            Wish("goal", 8, "Make data readable for those who fear a spreadsheet"),
        ),
        ("Turned a table of forty rows into one chart.",),
    ),
    One(
        "思远", "Asia/Shanghai", 15, 3,
        (
            Wish("need", 3, "Lead a team across three time zones", "My day begins as theirs ends."),
            Wish("problem", 4, "Presenting: I read from my slides"),
            Wish("goal", 8, "Negotiate prices without losing the supplier"),
        ),
        ("Played the supplier for somebody who wanted to practise.",),
    ),
    One(
        "Fern", "Europe/London", 3, 0,
        (
            Wish(
                "problem", 2, "Working from home, I hardly get feedback",
                "I only hear of what went wrong.",
            ),
        ),
    ),
    One(
        "Zwei linke Hände", "Europe/Berlin", 12, 2,
        (
            Wish(
                "need", 3, "Feedback geben, ohne dass sich jemand klein fühlt",
                "Mir hat man es nie gezeigt.",
            ),
            Wish("goal", 4, "Mein erstes Team gut führen"),
            Wish("interest", 8, "Besprechungen, die pünktlich enden"),
        ),
        ("Eine Tagesordnung, die auf eine Karte passt.",),
        "de",
    ),
    One(
        "Meera, help desk", "Asia/Kolkata", 18, 2,
        (
            Wish("need", 4, "Delegate the work that I like best", "Nobody else ever gets to try."),
            Wish("goal", 5, "See in our data why customers call twice"),
            Wish("goal", 8, "Stay calm with angry customers"),
        ),
        ("Listened in on a call and talked it over.", "First sentences for angry customers."),
    ),
    One(
        "Second Violin", "Europe/Vienna", 8, 3,
        (
            Wish("problem", 3, "I freeze when I present to directors", "My voice goes first."),
            Wish("motivation", 6, "Being heard without being loud"),
            Wish("goal", 8, "Run meetings that end with a decision"),
        ),
        ("Led a meeting for another department.",),
    ),
    One(
        "Ηλέκτρα", "Europe/Athens", 14, 2,
        (
            Wish("need", 3, "Negotiate my own salary", "For others I can do it."),
            Wish("interest", 5, "AI for translating manuals: what can be trusted"),
            Wish("goal", 7, "Delegate whole tasks, not crumbs"),
        ),
        ("Handed over a whole project, and stayed out of it.",),
    ),
    One("Just Looking", "Europe/Paris"),
    One(
        "Thảo", "Asia/Ho_Chi_Minh", 17, 3,
        (
            Wish("goal", 3, "Write reports that are read to the end", "Mine are filed."),
            Wish("need", 4, "Explain data protection in plain words"),
            Wish("need", 8, "Ask an AI assistant so that I can check its answer"),
        ),
        ("Three ways to ask an AI assistant.",),
    ),
    One(
        "Bodil", "Europe/Oslo", 10, 1,
        (
            Wish("need", 3, "Write down what I know for those who come after me"),
            Wish("problem", 5, "My week is full before I plan it", "Then the phone decides."),
            Wish("goal", 8, "Lead a team through a bad month"),
        ),
        ("An hour each Friday with somebody who leads a team for the first time.",),
    ),
    One(
        "Efua", "Africa/Accra", 13, 4,
        (
            Wish("goal", 4, "Present what our apprentices built", "They did it, I only speak."),
            Wish("need", 3, "Understand our sales data"),
            Wish("interest", 8, "Difficult conversations that end well"),
        ),
        ("Practised a difficult conversation with a colleague, twice.",),
    ),
    One(
        "지우", "Asia/Seoul", 7, 5,
        (
            Wish("goal", 4, "Lead a team of people who know more than I do"),
            Wish("problem", 4, "Feedback by chat is always misread", "A full stop looks angry."),
            Wish("interest", 8, "Show data in one picture"),
        ),
        ("Drew the one picture that a talk needed.",),
    ),
    One(
        "Nahuel", "America/Santiago", 12, 3,
        (
            Wish("goal", 3, "Negociar plazos sin ceder siempre", "Después no duermo."),
            Wish("interest", 5, "Sensores que un viñedo puede pagar"),
            Wish("motivation", 7, "Que los aprendices quieran quedarse"),
        ),
        ("Enseñé a dos aprendices a calibrar en el campo.",),
        "es",
    ),
    One(
        "Paper Boat", "Asia/Manila", 11, 2,
        (
            Wish("problem", 3, "Saying no to my manager", "I hear yes, and it is my own voice."),
            Wish("need", 4, "Get feedback on how I present online"),
            Wish("goal", 8, "Plan a week that has room in it"),
        ),
        ("My way to plan a week, on one page.",),
    ),
)  # fmt: skip

ROLES = {  # and on which rings they stand
    "co-worker": (1, 2, 2, 3, 3, 3, 4, None),
    "supervisor": (2, 2, 3),
    "peer": (1, 2, 3, 3, 4),
    "expert": (3, 3, 4, None),
    "other professional": (3, 4, 4, None),
    "friend or family": (1, 1, 2, 3),
}
OFTEN = (9, 1.5, 3, 2, 2, 3)  # how often each role comes
CHANNELS = ("face to face", "phone or video", "chat", "e-mail", "group or event")
SOURCES = (
    ("blog or newsletter", "The Kind Critic"),
    ("blog or newsletter", "Bench Nine Letters"),
    ("podcast or video", "Half a Millimetre"),
    ("podcast or video", "Tea and Tolerances"),
    ("community", "Calibration Circle"),
    ("community", "Café of Practice"),
    ("course or programme", "Evening Danish"),
    ("course or programme", "Statistics, Slowly"),
    ("book or journal", "The Patient Caliper"),
    ("book or journal", "Gauges and Guesses"),
    ("tool", "Shared whiteboard"),
    ("tool", "Flash cards"),
    ("encyclopaedia", "Free encyclopaedia"),
    ("search engine", "Web search"),
    ("social network", "Alumni network"),
)
OF_SOURCES = ("reading", "listening", "watching", "asking", "taking part")
IDEAL = {1: (7, 7, 14), 2: (14, 30), 3: (30, 60), 4: (90,)}  # days, by ring
TOPICS = (
    "feedback",
    "negotiating",
    "data",
    "presenting",
    "leading a team",
    "difficult conversations",
    "meetings",
    "writing",
    "planning",
    "customers",
    "delegating",
    "AI assistants",
    "calibration",
    "repairs",
)
INTENTS = (
    "What would they do first?",
    "How they stay calm.",
    "To hear when I am wrong.",
    "What it looks like from their side.",
    "One example of theirs each month.",
    "How they began.",
)
HELP = ("information", "information", "feedback", "feedback", "support", "influence", "purpose")
HOW_MANY = (0, 0, 0, 1, 1, 1, 2, 2, 3)  # who could help with an aim
GOT = (
    "A question that I had not asked myself.",
    "Two names, and an introduction to one of them.",
    "An example that I could copy at once.",
    "What they would leave out.",
    "The courage to try it on Thursday.",
    "A story of how it went wrong for them.",
    "Half an hour of patience.",
    "What others say when I am not there, kindly put.",
    "A list of five things to look at first.",
    "The sentence that I was looking for.",
    "",
    "",
)
LEARNED = (
    "Ask before I explain.",
    "Show the draft while it is still rough.",
    "One thing at a time is quicker.",
    "Silence is an answer, too, but rarely a no.",
    "Say what I saw, not what I think it means.",
    "Practise aloud, standing up.",
    "Write the last sentence first.",
    "It takes three tries, and that is normal.",
    "",
    "",
    "",
    "",
)
CUES = (
    ("When the Tuesday round is over", "stay for ten minutes and ask"),
    ("When I have written my first draft", "send it before I polish it, and ask what to cut"),
    ("When I put the kettle on after lunch", "call and tell what I am trying"),
    ("When I close my calendar on Friday", "write three lines about how it went"),
    ("When the minutes arrive", "ask for the one point that I did not follow"),
)
QUESTIONS = (
    "What would you try first?",
    "What did you get wrong at the beginning?",
    "What do you look at that I do not?",
    "Whom else should I ask?",
)
SHARES = (  # of learning, in percent: formal, social, self-directed; the rest is on the job
    (5, 10, 10, 15, 15, 20, 20, 25),
    (10, 15, 20, 25, 25, 30, 35, 40),
    (5, 10, 10, 15, 15, 20, 20, 25),
)


def books() -> tuple[Book, ...]:
    """Return the books of all, in the order of the cohort."""
    every = _names(Dice(SEED))
    return tuple(_book(number, one, every) for number, one in enumerate(COHORT, 1))


def _book(number: int, one: One, every: list[str]) -> Book:
    dice, start = Dice(SEED + number), f"{number:02}"
    learner = Learner(name=one.name, organisation=THEIRS, time_zone=one.zone, language=one.language)
    members = [*_people(dice, start, one, every), *_sources(dice, start, one)]
    people = members[: one.people]
    aims = [_aim(dice, f"{start}-a{n}", wish, people) for n, wish in enumerate(one.wishes, 1)]
    rest = (
        *_ties(dice, [m for m in members if m.ties_asked]),
        *_supports(dice, start, aims, members),
        *_interactions(dice, start, one, members, aims),
        *_plan(dice, start, people, aims),
        *_pulses(dice, one, aims),
    )
    return Book().with_(learner, *members, *aims, *rest)


def _names(dice: Dice) -> list[str]:
    pairs = [
        f"{given} {family.split()[(3 * i + shift) % 10]}"
        for givens, family in PLACES.values()
        for shift in (1, 4, 7)
        for i, given in enumerate(givens.split())
    ]
    taken = {word for one in COHORT for word in one.name.replace(",", " ").split()}
    free = [name for name in (*pairs, *IN_THEIR_SCRIPT) if not taken & set(name.split())]
    return dice.some(free, len(free))


def _people(dice: Dice, start: str, one: One, every: list[str]) -> list[Member]:
    near = dice.some(every[:COLLEAGUES], one.people)
    far = dice.some(every[COLLEAGUES:], one.people)
    asked = dice.one((0, 0.6, 0.8, 1))
    roles = [dice.some(list(ROLES), 1, OFTEN)[0] for _ in range(one.people)]
    return [
        _person(
            dice, f"{start}-m{n:02}", (near if _is_colleague(role) else far)[n - 1], role, asked
        )
        for n, role in enumerate(roles, 1)
    ]


def _is_colleague(role: str) -> bool:
    return role in ("co-worker", "supervisor")


def _person(dice: Dice, id: str, name: str, role: str, asked: float) -> Member:
    ring = dice.one(ROLES[role])
    began = dice.one(("in person", "in person", "in person", "online", "online", None))
    family = role == "friend or family"
    home = THEIRS if _is_colleague(role) else "" if family else dice.one(ELSEWHERE)
    return Member(
        id=id,
        name=name,
        kind="person",
        role=role,
        closeness=ring,
        channels=tuple(dice.some(CHANNELS, 1 + dice.number(2))),
        began=began,
        met=began == "in person" or (dice.maybe(0.4) if began else None),
        organisation=home,
        my_organisation=home == THEIRS,
        topics=tuple(dice.some(TOPICS, dice.number(4))),
        intent=dice.one(INTENTS) if dice.maybe(0.3) else "",
        participation=dice.one(("follow", "ask", "ask", "exchange", "work together")),
        rhythm=Rhythm(ideal=dice.one(IDEAL[ring])) if ring and dice.maybe(0.5) else None,
        trust_competence=2 + dice.number(4) if dice.maybe(0.6) else None,
        trust_goodwill=2 + dice.number(4) if dice.maybe(0.6) else None,
        ties_asked=dice.maybe(asked),
        status="dormant" if dice.maybe(0.07) else "active",
        added=_day(dice, 7, 200),
    )


def _sources(dice: Dice, start: str, one: One) -> list[Member]:
    return [
        Member(
            id=f"{start}-s{number}",
            name=name,
            kind="source",
            role=role,
            closeness=dice.one((2, 3, 3, 4, None)),
            channels=(dice.one(OF_SOURCES),),
            topics=tuple(dice.some(TOPICS, 1 + dice.number(2))),
            participation=dice.one(("follow", "follow", "ask", "exchange")),
            added=_day(dice, 7, 200),
        )
        for number, (role, name) in enumerate(dice.some(SOURCES, one.sources), 1)
    ]


def _ties(dice: Dice, asked: list[Member]) -> list[Tie]:
    pairs = [(a, b) for i, b in enumerate(asked) for a in asked[:i]]
    return [Tie(a=a.id, b=b.id) for a, b in pairs if dice.maybe(_chance(a, b))]


def _chance(a: Member, b: Member) -> float:
    if a.organisation == b.organisation:
        return 0.4
    return 0.15 if a.role == b.role else 0.06


def _aim(dice: Dice, id: str, wish: Wish, people: list[Member]) -> Aim:
    lasting = wish.kind in ("interest", "motivation")
    done = wish.able >= ABLE and not lasting
    return Aim(
        id=id,
        kind=wish.kind,
        text=wish.text,
        why=wish.why,
        by=TODAY + timedelta(days=30 + dice.number(150)) if wish.kind == "goal" else None,
        status="reached" if done else "open",
        presented_to=tuple(m.id for m in dice.some(people, dice.number(3))),
    )


def _supports(dice: Dice, start: str, aims: list[Aim], members: list[Member]) -> list[Support]:
    pairs = [(aim, m) for aim in aims for m in dice.some(members, dice.one(HOW_MANY))]
    return [
        Support(
            id=f"{start}-h{number}",
            aim=aim.id,
            member=member.id,
            help=dice.one(HELP) if member.kind == "person" else "information",
            status=dice.one(("could", "could", "asked", "helping", "helped")),
        )
        for number, (aim, member) in enumerate(pairs, 1)
    ]


def _interactions(
    dice: Dice, start: str, one: One, members: list[Member], aims: list[Aim]
) -> list[Interaction]:
    count = min(len(members), len(one.gave) + 2 + dice.number(4))
    gave = [*one.gave, *[""] * count][:count]
    met = list(zip(_whom(dice, members, count, len(one.gave)), gave, strict=True))
    days = sorted(dice.some([TODAY - timedelta(days=n) for n in range(2, 75)], count))
    drawn = (dice.some(of, count) for of in (met, GOT, LEARNED))
    rows = zip(days, *drawn, strict=True)
    return [
        _interaction(dice, f"{start}-i{number}", on, *who, got, learned, aims)
        for number, (on, who, got, learned) in enumerate(rows, 1)
    ]


def _whom(dice: Dice, members: list[Member], count: int, given: int) -> list[Member]:
    """Return different members, people the first of them, since nothing is given to a source."""
    people = dice.some([m for m in members if m.kind == "person"], given)
    others = [m for m in members if m not in people]
    return [*people, *dice.some(others, count - given)]


def _interaction(
    dice: Dice,
    id: str,
    on: date,
    member: Member,
    gave: str,
    got: str,
    learned: str,
    aims: list[Aim],
) -> Interaction:
    return Interaction(
        id=id,
        members=(member.id,),
        on=on,
        channel=dice.one(member.channels),
        minutes=5 * (2 + dice.number(14)),
        got=got if member.kind == "person" else "",
        gave=gave,
        learned=learned,
        aim=dice.one(aims).id if dice.maybe(0.6) and not gave else None,
    )


def _plan(dice: Dice, start: str, people: list[Member], aims: list[Aim]) -> list[Plan]:
    wanted = [aim for aim in aims if aim.status == "open"]
    if not wanted or dice.maybe(0.25):
        return []
    cue, act = dice.one(CUES)
    return [
        Plan(
            id=f"{start}-plan",
            member=dice.one(people).id,
            aim=dice.one(wanted).id,
            cue=cue,
            act=act,
            on=TODAY + timedelta(days=1 + dice.number(20)),
            question=dice.one(QUESTIONS),
        )
    ]


def _pulses(dice: Dice, one: One, aims: list[Aim]) -> list[Pulse]:
    """Return what was felt in the last days, and for some in summer, when they could do less."""
    if not aims:
        return []
    summer, now = TODAY - timedelta(days=80 + dice.number(20)), _day(dice, 3, 10)
    latest = _pulse(dice, one, aims, now, 0)
    return [_pulse(dice, one, aims, summer, 2), latest] if dice.maybe(0.4) else [latest]


def _pulse(dice: Dice, one: One, aims: list[Aim], on: date, less: int) -> Pulse:
    return Pulse(
        id=f"pulse-{on.isoformat()}",
        on=on,
        capability=tuple(
            Capability(aim=aim.id, level=max(0, wish.able - dice.number(less + 1)))
            for aim, wish in zip(aims, one.wishes, strict=True)
        ),
        engagement=4 + dice.number(6),
        future=4 + dice.number(6),
        mix=_mix(dice),
    )


def _mix(dice: Dice) -> Mix:
    formal, social, alone = (dice.one(of) for of in SHARES)
    job = 100 - formal - social - alone
    return Mix(formal=formal, social=social, on_the_job=job, self_directed=alone)


def _day(dice: Dice, least: int, most: int) -> date:
    return TODAY - timedelta(days=least + dice.number(most - least))

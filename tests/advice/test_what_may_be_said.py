"""The table of evidence: what each rule says, what it must not, and on which source it rests."""

import re

import pytest
from books import SEEN, TODAY

from plnkit import literature as lit
from plnkit import words
from plnkit.advice import RULES, cards
from plnkit.measures import measures
from plnkit.model import Book
from plnkit.reading import Facts, numbers
from plnkit.reading.charts import READINGS
from plnkit.samples import example

BOOKS = [*SEEN.values(), example(), Book()]


def every_sentence():
    """Return what is said on all cards, numbers and charts, of all books."""
    for book in BOOKS:
        for card in cards(book, TODAY):
            yield from card.sentences[:7]
        for _, rows in numbers(Facts.of(book)):
            yield from (row.said for row in rows)
        yield from (reading(book) for reading in READINGS)
    for end in words.RECAPS.values():
        yield from (*end.lines, end.act, end.next)
    yield words.HOW_TO_READ


SENTENCES = sorted(set(every_sentence()))


def said(pattern):
    return [s for s in SENTENCES if re.search(pattern, s, re.IGNORECASE)]


def rule(key):
    (found,) = [rule for rule in RULES if rule.key == key]
    return found


def everything(key):
    (card,) = [card for card in cards(SEEN[key], TODAY) if card.key == key]
    return " ".join(card.sentences)


# --- row by row ---------------------------------------------------------------------------------


def test_the_layers_are_a_default_rhythm_and_never_a_target():
    assert rule("rhythm").sources == (lit.DUNBAR_2018, lit.DUNBAR_2020, lit.LINDENFORS_2021)
    assert "no target for anybody" in everything("rhythm")
    assert said(r"you (should|need to|ought to) (have|know|keep)") == []
    assert said(r"too (few|many) (people|members|friends|ties)") == []


def test_the_inverted_u_is_about_jobs_and_never_more_weak_ties_are_better():
    assert rule("far").sources == (lit.RAJKUMAR_2022,)
    assert "changing jobs, and not about learning" in everything("far")
    assert "than the strongest or the weakest" in everything("far")
    assert said(r"more (weak|loose|distant) ties") == []
    assert said(r"weak(er)? ties are (better|best|more)") == []


def test_bridging_and_strength_stay_apart():
    assert rule("bridges").sources == (lit.NEAL_2024,)
    assert "whether they are strong or weak" in everything("bridges")
    assert said(r"(because|since) .{0,30}\b(weak|distant|far)\b") == []
    assert said(r"weak ties (bring|give|are) ") == []


def test_brokers_ideas_are_a_correlation_without_a_cut_off():
    assert rule("knit").sources == (lit.BURT_2004,)
    assert "A correlation among managers in one firm" in everything("knit")
    assert "no cut-off value" in everything("knit")
    assert said(r"constraint .{0,40}(too|should|below|above|better|worse)") == []


def test_trust_is_asked_for_in_both_its_kinds():
    assert rule("trust").sources == (lit.LEVIN_2004,)
    assert re.search(
        "trust what they know, and how far you trust that they mean well", everything("trust")
    )


def test_strength_is_never_derived_from_frequency():
    assert rule("closeness").sources == (lit.MARSDEN_1984, lit.MARSDEN_2012)
    assert said(r"often.{0,40}(so|therefore) (they|you) (are|must be) close") == []
    book = SEEN["closeness"]
    without_log = book.without(*[id for id in book.entities if id.startswith("Ana-")])
    assert measures(book)["mean_closeness"] == measures(without_log)["mean_closeness"]
    assert book.member("ana").closeness == 3


def test_dormant_ties_are_said_to_compare_well_and_no_more():
    assert rule("dormant").sources == (lit.LEVIN_2011,)
    assert "compared well with" in everything("dormant")
    assert said(r"dormant .{0,30}(always|better than)") == []


def test_the_familiar_are_not_put_first():
    assert rule("unfamiliar-first").sources == (lit.WALTER_2015,)
    assert "Before you write to Ana, write to Ben." in everything("unfamiliar-first")


def test_being_contacted_is_a_nudge_and_no_duty():
    assert rule("reach-out").sources == (lit.LIU_2023,)
    assert said(r"(will|certainly|surely) (be glad|appreciate|reply|answer)") == []


def test_asking_is_a_nudge_and_no_promise():
    assert rule("just-ask").sources == (lit.FLYNN_2008,)
    assert said(r"(they|people) will (say yes|agree|help)") == []
    assert said(r"twice as|50 ?%") == []


def test_if_then_plans_say_how_large_the_effect_is():
    assert rule("if-then").sources == (lit.SHEERAN_2024, lit.GOLLWITZER_2006)
    assert "small to medium effects (.27 to .66" in everything("if-then")
    assert said(r"(double|triple|guarantee)") == []


def test_six_kinds_of_help_are_called_practitioner_evidence():
    assert rule("six-helps").sources == (lit.CROSS_2011,)
    assert rule("six-helps").strength.startswith("Practitioner evidence")


def test_building_maintaining_activating_is_called_a_model():
    assert rule("activate").sources == (lit.RAJAGOPAL_2012,)
    assert "building, maintaining and activating" in everything("activate")
    assert rule("activate").strength.startswith("A model")


def test_circles_begin_with_the_ask_as_practitioner_evidence():
    assert rule("ask-first").sources == (lit.BAKER_2020, lit.GRANT_2013)
    assert rule("ask-first").strength.startswith("Practitioner evidence")


# --- never, anywhere ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "never",
    [
        r"\bprove[sdn]?\b",
        r"\b(score|rank|points?|level up|badge|top \d+)\b",
        r"\b(neglect|fail(ed|ure)?|guilty|ashamed|lazy|forgot)",
        r"\byou (must|should|ought to)\b",
        r"\b(diagnos|personality|type of networker)",
        r"\b(well done|great job|impressive|only \d+ (people|members))\b",
        r"\b(green|red|blue|orange)\b",
    ],
)
def test_no_sentence_anywhere_says(never):
    assert said(never) == []


def test_a_source_that_is_named_has_an_author_a_year_and_a_title():
    named = {source for rule in RULES for source in rule.sources}
    assert all(s.author and re.fullmatch(r"\d{4}", s.year) and s.title for s in named)
    assert all(re.fullmatch(r"10\.\d{4,}/\S+", s.doi) for s in named if s.doi)


def test_evidence_is_told_in_words_by_each_rule():
    assert all(len(rule.strength.split()) >= 4 and len(rule.unless.split()) >= 4 for rule in RULES)

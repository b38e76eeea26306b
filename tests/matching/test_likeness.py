"""Which texts have to do with each other: pairs written by hand, in many languages."""

import pytest

from plnkit.matching.likeness import cosines, likeness
from plnkit.matching.words_of import in_common, words_of

MEET = [
    ("negotiating a budget", "budget talks with suppliers"),
    ("I want to get better at negotiating", "negotiation with suppliers"),
    ("How do I give honest feedback?", "Feedback that people can hear"),
    ("feedback", "giving feedback to peers without hurting them"),
    ("present to a room of 200", "presenting to large groups"),
    ("public speaking", "I have given many speeches in public"),
    ("write a pivot table in Excel", "Excel: pivots, formulas, macros"),
    ("learn Python for data analysis", "data analysis with pandas and Python"),
    ("#data-visualisation for reports", "Charts and dashboards #data-visualisation"),
    ("lead my first team", "leading teams for ten years"),
    ("delegating without losing control", "how to delegate"),
    ("run a retrospective", "facilitating retrospectives"),
    ("Speak French in meetings", "French conversation, I grew up in Lyon"),
    ("understand our sales figures", "sales numbers and forecasts"),
    ("handle conflicts in a team", "conflict resolution between teams"),
    ("apply for a research grant", "grant applications"),
    ("interviewing users", "user interviews"),
    ("accessible web pages", "web accessibility"),
    ("#negotiation", "Price talks #negotiation"),
    ("SQL", "SQL queries for beginners"),
    ("use AI at work", "AI tools for writing"),
    ("coding in R", "R and statistics"),
    ("Wie gebe ich ehrliches Feedback?", "Feedback geben und annehmen"),
    ("Verhandeln mit Lieferanten", "Verhandlungen führen"),
    ("Präsentieren vor großen Gruppen", "praesentieren, Präsentationen gestalten"),
    ("Ein Team zum ersten Mal führen", "Teamführung seit acht Jahren"),
    ("Projektplanung lernen", "Projekte planen"),
    ("Quiero aprender a negociar presupuestos", "Negociación de presupuestos con proveedores"),
    ("hablar en público", "oratoria y hablar en publico sin miedo"),
    ("análisis de datos", "Analizar datos con Python"),
    ("dar retroalimentación a mi equipo", "retroalimentación entre compañeros"),
    ("préparer une réunion difficile", "animer des réunions"),
    ("プレゼンの練習がしたい", "プレゼンのコツを教えます"),
    ("交渉が上手になりたい", "予算の交渉"),
    ("كيف أقدم عرضا أمام الجمهور", "تقديم العروض أمام الجمهور"),
    ("أريد أن أتعلم التفاوض", "التفاوض على الميزانية"),
    ("学习谈判技巧", "我可以教谈判"),
    ("как вести переговоры", "Переговоры с поставщиками"),
    ("여러 사람 앞에서 발표하기", "발표 자료 만들기"),
    ("बातचीत करना सीखना", "बातचीत और समझौता"),
    ("การนำเสนองาน", "สอนการนำเสนอ"),
]
APART = [
    ("negotiating a budget", "baking bread"),
    ("I want to learn how to cook", "I want to help you learn Excel"),
    ("How can I get better at drawing?", "I can show you how to get a grant"),
    ("lead my first team", "first aid"),
    ("plan a project", "plants in the office"),
    ("understand our sales figures", "sailing"),
    ("Speak French in meetings", "running a half marathon"),
    ("write a pivot table in Excel", "writing poems"),
    ("project management", "garden design"),
    ("learning Spanish", "learning to code"),
    ("interviewing users", "used bikes"),
    ("handle conflicts in a team", "knitting and sewing"),
    ("data protection law", "sourdough starter"),
    ("SQL", "Sales"),
    ("R", "React"),
    ("use AI at work", "hair care"),
    ("Charts that people understand", "how to start a charity"),
    ("saying no", "saying thanks in Japanese"),
    ("Wie gebe ich ehrliches Feedback?", "Wie backe ich Brot?"),
    ("Ich möchte besser schreiben lernen", "Ich kann gut zuhören"),
    ("Verhandeln mit Lieferanten", "Wandern in den Bergen"),
    ("Ein Team zum ersten Mal führen", "Erste Hilfe"),
    ("Quiero aprender a negociar", "Quiero enseñar a bailar"),
    ("hablar en público", "cocina peruana"),
    ("análisis de datos", "fotografía"),
    ("préparer une réunion difficile", "jouer de la guitare"),
    ("プレゼンの練習がしたい", "料理の作り方を教えます"),
    ("交渉が上手になりたい", "写真が上手になりたい人へ"),
    ("كيف أقدم عرضا أمام الجمهور", "الطبخ المغربي"),
    ("أريد أن أتعلم التفاوض", "أريد أن أعلم العزف على العود"),
    ("学习谈判技巧", "摄影"),
    ("как вести переговоры", "выпечка хлеба"),
    ("🙂🙂", "🙂"),
    ("", "feedback"),
    ("   ", "   "),
]
TOO_NEAR = [  # letters and words are alike, and what is meant is not
    ("cooking for a group", "booking rooms"),
    ("public speaking", "public transport planning"),
    ("time management", "stakeholder management"),
    ("give a talk in English", "English tea"),
    ("networking with strangers", "network security"),
]
TOO_FAR = [  # the other way round
    ("saying no", "setting boundaries"),
    ("public speaking", "rhetoric"),
    ("Verhandeln", "negotiation"),
    ("get a pay rise", "salary talks"),
]


def alike(pairs):
    """How alike the two of each pair are, in a room that has these texts."""
    asks, others = zip(*pairs, strict=True)
    return likeness(asks, others, cosines(asks, others).diagonal())


@pytest.fixture(scope="module")
def room():
    every = [*MEET, *APART]
    return dict(zip(every, alike(every), strict=True))


@pytest.mark.parametrize("pair", MEET, ids=str)
def test_an_ask_meets_an_offer_on_the_same_topic_in_a_room_of_many_topics(room, pair):
    assert room[pair] > 0


@pytest.mark.parametrize("pair", APART, ids=str)
def test_an_ask_does_not_meet_an_offer_on_another_topic_in_a_room_of_many_topics(room, pair):
    assert room[pair] == 0


def test_nearly_all_pairs_are_told_apart_where_there_are_only_two_texts():
    """How rare a word is cannot be known there."""
    right = sum(alike([(a, b)])[0] > 0 for a, b in MEET)
    right += sum(alike([(a, b)])[0] == 0 for a, b in APART)
    assert right >= len(MEET) + len(APART) - 3


@pytest.mark.parametrize("pair", TOO_NEAR, ids=str)
def test_words_that_look_alike_are_taken_for_each_other_as_known(pair):
    assert alike([pair])[0] > 0


@pytest.mark.parametrize("pair", TOO_FAR, ids=str)
def test_what_is_said_in_quite_other_words_is_not_found_as_known(pair):
    assert alike([pair])[0] == 0


def test_the_same_words_are_as_alike_as_can_be():
    assert alike([("Chair a meeting", "chair a MEETING")])[0] == pytest.approx(1)


def test_a_tag_counts_more_than_a_word():
    tags = alike([("chess #mentoring", "piano #mentoring")])[0]
    assert tags > alike([("chess mentoring", "piano mentoring")])[0] > 0


def test_a_tag_meets_the_word():
    assert alike([("#negotiation", "negotiation")])[0] == pytest.approx(1)


def test_what_is_rare_in_the_room_counts_more():
    others = ["team spirit", "team building", "team rituals", "budget reports"]
    found = alike([("team budget", other) for other in others])
    assert found[3] > found[0] > 0


@pytest.mark.parametrize(
    "text", ["", " \n", "🙂", "?!…", "how to", "#", "##--", "\u0301", "x" * 280]
)
def test_texts_without_words_meet_nothing_else(text):
    assert alike([(text, "feedback"), (text, "")]).tolist() == [0, 0]


def test_no_texts_give_nothing():
    assert cosines([], []).shape == (0, 0)
    assert likeness([], [], cosines([], []).ravel()).size == 0


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        ("Négocier un budget", "le BUDGET: negocier", ("Négocier", "budget")),
        ("how to learn", "how to learn", ()),
        ("#Data-Science", "#data-science", ("#Data-Science",)),
        ("#feedback", "Feedback", ("#feedback",)),
        ("予算交渉の練習", "予算交渉", ("予算交渉",)),
        ("プレゼンの練習", "プレゼンのコツ", ("プレゼン",)),
        ("feedback, Feedback", "feedback", ("feedback",)),
        ("बातचीत करना", "बातचीत", ("बातचीत",)),
    ],
)
def test_the_words_of_both_stand_as_the_asker_wrote_them(a, b, both):
    assert in_common(a, b) == both


def test_a_word_is_kept_once():
    assert [w.folded for w in words_of("Budget budget BUDGET")] == ["budget"]

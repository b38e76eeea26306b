"""The picture in sentences and as HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import aim, contents, full, mixed, share

from plnkit.assets import STYLES
from plnkit.reading import room as reading
from plnkit.room import Count, Counted, Parted, Picture, picture
from plnkit.shares import Point, Sized
from plnkit.views.room import shown

WHOLE = picture([full(i) for i in range(12)])
MOST = Count("most")


class Text(HTMLParser):
    """The text of a page, and its tags in order."""

    def __init__(self, html):
        super().__init__()
        self.words, self.tags, self.open = [], [], []
        self.feed(str(html))

    def handle_starttag(self, tag, _):
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def text(html):
    return " ".join(Text(html).words)


def test_before_five_have_shared_only_their_number_is_told():
    assert text(shown(None, 3)) == (
        "The picture of this room "
        "Not enough yet: the picture appears when five have shared. So far 3 have."
    )


@pytest.mark.parametrize(("shared", "said"), [(0, "nobody has"), (1, "one has"), (4, "4 have")])
def test_how_many_have_shared_is_said_in_words(shared, said):
    assert reading.missing(shared).endswith(f"So far {said}.")


def test_a_picture_that_went_says_how_it_comes_back():
    assert "appears again" in text(shown(None, 7))


def test_each_figure_has_a_question_and_a_sentence():
    html = shown(WHOLE, 12)
    assert html.count('class="pln-question"') == html.count("<section") == 9
    assert reading.MISSING not in html


def test_a_figure_that_is_not_there_says_what_it_takes():
    html = shown(picture([share(i, mix=mixed(10, 40, 30, 20)) for i in range(6)]), 6)
    assert text(html).count(reading.MISSING) == 7  # all but who is here, and the mix
    assert "Most learning here is on the job: 40% on average." in text(html)


def test_every_element_ends():
    assert not Text(shown(WHOLE, 12)).open


def test_there_is_no_script_and_nothing_from_elsewhere():
    html = str(shown(WHOLE, 12))
    assert not re.search(r"<script|<img|http|url\(|\son\w+=", html)


def test_bars_say_their_number_as_text():
    for part in WHOLE.mix.percents.values():
        assert f"<b>{part}%</b>" in shown(WHOLE)
        assert f'style="width:{part}%"' in shown(WHOLE)


def test_how_many_have_a_role_is_said_and_which_few_have_is_not():
    said = shown(WHOLE)
    assert "<li><span>Peers</span><b>all but a few</b></li>" in said
    assert "Podcast" not in said
    assert reading.OTHERS in said


def test_the_grid_is_a_table_with_heads_and_words_for_hidden_cells():
    tags = Text(shown(WHOLE)).tags
    assert {"table", "caption", "thead", "tbody"} <= set(tags)
    assert tags.count("td") == 20
    assert "not shown" in shown(WHOLE)


def test_markup_in_aims_is_text():
    shares = [share(i, aims=(aim("<img src=x onerror=alert(1)> & \u202eevil"),)) for i in range(6)]
    html = shown(picture(shares))
    assert "img" not in Text(html).tags


def test_a_picture_that_was_made_up_is_text_too():
    forged = Picture(learners=9, topics=Counted(MOST, {"<b>x</b>": MOST}))
    assert "<b>x</b>" not in shown(forged)


def test_a_topic_from_right_to_left_leaves_the_words_around_it_alone():
    html = shown(picture([share(i, aims=(aim("القيادة"),)) for i in range(6)]))
    assert "<bdi>القيادة</bdi>" in html


def test_on_a_wall_there_are_pages_of_two_or_three_cards_and_nothing_is_folded():
    html = shown(WHOLE, wall=True)
    pages = html.split('class="pln-wall-turn"')[1:]
    assert [page.count("<section") for page in pages] == [3, 2, 2, 3]
    assert "<details" not in html
    assert reading.NOTE in html
    assert "pln-wall" not in shown(WHOLE)


def test_a_wall_asks_every_question_that_the_picture_asks():
    asked = re.compile('class="pln-question"[^>]*>([^<]*)<')
    more = set(asked.findall(shown(WHOLE, wall=True))) - set(asked.findall(shown(WHOLE)))
    assert more == {"How many of us have at least one?"}
    assert set(asked.findall(shown(WHOLE))) < set(asked.findall(shown(WHOLE, wall=True)))


def test_colours_come_from_the_tokens():
    own = STYLES["room"].served
    assert not re.search(r"#[0-9a-f]{3}|rgb\(", own)


# --- sentences ----------------------------------------------------------------------------------


def test_small_groups_are_said_in_words():
    shares = [share(i, size=Sized(3, 0)) for i in range(12)]
    assert "Fewer than 5 have nobody on their map yet." in text(shown(picture(shares)))


def test_a_part_that_may_not_be_the_largest_is_not_called_so():
    found = Parted(MOST, {"peer": 20, "tool": 10}, 70)
    assert reading.read_roles(found).startswith("Of what is shown, the largest part is peers: 20%")
    assert reading.read_roles(Parted(MOST, {"peer": 80}, 20)).startswith("The largest part is")


def test_parts_of_the_same_size_are_told_together():
    found = Parted(MOST, {"formal": 30, "on_the_job": 30, "social": 20, "self_directed": 20})
    assert reading.read_mix(found) == (
        "Most learning here is in courses and on the job: 30% each on average."
    )


def test_a_part_that_rounds_to_nothing_is_not_nothing():
    assert reading.percent(0) == "under 1%"


def test_kinds_of_aims_that_most_have_are_named():
    counts = {"goal": MOST, "need": Count("some", 5), "problem": MOST}
    assert reading.read_kinds(Counted(MOST, counts)) == "All but a few have goals and problems."
    few = Counted(MOST, {"goal": Count("few"), "need": Count("few")})
    assert "fewer than 5 learners have the same kind" in reading.read_kinds(few)


def test_the_base_of_a_figure_is_said():
    assert reading.read_base(MOST) == "From all here, or all but a few."
    assert reading.read_base(Count("some", 15)) == "From at least 15 learners here."


def test_where_most_people_stand_is_said_in_words():
    found = picture([share(i, points=(Point(1, 0.1), Point(0.5, 0.9))) for i in range(6)])
    assert "“further out”, knowing hardly any of the others" in reading.read_cells(found.cells)


@settings(max_examples=60)
@given(st.integers(0, 14).flatmap(lambda n: st.tuples(*[contents(i) for i in range(n)])))
def test_any_picture_can_be_shown(shares):
    html = shown(picture(shares), len(shares))
    assert not Text(html).open
    assert "None" not in html

"""Pictures taken and compared, how it feels, files to take along, and erasing, as a page does it."""

import json
import logging
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from pressing import people, press, shown

from plnkit import clock, pulses
from plnkit.errors import Locked
from plnkit.exchange import portable
from plnkit.model import Aim, Capability, Interaction, Member, Note, Plan, Pulse, Snapshot, Wave
from plnkit.views.review import Compare, Export, Feelings, File, Keep, Take, usual
from plnkit.views.review.keep import WORD

TODAY = clock.today()
NASTY = ["<script>x</script>", '"quoted" & <b>', "ليلى", "🦊", "=1+1", "a, b; c", "x" * 200]


@pytest.fixture
def take(mine):
    return shown(mine, Take(mine.change, lambda: mine.seq))


def send(panel, do, **fields):
    said = {k: v if isinstance(v, list) else [v] for k, v in fields.items()}
    panel.press({"do": do, "value": json.dumps(said)})


def put(mine, *things):
    mine.change(lambda book: book.with_(*things), "Put")


def pictures(mine):
    return {wave.name: wave for wave in mine.book.all(Wave)}


def names(book):
    return [member.name for member in book.members]


def sent(panel, monkeypatch):
    messages = []
    monkeypatch.setattr(panel, "send", messages.append)
    return messages


# --- taking a picture ---------------------------------------------------------------------------


def test_a_picture_is_the_book_of_the_moment_in_which_it_was_taken(mine, take):
    people(mine, "rosa")
    send(take, "take", name="Before")
    people(mine, "tom")
    wave = pictures(mine)["Before"]
    assert wave.on == TODAY
    assert names(mine.picture(wave)) == ["rosa"]
    assert mine.undoable.label == "Added"


def test_a_picture_says_its_programme_and_phase(mine, take):
    send(take, "take", name="Before", programme=" Leading \n teams ", phase="before")
    wave = pictures(mine)["Before"]
    assert (wave.programme, wave.phase) == ("Leading teams", "before")
    assert "before <bdi>Leading teams</bdi>" in take.content


def test_it_says_what_a_picture_is_and_that_nothing_is_needed_for_the_history(take):
    assert "there is nothing to do" in take.content
    assert "No picture yet" in take.content


def test_the_name_that_is_proposed_is_always_a_free_one(mine, take, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 25))
    taken = []
    for _ in range(5):
        take.draw(mine.book)
        proposed = re.search(r'value="([^"]*)" name="name"', take.content)[1]
        send(take, "take", name=proposed)
        taken.append(proposed)
    assert taken == [
        "First picture",
        "November 2026",
        "25 November 2026",
        "25 November 2026 (2)",
        "25 November 2026 (3)",
    ]
    assert list(pictures(mine)) == taken


@pytest.mark.parametrize("again", ["Before", "  beFORE ", "Béfore"])
def test_two_names_alike_are_a_sentence_beside_the_field_and_nothing_is_saved(mine, take, again):
    send(take, "take", name="Before")
    send(take, "take", name=again)
    assert len(pictures(mine)) == 1
    assert "You have a picture called “Before” already" in take.wrong["name"]
    assert take.content.count("already") == 1


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 201])
def test_a_name_that_cannot_be_is_a_sentence_beside_the_field(mine, take, name):
    send(take, "take", name=name)
    assert pictures(mine) == {}
    assert "name" in take.wrong


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("programme", {"phase": "after"}),
        ("programme", {"programme": "x" * 501}),
        ("phase", {"programme": "Leading", "phase": "one day"}),
    ],
)
def test_a_programme_or_phase_that_cannot_be_is_a_sentence_beside_its_field(
    mine, take, field, fields
):
    send(take, "take", name="Before", **fields)
    assert pictures(mine) == {}
    assert list(take.wrong) == [field]


def test_the_same_press_sent_twice_takes_one_picture_and_blames_nobody(mine, take):
    message = {"do": "take", "value": json.dumps({"name": ["Before"]}), "id": "a1" * 16}
    take.press(message)
    take.press(message)
    assert list(pictures(mine)) == ["Before"]
    assert take.wrong == {}


def test_another_panel_can_take_a_picture_too(mine, take):
    take.take("Before Leading", "Leading", "before")
    assert pictures(mine)["Before Leading"].phase == "before"
    with pytest.raises(ValueError, match="already"):
        take.take("before leading", "Leading", "before")


def test_a_picture_is_renamed_where_it_stands(mine, take):
    send(take, "take", name="Before")
    press(take, "ask", pictures(mine)["Before"].id)
    assert 'data-form="rename"' in take.content
    send(take, "rename", new="Spring")
    assert list(pictures(mine)) == ["Spring"]
    assert 'data-form="rename"' not in take.content
    mine.undo()
    assert list(pictures(mine)) == ["Before"]


def test_a_picture_cannot_be_renamed_like_another_but_in_its_own_name(mine, take):
    send(take, "take", name="Before")
    send(take, "take", name="After")
    press(take, "ask", pictures(mine)["After"].id)
    send(take, "rename", new="before")
    assert "already" in take.wrong["new"]
    send(take, "rename", new="AFTER")
    assert list(pictures(mine)) == ["Before", "AFTER"]


def test_leaving_a_name_as_it_was_changes_nothing(mine, take):
    send(take, "take", name="Before")
    press(take, "ask", pictures(mine)["Before"].id)
    press(take, "stay", None)
    assert 'data-form="rename"' not in take.content
    assert list(pictures(mine)) == ["Before"]


def test_a_picture_is_taken_out_and_undo_brings_it_back_as_it_was(mine, take):
    people(mine, "rosa")
    send(take, "take", name="Before")
    people(mine, "tom")
    press(take, "remove", pictures(mine)["Before"].id)
    assert pictures(mine) == {}
    mine.undo()
    assert names(mine.picture(pictures(mine)["Before"])) == ["rosa"]


@pytest.mark.parametrize("do", ["ask", "remove"])
@pytest.mark.parametrize("id", ["gone", "rosa", 7, None])
def test_what_is_no_picture_gives_a_sentence_and_changes_nothing(mine, take, do, id):
    people(mine, "rosa")
    press(take, do, id)
    assert take.notice == "This picture is no longer here."
    assert names(mine.book) == ["rosa"]


def test_a_picture_that_was_taken_out_meanwhile_is_not_renamed(mine, take):
    send(take, "take", name="Before")
    wave = pictures(mine)["Before"]
    press(take, "ask", wave.id)
    mine.change(lambda book: book.without(wave.id), "Took out")
    send(take, "rename", new="After")
    assert take.notice == "This picture is no longer here."
    assert pictures(mine) == {}


@pytest.mark.parametrize("name", NASTY)
def test_names_of_pictures_are_text(mine, take, name):
    send(take, "take", name=name, programme=name)
    assert list(pictures(mine)) == [name]
    assert "<script>" not in take.content
    assert "<b>" not in take.content.replace("<b><bdi>", "")


# --- two of them, compared ----------------------------------------------------------------------


@pytest.fixture
def compare(mine):
    return shown(mine, Compare(mine.picture))


@pytest.fixture
def two(mine, take):
    """Two pictures: with Rosa alone, and with Tom in her place; now Ana is there, too."""
    people(mine, "Rosa")
    send(take, "take", name="Spring")
    mine.change(lambda book: book.without("Rosa"), "Removed")
    people(mine, "Tom")
    send(take, "take", name="Autumn")
    people(mine, "Ana")
    return pictures(mine)


def test_without_a_picture_it_says_what_is_missing(mine, compare):
    assert "Not enough yet" in compare.content
    assert "<select" not in compare.content
    assert compare.pair(mine.book) is None
    assert compare.labels(mine.book) is None


def test_it_begins_with_the_oldest_picture_and_the_book_as_it_is_now(mine, two, compare):
    before, after = compare.pair(mine.book)
    assert names(before) == ["Rosa"]
    assert after is mine.book
    assert compare.labels(mine.book) == ("Spring", "As it is now")
    assert "backwards" not in compare.content


def test_it_says_who_came_and_who_went_by_name(two, compare):
    for name in ("Rosa", "Tom", "Ana"):
        assert name in compare.content


def test_any_two_can_be_chosen_and_it_is_told(mine, two):
    turned = []
    compare = shown(mine, Compare(mine.picture, lambda: turned.append(compare.labels(mine.book))))
    press(compare, "after", "", two["Autumn"].id)
    press(compare, "before", "", "")
    assert turned == [("Spring", "Autumn"), ("As it is now", "Autumn")]
    assert [names(book) for book in compare.pair(mine.book)] == [["Tom", "Ana"], ["Tom"]]
    assert "backwards" in compare.content


def test_two_that_are_the_same_are_not_compared(mine, two, compare):
    press(compare, "after", "", two["Spring"].id)
    assert "These two are the same" in compare.content
    assert "<table" not in compare.content


def test_numbers_are_a_table_and_what_is_too_small_to_read_says_so(two, compare):
    assert '<th scope="row">' in compare.content
    assert "too small to read" in compare.content.lower()


def test_a_picture_that_is_gone_makes_room_for_the_oldest(mine, two, compare):
    press(compare, "before", "", two["Autumn"].id)
    mine.change(lambda book: book.without(two["Autumn"].id), "Took out")
    assert compare.labels(mine.book) == ("Spring", "As it is now")
    press(compare, "after", "", two["Autumn"].id)
    assert "no longer here" in compare.notice
    assert compare.labels(mine.book) == ("Spring", "As it is now")


def test_pictures_are_read_once_until_the_book_changes(mine, two):
    read = []
    compare = Compare(lambda wave: read.append(wave.name) or mine.picture(wave))
    shown(mine, compare)
    compare.pair(mine.book)
    press(compare, "after", "", two["Autumn"].id)
    assert read == ["Spring", "Autumn"]
    people(mine, "Bo")
    assert read == ["Spring", "Autumn", "Spring", "Autumn"]


def test_what_is_written_elsewhere_on_the_page_measures_nothing_anew(
    mine, two, compare, monkeypatch
):
    monkeypatch.setattr("plnkit.waves.measured", lambda *_: pytest.fail("measured anew"))
    put(mine, Note(id="n", page="review", question="Why?", text="Because."))
    for thing in (
        Interaction(id="i", members=("Ana",), on=TODAY, got="An idea"),
        Member(id="Bo", name="Bo", kind="person"),
    ):
        with pytest.raises(pytest.fail.Exception):
            put(mine, thing)


def test_who_is_erased_is_in_no_picture_any_more(mine, take, compare):
    people(mine, "Rosalinde", "Tom")
    send(take, "take", name="Spring")
    mine.change(lambda book: book.without("Rosalinde"), "Removed")
    assert "Rosalinde" in compare.content
    mine.erase("Rosalinde")
    assert "Rosalinde" not in compare.content


def test_a_picture_from_a_file_is_compared_and_one_without_content_is_not_offered(mine, compare):
    rosa = Member(id="r", name="Rosa", kind="person")
    put(
        mine,
        Wave(id="now", name="Brought", on=date(2026, 1, 1), book=Snapshot(members=(rosa,))),
        Wave(id="bare", name="Bare", on=date(2025, 1, 1)),
    )
    assert compare.labels(mine.book) == ("Brought", "As it is now")
    assert "Bare" not in compare.content
    assert "Rosa" in compare.content


@pytest.mark.parametrize("name", NASTY)
def test_names_are_text_where_they_are_compared(mine, take, compare, name):
    people(mine, "Rosa")
    send(take, "take", name=name)
    put(mine, Member(id="n", name=name, kind="person"), Aim(id="a", text=name))
    assert "<script>" not in compare.content
    assert "<b>" not in compare.content


# --- how it feels -------------------------------------------------------------------------------


@pytest.fixture
def feelings(mine):
    put(mine, Aim(id="budget", text="Budget"), Aim(id="old", text="Old", status="reached"))
    return shown(mine, Feelings(mine.change))


def able(id):
    return f"aim-{id.encode().hex()}"


def today_of(mine):
    return pulses.on_day(mine.book, TODAY)


def test_what_is_said_is_kept_as_one_change_of_today(mine, feelings):
    send(feelings, "keep", engagement="7", future="0", **{able("budget"): "10"})
    (pulse,) = mine.book.all(Pulse)
    assert (pulse.on, pulse.engagement, pulse.future) == (TODAY, 7, 0)
    assert pulse.capability == (Capability(aim="budget", level=10),)
    mine.undo()
    assert mine.book.all(Pulse) == ()


def test_a_blank_is_not_said_and_takes_back_what_was_said_today(mine, feelings):
    send(feelings, "keep", engagement="7", future="5", **{able("budget"): "3"})
    send(feelings, "keep", engagement="", future="5", **{able("budget"): ""})
    assert (today_of(mine).engagement, today_of(mine).future) == (None, 5)
    assert today_of(mine).capability == ()


def test_all_that_was_said_today_can_be_taken_back(mine, feelings):
    send(feelings, "keep", engagement="7")
    send(feelings, "keep", engagement="", future="", **{able("budget"): ""})
    assert mine.book.all(Pulse) == ()


def test_an_aim_that_the_form_did_not_ask_about_keeps_what_was_said_elsewhere(mine, feelings):
    mine.change(lambda book: pulses.with_capability(book, "budget", 4, TODAY), "Said")
    send(feelings, "keep", engagement="7")
    assert today_of(mine).capability == (Capability(aim="budget", level=4),)


def test_nothing_said_at_all_is_a_sentence_and_nothing_is_saved(mine, feelings):
    send(feelings, "keep", engagement="", future=" ", **{able("budget"): ""})
    assert "Nothing is said yet" in feelings.wrong["engagement"]
    assert mine.book.all(Pulse) == ()


@pytest.mark.parametrize("level", ["11", "-1", "3.5", "3,5", "many", "?", "99999999999", "７", "²"])
@pytest.mark.parametrize("field", ["engagement", "future", able("budget")])
def test_what_is_no_number_from_0_to_10_is_a_sentence_beside_its_field(
    mine, feelings, field, level
):
    send(feelings, "keep", **({"engagement": "4"} | {field: level}))
    assert list(feelings.wrong) == [field]
    assert "0 to 10" in feelings.content
    assert mine.book.all(Pulse) == ()


def test_the_form_shows_what_was_said_today_and_what_was_said_before(mine, feelings):
    past = TODAY - timedelta(days=30)
    said = Pulse(id="p", on=past, engagement=3, capability=(Capability(aim="budget", level=2),))
    put(mine, said)
    assert "Last time: 3." in feelings.content
    assert 'name="engagement" value=""' in feelings.content
    send(feelings, "keep", engagement="8")
    assert 'name="engagement" value="8"' in feelings.content
    assert "Last time: 3." in feelings.content
    assert "Last time: 2." in feelings.content


def test_what_else_was_said_today_stays(mine, feelings):
    put(mine, Pulse(id=pulses.pulse_id(TODAY), on=TODAY, engagement=1,
                    capability=(Capability(aim="old", level=4),)))  # fmt: skip
    send(feelings, "keep", engagement="2", future="")
    assert today_of(mine).capability == (Capability(aim="old", level=4),)


def test_only_open_aims_are_asked_about(feelings):
    assert "“Budget”" in feelings.content
    assert "“Old”" not in feelings.content


def test_without_an_aim_it_says_what_comes_later(mine):
    panel = shown(mine, Feelings(mine.change))
    assert "Once you have an aim" in panel.content


def test_it_says_that_it_is_for_oneself_and_proves_nothing(feelings):
    for words in ("for you alone", "no validated scale", "proves nothing"):
        assert words in feelings.content


def test_each_number_has_a_label_and_a_slider_that_follows_it(feelings):
    ids = re.findall(r'type="number"[^>]*? id="([^"]+)"', feelings.content)
    assert len(ids) == 3
    for id in ids:
        assert f'<label for="{id}"' in feelings.content
        assert f'id="{id}-slider"' in feelings.content
        assert f'data-twin="{id}"' in feelings.content
        assert f'data-twin="{id}-slider"' in feelings.content


def test_many_aims_are_folded_and_unfolded_where_one_of_them_is_wrong(mine):
    put(mine, *(Aim(id=f"a{i}", text=f"Aim {i}") for i in range(15)))
    panel = shown(mine, Feelings(mine.change))
    assert "<summary>3 more</summary>" in panel.content
    assert '<details data-key="more">' in panel.content
    send(panel, "keep", **{able("a14"): "12"})
    assert '<details data-key="more" open>' in panel.content


@pytest.mark.parametrize("text", NASTY)
def test_aims_are_text_and_their_ids_do_no_harm(mine, text):
    put(mine, Aim(id='"> <b>ü</b>', text=text))
    panel = shown(mine, Feelings(mine.change))
    send(panel, "keep", **{able('"> <b>ü</b>'): "6"})
    assert today_of(mine).capability[0].level == 6
    assert "<b>" not in panel.content
    assert "<script>" not in panel.content


def test_an_aim_that_was_removed_meanwhile_is_left_out(mine, feelings):
    mine.change(lambda book: book.without("budget"), "Removed")
    send(feelings, "keep", engagement="5", **{able("budget"): "5"})
    assert (today_of(mine).engagement, today_of(mine).capability) == (5, ())


# --- taking it along ----------------------------------------------------------------------------


@pytest.fixture
def keep(mine):
    aliased = usual(mine.picture, names=False)
    return shown(mine, Keep(usual(mine.picture), mine.erase_all, aliased))


def file_of(panel, key, monkeypatch):
    messages = sent(panel, monkeypatch)
    press(panel, "make", key)
    return next((m["file"] for m in messages if "file" in m), None)


def test_everything_is_what_the_portable_file_holds_with_the_pictures(
    mine, take, keep, monkeypatch
):
    people(mine, "rosa")
    send(take, "take", name="Before")
    people(mine, "tom")
    file = file_of(keep, "json", monkeypatch)
    assert file["name"].endswith(".json")
    whole = json.loads(file["text"])
    assert [m["name"] for m in whole["waves"][0]["book"]["members"]] == ["rosa"]
    at = datetime.strptime(whole["exported"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert file["text"].encode() == portable.text(mine.book, mine._journal.as_of, at)


def test_the_report_holds_names_and_what_changed_since_the_oldest_picture(
    mine, take, keep, monkeypatch
):
    people(mine, "Rosalinde")
    send(take, "take", name="In spring")
    people(mine, "Theodora")
    file = file_of(keep, "html", monkeypatch)
    assert file["type"] == "text/html"
    assert "Rosalinde" in file["text"]
    assert re.search(r"What changed since .{0,3}In spring", file["text"])
    assert "Came in: Theodora." in file["text"]


def test_the_report_without_names_has_none_in_it_nor_in_the_name_of_the_file(
    mine, take, keep, monkeypatch
):
    people(mine, "Rosalinde")
    send(take, "take", name="Rosalinde came")
    people(mine, "Theodora")
    press(keep, "name", "aliases")
    file = file_of(keep, "html", monkeypatch)
    assert "-aliases" in file["name"]
    assert not {"Rosalinde", "Theodora"} & set(re.findall(r"\w+", str(file)))
    assert "Person 2" in file["text"]


def test_an_empty_book_has_a_report_too(keep, monkeypatch):
    assert file_of(keep, "html", monkeypatch)["text"].startswith("<!doctype html>")


def test_dates_become_a_calendar_file(mine, keep, monkeypatch):
    people(mine, "rosa")
    put(mine, Plan(id="p", member="rosa", act="ask", on=TODAY))
    file = file_of(keep, "ics", monkeypatch)
    assert file["name"].endswith(".ics")
    assert "p@plnkit" in file["text"]


def test_every_file_is_offered_in_its_group_with_what_is_in_it(keep):
    asked = re.findall(r"<h3[^>]*>([^<]+)</h3>", keep.content)
    assert asked == [
        "To show or print",
        "For your calendar and contacts",
        "For numbers and networks",
        "To keep",
    ]
    assert len(re.findall(r'data-do="make"', keep.content)) == 8
    assert "without your log, plans and pictures" in keep.content


def test_what_is_no_text_goes_beside_the_message(mine, keep, monkeypatch):
    people(mine, "rosa")
    messages = []
    monkeypatch.setattr(keep, "send", lambda *message: messages.append(message))
    press(keep, "make", "xlsx")
    ((told, (data,)),) = messages
    assert told["file"]["name"].endswith(".xlsx")
    assert (told["file"]["text"], data[:2]) == ("", b"PK")


def test_with_aliases_each_file_is_without_names_and_says_so_in_its_own(mine, keep, monkeypatch):
    people(mine, "Rosalinde")
    put(mine, Plan(id="p", member="Rosalinde", act="ask Rosalinde", on=TODAY))
    press(keep, "name", "aliases")
    assert "Read a file once before you give it away" in keep.content
    for key in ("html", "ics", "vcf", "json"):
        file = file_of(keep, key, monkeypatch)
        assert "-aliases" in file["name"]
        assert "Rosalinde" not in file["text"]
    assert "All that you wrote down" not in keep.content
    press(keep, "name", "names")
    assert "All that you wrote down" in keep.content
    assert "Rosalinde" in file_of(keep, "vcf", monkeypatch)["text"]


@pytest.mark.parametrize("value", ["both", "", None, 7])
def test_another_choice_of_names_changes_nothing(keep, value):
    before = keep.content
    press(keep, "name", value)
    assert keep.content == before


def test_before_erasing_everything_is_saved_with_names_whatever_was_chosen(mine, keep, monkeypatch):
    people(mine, "Rosalinde")
    press(keep, "name", "aliases")
    messages = sent(keep, monkeypatch)
    press(keep, "first", "")
    (file,) = (m["file"] for m in messages if "file" in m)
    assert "Rosalinde" in file["text"]


def test_what_was_saved_is_said_beside_its_button(mine, keep):
    people(mine, "rosa")
    press(keep, "make", "vcf")
    item = re.search(r'<li data-key="vcf">.*?</li>', keep.content, re.DOTALL)[0]
    assert "Saved as my-network-" in item
    assert keep.content.count("Saved as") == 1


def test_without_a_date_it_says_so_and_saves_nothing(keep, monkeypatch):
    assert file_of(keep, "ics", monkeypatch) is None
    assert "No plan has a day yet" in keep.notice
    assert "Making it" not in keep.content


def test_while_a_file_is_made_it_says_so_and_then_what_was_saved(mine):
    seen = []

    def make(_):
        seen.append(keep.content)
        return File("x.txt", "text/plain", "x")

    keep = shown(mine, Keep([Export("x", "An x", "It is one.", make)], mine.erase_all))
    press(keep, "make", "x")
    assert "Making it…" in seen[0]
    assert "Making it…" not in keep.content
    assert "Saved as x.txt" in keep.content


@pytest.mark.parametrize("key", ["nothing", None, 7])
def test_a_file_that_is_not_offered_is_a_sentence(keep, monkeypatch, key):
    assert file_of(keep, key, monkeypatch) is None
    assert "not one of the files" in keep.notice


# --- erasing everything -------------------------------------------------------------------------


def erase(panel, word):
    once = re.search(r'name="once" value="([^"]+)"', panel.content)[1]
    send(panel, "erase", word=word, once=once)


def test_it_says_what_erasing_means_and_offers_the_file_first(keep):
    for words in ("its history", "its backups", "no undo", "yours to delete"):
        assert words in keep.content
    assert keep.content.index("First save everything") < keep.content.index('data-form="erase"')


@pytest.mark.parametrize("word", [WORD, "erase", " Erase "])
def test_the_word_erases_everything_for_good(mine, path, take, keep, word):
    people(mine, "Rosalinde")
    send(take, "take", name="Before")
    erase(keep, word)
    assert len(mine.book) == 0
    assert mine.undoable is None
    assert "Everything is erased" in keep.content
    assert b"Rosalinde" not in b"".join(p.read_bytes() for p in path.parent.iterdir())


@pytest.mark.parametrize("word", ["", "yes", "ERASED", "E R A S E"])
def test_another_word_erases_nothing_and_says_so(mine, keep, word):
    people(mine, "rosa")
    erase(keep, word)
    assert names(mine.book) == ["rosa"]
    assert WORD in keep.wrong["word"]
    assert '<details data-key="erasing" open>' in keep.content


def test_what_was_sent_twice_does_not_erase_what_came_after(mine, keep):
    once = re.search(r'name="once" value="([^"]+)"', keep.content)[1]
    send(keep, "erase", word=WORD, once=once)
    people(mine, "rosa")
    send(keep, "erase", word=WORD, once=once)
    assert names(mine.book) == ["rosa"]
    assert "type the word again" in keep.wrong["word"]


def test_traces_that_are_left_are_said(mine, caplog):
    def locked():
        raise Locked("Another program still reads it: close it there, then erase again.")

    keep = shown(mine, Keep([], locked))
    with caplog.at_level(logging.CRITICAL):
        erase(keep, WORD)
    assert "close it there" in keep.notice
    assert "Everything is erased" not in keep.content

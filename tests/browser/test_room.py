"""A workshop with a room in browsers: a facilitator, participants, a coach, and the wall."""

import pytest
from in_a_room import (
    PATIENCE,
    Hand,
    arrived,
    key_in,
    recipient,
    shares,
    store_of,
    watched,
    write_book,
)
from msgspec.structs import replace
from playwright.sync_api import expect
from seen import objections_in_every_look

from plnkit import sealing
from plnkit.rooms import Coaching, Recipient, Visit
from plnkit.samples import cohort, example
from plnkit.shares import Share, Wanted
from plnkit.sharing import drafted

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PICTURE = "Who is in this picture?"
NAMES = ("Rosa Ferreira", "Yusuf Can", "Ali Demir", "Wanjiru Kamau", "Mei Lin", "Tom Berger")
CLOSED = "The room is closed"
NOT_YOURS = (
    "This is the facilitator's page: open it with the facilitator's own link, "
    "which was shown when the workshop was started."
)
SIZES = {"laptop": (1280, 800), "phone": (390, 844)}  # the phone is what stays


@pytest.fixture
def size():
    """What is not said otherwise is on a laptop."""
    return "laptop"


@pytest.fixture(autouse=True)
def patience():
    """What happened elsewhere is seen here within a look or two, on a busy computer a little later."""
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=None)


@pytest.fixture
def enter(visit):
    """Return a function that gives a hand on a browser of its own, on no page yet."""
    return lambda room, at="laptop", **more: Hand(visit(room, None, at, **more))


# --- a whole workshop ---------------------------------------------------------------------------


def test_a_whole_workshop(workshop, enter, tmp_path):
    room = workshop()
    room.key = key_in(room.facilitator)
    chair = enter(room).follow(room.facilitator)
    assert "key" not in chair.page.url
    runs_the_agenda(chair)
    one, other = enter(room, "phone"), enter(room)
    one.page.goto(room.link)
    types_the_code(other, room, chair.view("door").locator(".pln-join-code").text_content())

    alias = shares_by_hand(
        one, room, NAMES[:3],
        "Negotiate a budget with suppliers, as Rosa Ferreira does", "Drawing portraits with charcoal",
    )  # fmt: skip
    other_alias = shares_by_hand(
        other, room, NAMES[3:],
        "Draw portraits with charcoal", "Negotiating a budget with suppliers",
    )  # fmt: skip
    the_facilitator_sees_aliases_alone(chair, (one, other), (alias, other_alias), room)
    one.sees("meet", f"Ask {other_alias} about “Negotiate a budget with suppliers")
    assert f"Hello {other_alias}" in one.view("meet").locator("textarea").input_value()

    wall = opens_the_wall(chair)
    one.sees("together", "Not enough yet")
    shares(room, *map(drafted, cohort()[6:9]))
    the_picture_appears(chair, one, wall)
    withdraws(other, other_alias, one, chair)

    continues_on_another_device(one, enter(room), room)
    brings_the_file(one, enter(room), room, tmp_path)
    closes(chair, one, other, wall)
    is_told_that_it_is_closed(enter(room), room)
    assert wall.wrong == []


def runs_the_agenda(chair):
    chair.press("45 minutes", "run")
    chair.press("Begin", "run")
    left = chair.view("run").locator(".pln-left")
    before = left.text_content()
    expect(left).not_to_have_text(before)  # the clock runs in the browser
    chair.sees("run", "Next: ")


def types_the_code(hand, room, code):
    hand.page.goto(f"{room.host}/join")
    hand.page.get_by_label("Join code").fill(f" {code.lower()} ")
    hand.press("Join")
    expect(hand.page.locator("#pln-headline")).to_have_text("Welcome.")
    assert "code" not in hand.page.url


def shares_by_hand(hand, room, members, aim, offer):
    """Name members and an aim, look at what would leave, and let it go; return the alias."""
    hand.go("network").names(*members)
    hand.go("aims").aims(aim)
    hand.go("room").offers(offer)
    leaves = hand.exact_text
    assert offer in leaves["offers"]
    assert not [name for name in members if name in str(leaves)]
    alias = hand.page.get_attribute("#pln-share-alias", "placeholder")
    hand.press("Share this with the room")
    hand.sees("share", "Shared at")
    assert leaves in arrived(room)
    return alias


def the_facilitator_sees_aliases_alone(chair, hands, aliases, room):
    for alias in aliases:
        chair.sees("match", alias)
    chair.sees("stuck", "2 people are here.")
    to = recipient(room).id
    ids = [sealing.share_of(hand.key, to) for hand in hands]
    html = chair.page.content()
    for secret in (*NAMES, *ids, *[hand.key for hand in hands]):
        assert secret not in html


def opens_the_wall(chair):
    with chair.page.expect_popup() as found:
        chair.page.get_by_role("link", name="Show it on the wall").click()
    wall = watched(chair.visitor, found.value)
    wall.page.evaluate("document.body.dataset.before = ''")
    expect(wall.page.locator("#pln-wall-join")).to_be_visible()
    return wall


def the_picture_appears(chair, one, wall):
    chair.sees("patterns", PICTURE)
    one.sees("together", PICTURE)
    wall.page.get_by_role("button", name="The room’s picture").click()
    expect(wall.page.locator("#pln-wall-picture")).to_be_visible()
    expect(wall.page.locator("#pln-wall-picture")).to_contain_text(PICTURE)
    expect(wall.page.locator("body[data-before]")).to_be_attached()
    chair.has_stayed()
    one.has_stayed()
    one.visitor.shot("room-workshop")


def withdraws(other, alias, one, chair):
    one.sees("meet", alias)
    chair.sees("match", alias)
    other.press("Withdraw", "share")
    other.sees("share", "Withdrawn: the copy is deleted.")
    one.misses("meet", alias)
    chair.misses("match", alias)
    chair.sees("patterns", "Not enough yet")
    chair.has_stayed()
    one.has_stayed()


def sheet_of(hand):
    header = hand.page.locator("#pln-status")
    hand.touch(header.get_by_role("button", name="My link and file", exact=True))
    sheet = hand.view("mine").get_by_role("dialog")
    expect(sheet).to_be_visible()
    return sheet


def continues_on_another_device(one, device, room):
    link = sheet_of(one).get_by_role("textbox", name="My private link").input_value()
    one.press("Close", "mine")
    device.page.goto(link)
    device.page.get_by_role("link", name="Open: Who could you meet here?").click()
    device.visitor.ready()
    device.sees("share", "Shared at")
    assert device.key == one.key
    assert "key" not in device.page.url
    device.go("network").has_named("Ali Demir")


def brings_the_file(one, browser, room, folder):
    sheet = sheet_of(one)
    with one.page.expect_download() as found:
        one.touch(sheet.get_by_role("button", name="Take my file with me"))
    file = folder / found.value.suggested_filename
    found.value.save_as(file)
    one.press("Close", "mine")
    browser.page.goto(room.link)
    browser.go("network")
    sheet = sheet_of(browser)
    sheet.get_by_label("Bring my file").set_input_files(file)
    browser.press("Put it into my book", "mine")
    expect(sheet.locator(".pln-said", has_text="Brought: ")).to_be_visible()
    browser.press("Close", "mine")
    browser.has_named("Ali Demir")
    assert browser.key != one.key


def closes(chair, one, other, wall):
    chair.press("Close the room…", "close")
    chair.sees("close", "There is no undo.")
    chair.press("Yes, close it for good", "close")
    chair.sees("close", CLOSED)
    for hand in (one, other):
        hand.sees("share", CLOSED)
        hand.has_stayed()
    expect(wall.page.locator("#pln-wall-closed")).to_be_visible()
    one.go("network").has_named("Rosa Ferreira")
    other.go("network").has_named("Wanjiru Kamau")


def is_told_that_it_is_closed(late, room):
    late.page.goto(room.link)
    expect(late.page.get_by_role("alert")).to_contain_text("This workshop is closed")
    late.page.get_by_label("Join code").fill(room.link.partition("code=")[2])
    late.press("Join")
    late.page.wait_for_url("**/join?code=*")
    expect(late.page.get_by_role("alert")).to_contain_text(
        "your private link still opens your book"
    )
    late.is_refused(403)


# --- who is not let in --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def marked(workshop):
    """A room whose title is markup, and whose five people wrote nothing but markup."""
    room = workshop("--title", MARKUP)
    room.key = key_in(room.facilitator)
    shares(room, *[nasty(drafted(book)) for book in cohort()[6:11]])
    return room


MARKUP = '<img src=x onerror="window.hit = 1"><script>window.hit = 1</script> <b>bold</b>'
NAMED = MARKUP[:50]  # as much of it as an alias has room for
RUN = "[window.hit, document.querySelectorAll('[src=x], [onerror]').length]"
ASK, OFFER = f"Negotiate {MARKUP}", f"Negotiation {MARKUP}"


def nasty(share):
    aims = (Wanted(kind="goal", text=MARKUP, helpers=1),)
    return replace(share, alias=f"<i>{NAMED}", aims=aims, asks=(ASK,), offers=(OFFER,))


def in_the_chair(enter, room):
    """The facilitator's page; the link that is printed has the key the first time alone."""
    return enter(room).follow(f"{room.facilitator.partition('#')[0]}#key={room.key}")


def test_a_participant_reads_one_sentence_on_the_facilitators_page(marked, enter):
    hand = enter(marked)
    hand.page.goto(marked.link)
    hand.go("facilitator")
    expect(hand.view("door")).to_have_text(NOT_YOURS)
    shown = hand.page.locator("#cells [data-pln-view]").evaluate_all(
        "all => all.filter((one) => one.textContent.trim()).map((one) => one.dataset.plnView)"
    )
    assert shown == ["door"]
    expect(hand.page.locator("#cells :is(button, input, select, textarea):visible")).to_have_count(
        0
    )


def test_a_wrong_code_is_a_sentence_and_the_form_needs_no_script(marked, enter):
    hand = enter(marked, "phone", java_script_enabled=False)
    hand.page.goto(f"{marked.host}/join")
    field = hand.page.get_by_label("Join code")
    field.fill("ABCD-2345")
    hand.press("Join")
    expect(hand.page.get_by_role("alert")).to_contain_text("This is not the join code: look at")
    hand.is_refused(403)
    field.fill(marked.link.partition("code=")[2])
    hand.press("Join")
    expect(hand.page.locator("#pln-headline")).to_have_text("Welcome.")


# --- what users write ---------------------------------------------------------------------------


def test_what_users_write_is_text_everywhere(marked, enter):
    chair = in_the_chair(enter, marked)
    hand = enter(marked, "phone")
    hand.page.goto(marked.link)
    expect(hand.page.locator(".pln-workshop")).to_have_text(MARKUP)
    hand.go("room")
    hand.page.fill("#pln-share-alias", f"Me {NAMED}")
    hand.page.press("#pln-share-alias", "Tab")
    hand.page.fill("#pln-new-ask", ASK)
    hand.press("Add an ask", "asks")
    hand.sees("share", ASK)
    hand.press("Share this with the room")
    hand.sees("share", f"Here you are called Me {NAMED}")
    hand.sees("meet", f"Ask <i>{NAMED} about “Negotiate <img")
    chair.sees("match", f"Me {NAMED}")
    chair.sees("match", ASK)
    chair.sees("patterns", PICTURE)
    chair.sees("door", MARKUP)
    wall = opens_the_wall(chair)
    wall.page.get_by_role("button", name="The room’s picture").click()
    expect(wall.page.locator("h1")).to_have_text(MARKUP)
    for page in (hand.page, chair.page, wall.page):
        assert page.evaluate(RUN) == [None, 0]
    assert wall.wrong == []


# --- a server that comes back -------------------------------------------------------------------


def test_after_a_power_cut_pages_come_back_and_the_facilitators_page_unlocks_the_room(
    marked, enter
):
    chair = in_the_chair(enter, marked)
    hand = enter(marked, "phone")
    hand.page.goto(marked.link)
    hand.go("room")
    wall = opens_the_wall(chair)
    chair.sees("patterns", PICTURE)
    hand.sees("together", PICTURE)
    before = hand.view("together").inner_html(), chair.view("patterns").inner_html()
    marked.kill()
    marked.start()
    for one in (hand, chair):
        one.is_well_again()
    chair.sees("patterns", PICTURE)
    hand.sees("together", PICTURE)
    assert (hand.view("together").inner_html(), chair.view("patterns").inner_html()) == before
    expect(wall.page.locator("#pln-wall-trouble")).to_be_empty()
    wall.page.get_by_role("button", name="The room’s picture").click()
    expect(wall.page.locator("#pln-wall-picture")).to_contain_text(PICTURE)
    assert "key" not in marked.facilitator
    chair.follow(marked.facilitator).sees("patterns", PICTURE)


# --- a coach ------------------------------------------------------------------------------------


def test_a_coach_opens_a_whole_book_until_it_is_withdrawn(marked, enter):
    coach, learner = enter(marked), enter(marked, "phone")
    coach.page.goto(marked.link)
    coach.go("coach")
    coach.page.get_by_label("What learners call you").fill("Ada")
    coach.page.get_by_label("Whom you invite").fill("Tuesdays")
    coach.press("Invite", "invite")
    link = coach.view("invite").locator("input[readonly]").input_value()
    learner.page.goto(link)
    learner.page.get_by_role("link", name="Open: Who do you learn from?").click()
    learner.visitor.ready()
    assert "coach" not in learner.page.url
    learner.names("Rosa Ferreira", "Ali Demir")
    learner.go("room").sees("coach", "Share with your coach Ada?")
    learner.press("My whole book", "coach")
    learner.press("Share this with Ada", "coach")
    learner.sees("coach", "Shared at")

    coach.sees("learners", "their whole book")
    coach.sees("learners", "Tuesdays")
    coach.press("Open what", "learners", exact=False)
    the_map = coach.view("map")
    expect(the_map.locator("svg.main-svg").first).to_be_visible()
    expect(the_map.locator("svg.main-svg").first).to_contain_text("Ali Demir")
    learner.view("coach").get_by_text("What was done with it").click()
    learner.sees("coach", "Ada opened it")
    learner.press("Withdraw", "coach")
    coach.sees("learners", "Somebody withdrew what they had shared.")
    coach.misses("learners", "their whole book")
    expect(the_map).to_be_hidden()
    expect(coach.page.locator("#cells")).not_to_contain_text("Ali Demir")
    coach.has_stayed()
    learner.has_stayed()


# --- how the pages look -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def practice(workshop):
    """A room of invented people, in which one learner has a book and shares it with a coach, too."""
    room = workshop("--demo")
    room.key, room.learner, room.coach = key_in(room.facilitator), "1" * 32, "2" * 32
    write_book(room, room.learner, example())
    where = str(store_of(room))
    coaching, visit = Coaching(room.coach, where), Visit(room.learner, where)
    coaching.found()
    to = Recipient(coaching.id, sealing.public_of(room.coach, "coach"))
    visit.share(Share(id="", to="", book=example().snapshot()), to)
    visit.share(drafted(example()), recipient(room))
    return room


def test_axe_objects_to_nothing_at_both_sizes_and_all_can_be_touched(practice, enter):
    hand = enter(practice, "phone")
    hand.page.goto(f"{practice.host}/join")
    looks_well(hand, "join")
    hand.page.goto(practice.link)
    hand.follow(f"{practice.host}/room#key={practice.learner}").sees("meet", "A first message")
    hand.sees("together", PICTURE)
    looks_well(hand, "room")
    hand.follow(f"{practice.host}/coach#key={practice.coach}")
    hand.press("Open what", "learners", exact=False)
    hand.sees("learners", "For you alone")
    expect(hand.view("map").locator("svg.main-svg").first).to_be_visible()
    looks_well(hand, "coach")
    hand.follow(f"{practice.host}/facilitator#key={practice.key}")
    hand.press("45 minutes", "run")
    hand.press("Begin", "run")
    hand.sees("patterns", PICTURE)
    hand.sees("match", "Could meet")
    looks_well(hand, "facilitator")
    hand.page.goto(f"{practice.host}/wall")
    hand.press("The room’s picture")
    expect(hand.page.locator("#pln-wall-picture")).to_contain_text(PICTURE)
    looks_well(hand, "wall")


TARGETS = ":is(#cells, main, footer) :is(button, summary, select, textarea, input, a.pln-button)"


def looks_well(hand, name):
    hand.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    for size, (width, height) in SIZES.items():
        hand.page.set_viewport_size({"width": width, "height": height})
        assert objections_in_every_look(hand.page) == [], (name, size)
        wide, screen = hand.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= screen, (name, size)
    assert too_low(hand) == [], name


def too_low(hand):
    """Return what a finger could miss."""
    return hand.page.locator(f"{TARGETS}:visible").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().height < 44)"
        ".map((one) => `${one.getBoundingClientRect().height} px: ${one.outerHTML.slice(0, 160)}`)"
    )

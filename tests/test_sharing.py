"""What a book would share: counts and the learner's own words, and no name of anybody."""

import msgspec
import pytest

from plnkit import shares, sharing
from plnkit.clock import today
from plnkit.model import Aim, Book, Capability, Interaction, Learner, Member, Pulse, Support
from plnkit.samples import example


def person(name, **more):
    return Member(id=name.lower().replace(" ", "-"), name=name, kind="person", **more)


def everything(book):
    return msgspec.json.encode(sharing.drafted(book)).decode()


def test_no_member_is_named_in_what_the_sample_would_share():
    book = example()
    said = everything(book)
    assert [m.name for m in book.members if m.name in said] == []
    assert book.learner.name not in said


@pytest.mark.parametrize("text", ["Learn budgets from Rosa Díaz", "ask ROSA", "Rosa’s way"])
def test_a_name_in_an_aim_is_replaced(text):
    book = Book().with_(person("Rosa Díaz"), Aim(id="a", text=text))
    assert "rosa" not in everything(book).lower()


def test_the_learners_own_name_and_organisation_are_replaced():
    book = Book().with_(
        Learner(name="Mina Okafor", organisation="Bluebird Bikes"),
        Aim(id="a", text="Mina speaks for Bluebird Bikes"),
    )
    assert not {"Mina", "Bluebird"} & set(everything(book).replace('"', " ").split())


def test_notes_addresses_and_ids_of_members_do_not_leave():
    rosa = person("Rosa", note="owes me money", email="r@x.test", intent="budgets", url="http://r")
    said = everything(Book().with_(rosa))
    assert not any(text in said for text in ("owes", "r@x", "budgets", "http", '"rosa"'))


def test_an_empty_book_shares_its_size_and_nothing_else():
    draft = sharing.drafted(Book())
    assert draft == shares.Share(id="", to="", size=shares.Sized(0, 0))


def test_an_item_that_is_not_ticked_is_not_there():
    draft = sharing.drafted(example())
    for item in shares.ITEMS:
        left = sharing.only(draft, [one for one in shares.ITEMS if one != item])
        assert not getattr(left, item)
        assert all(getattr(left, o) == getattr(draft, o) for o in shares.ITEMS if o != item)


def test_an_aim_with_the_least_help_is_asked_for_first():
    rosa = person("Rosa")
    book = Book().with_(
        rosa,
        Aim(id="a", text="Helped"),
        Aim(id="b", text="Alone"),
        Support(id="s", aim="a", member="rosa", help="feedback"),
    )
    assert sharing.asks(book) == ("Alone", "Helped")


def test_an_aim_at_which_one_is_able_is_an_offer_and_what_was_given_comes_after():
    book = Book().with_(
        person("Rosa"),
        Aim(id="a", text="Able"),
        Aim(id="b", text="Not yet"),
        Pulse(id="p", on=today(), capability=(Capability(aim="a", level=7), Capability(aim="b", level=6))),
        Interaction(id="i", members=("rosa",), on=today(), gave="A template"),
    )  # fmt: skip
    assert sharing.offers(book) == ("Able", "A template")


def test_what_one_is_able_at_is_not_asked_for():
    able = Pulse(id="p", on=today(), capability=(Capability(aim="a", level=7),))
    book = Book().with_(Aim(id="a", text="Able"), Aim(id="b", text="Not yet"), able)
    assert (sharing.asks(book), sharing.offers(book)) == (("Not yet",), ("Able",))


def test_a_long_aim_is_cut_and_many_are_twelve():
    book = Book().with_(*(Aim(id=str(n), text=f"{n} " + "word " * 200) for n in range(20)))
    draft = sharing.drafted(book)
    assert len(draft.aims) == len(draft.asks) == shares.SEVERAL
    assert max(len(aim.text) for aim in draft.aims) <= sharing.FEW


def test_what_is_drafted_can_be_sent_and_read_again():
    draft = sharing.drafted(example())
    assert shares.decode(shares.encode(draft)) == draft


def test_a_share_that_is_too_large_is_refused_in_words():
    book = Book().with_(*(Aim(id=str(n), text="x" * 20_000) for n in range(500)))
    whole = shares.Share(id="", to="", book=book.snapshot())
    with pytest.raises(ValueError, match="too much to share"):
        shares.encode(whole)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b'{"id":"a"}', b'{"id":"a","to":"b","more":1}', b'{"id":"a","to":"b","rings":[1,2]}',
     b'{"id":"a","to":"b","asks":["' + b"x" * 281 + b'"]}', b'{"id":"a","to":"b","size":{"people":-1,"sources":0}}',
     b'{"id":"a","to":"b","version":2}', b"\x00" * (shares.BOOK_LIMIT + 1)],
)  # fmt: skip
def test_what_is_no_share_is_refused(content):
    with pytest.raises(ValueError, match=r"."):
        shares.decode(content)

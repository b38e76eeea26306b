"""Names as people type and paste them."""

import pytest

from plnkit.model import Book, Dismissal, Member
from plnkit.names import alike, fold, split_names


def book_of(*names: str) -> Book:
    return Book().with_(*(Member(id=n, name=n, kind="person") for n in names))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Rosa", ["Rosa"]),
        ("  Rosa  ", ["Rosa"]),
        ("Rosa\nBilal\r\n\r\nTom", ["Rosa", "Bilal", "Tom"]),
        ("Rosa, Bilal; Tom", ["Rosa", "Bilal", "Tom"]),
        ("- Rosa\n* Bilal\n• Tom\n1. Jo\n2) Ines", ["Rosa", "Bilal", "Tom", "Jo", "Ines"]),
        ("Rosa\tExpert\tAcme\nBilal\tPeer\tAcme", ["Rosa", "Bilal"]),
        ("Martin King, Jr., Ada", ["Martin King, Jr.", "Ada"]),
        ("李伟、王芳", ["李伟", "王芳"]),
        ("ليلى، عمر", ["ليلى", "عمر"]),
        ("3M", ["3M"]),
        ("Rosa\nRosa", ["Rosa"]),
        ("\n ,;", []),
    ],
)
def test_a_pasted_list_is_taken_apart(typed, names):
    assert split_names(typed) == names


def test_a_paste_of_a_thousand_lines_gives_a_thousand_names():
    assert len(split_names("\n".join(f"Person {i}" for i in range(1000)))) == 1000


def test_a_name_that_is_too_long_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="up to 200 characters, and this one has 10,000"):
        split_names("x" * 10_000)


def test_accents_and_case_do_not_tell_names_apart():
    assert fold("JOSÉ") == fold("jose")


def test_two_spellings_of_a_name_are_asked_about():
    pairs = alike(book_of("José", "Amina", "Jose"))
    assert [(a.name, b.name) for a, b in pairs] == [("José", "Jose")]


def test_the_order_of_the_words_does_not_tell_names_apart():
    assert len(alike(book_of("Silva, Ana", "Ána Silva"))) == 1


def test_names_that_only_share_letters_are_not_asked_about():
    assert alike(book_of("Amina", "Amira", "Tom", "Jo")) == []


def test_a_pair_that_was_told_apart_is_not_asked_about_again():
    book = book_of("José", "Jose")
    apart = Dismissal(id="d", card="alike", about=("José", "Jose"))
    assert alike(book.with_(apart)) == []

"""Keys of rooms and coaches, and what is sealed to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit import sealing
from plnkit.errors import NotAKey

KEY, OTHER = "a1" * 16, "b2" * 16
keys = st.binary(min_size=16, max_size=16).map(bytes.hex)


@given(content=st.binary(max_size=200), key=keys)
def test_the_holder_of_the_key_reads_what_was_sealed(content, key):
    sealed = sealing.seal(sealing.public_of(key, "room"), content)
    assert sealing.unseal(sealing.pair_of(key, "room"), sealed) == content


def test_another_key_reads_nothing():
    sealed = sealing.seal(sealing.public_of(KEY, "room"), b"secret")
    with pytest.raises(ValueError, match="not sealed to this key"):
        sealing.unseal(sealing.pair_of(OTHER, "room"), sealed)


def test_a_coach_and_a_facilitator_with_the_same_bits_have_other_pairs():
    assert sealing.public_of(KEY, "room") != sealing.public_of(KEY, "coach")


@given(at=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_what_was_changed_on_its_way_is_not_read(at, flip):
    sealed = bytearray(sealing.seal(sealing.public_of(KEY, "room"), b"secret"))
    sealed[at % len(sealed)] ^= flip
    with pytest.raises(ValueError, match="not sealed"):
        sealing.unseal(sealing.pair_of(KEY, "room"), bytes(sealed))


@pytest.mark.parametrize("cut", [0, 1, 40])
def test_what_was_cut_short_is_not_read(cut):
    sealed = sealing.seal(sealing.public_of(KEY, "room"), b"secret")[:cut]
    with pytest.raises(ValueError, match="not sealed"):
        sealing.unseal(sealing.pair_of(KEY, "room"), sealed)


def test_the_same_content_is_never_sealed_to_the_same_bytes():
    public = sealing.public_of(KEY, "room")
    assert sealing.seal(public, b"secret") != sealing.seal(public, b"secret")


def test_an_id_follows_from_the_public_half_alone():
    ids = {sealing.id_of(sealing.public_of(key, "room")) for key in (KEY, OTHER)}
    assert len(ids) == 2
    assert sealing.id_of(sealing.public_of(KEY, "room")) in ids


@given(keys, keys)
def test_a_share_lies_elsewhere_for_each_learner_and_each_recipient(one, two):
    places = {sealing.share_of(key, to) for key in (one, two) for to in (KEY, OTHER)}
    assert len(places) == 2 * len({one, two})


def test_a_mark_tells_two_contents_apart_only_to_who_has_the_key():
    assert sealing.mark_of(KEY, b"a") == sealing.mark_of(KEY, b"a")
    assert sealing.mark_of(KEY, b"a") != sealing.mark_of(KEY, b"b")
    assert sealing.mark_of(KEY, b"a") != sealing.mark_of(OTHER, b"a")


@pytest.mark.parametrize("key", ["", "a1", "A1" * 16, "g1" * 16, "a1" * 17, " " + "a1" * 15])
def test_a_key_that_is_not_whole_is_a_sentence(key):
    with pytest.raises(NotAKey, match="copy it again"):
        sealing.pair_of(key, "room")

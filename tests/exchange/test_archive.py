"""Zip archives: never larger than they may be, never outside of themselves."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import NotReadable
from plnkit.exchange import archive
from plnkit.exchange.given import Given


def zipped(files, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as whole:
        for name, data in files.items():
            whole.writestr(name, data)
    return Given("x.zip", out.getvalue())


def everything(file):
    return archive.unpacked(file, lambda _: True)


def test_files_are_taken_by_their_name_without_their_folder():
    file = zipped({"Export_2026/Connections.csv": b"a", "Export_2026/other.csv": b"b"})
    (found,) = archive.unpacked(file, "Connections.csv".__eq__)
    assert (found.name, found.data) == ("Connections.csv", b"a")


def test_paths_that_climb_out_are_left_out():
    climbing = ("../up.csv", "/etc/root.csv", "a/../../up.csv", "..\\up.csv", "C:\\up.csv")
    file = zipped({**dict.fromkeys(climbing, b"x"), "__MACOSX/._in.csv": b"x", "in.csv": b"x"})
    assert archive.names(file) == ["in.csv"]
    assert [one.name for one in everything(file)] == ["in.csv"]


def test_a_file_without_a_name_is_left_out():
    # in the directory its name is said to be something else that goes with it
    data = bytearray(zipped({"a": b"x"}).data)
    at = data.index(b"PK\x01\x02") + 28
    data[at : at + 4] = b"\0\0\x01\0"
    assert everything(Given("x.zip", bytes(data))) == []


def test_a_bomb_is_refused():
    # 10 MB of zeros are 10 KB: a thousand times as much
    with pytest.raises(NotReadable, match="unpacks to more than plnkit takes"):
        everything(zipped({"a.csv": b"0" * 10_000_000}))


def test_many_files_that_are_small_each_are_refused_together():
    file = zipped({f"{n}.csv": b"x" * 900 for n in range(20)})
    with pytest.raises(NotReadable, match=r"x\.zip unpacks to more"):
        list(archive.contents(file, lambda _: True, total=10_000))


def test_a_header_that_lies_about_the_size_is_not_believed():
    file = zipped({"a.csv": b"0" * 10_000_000})
    true, said = struct.pack("<L", 10_000_000), struct.pack("<L", 10)
    lying = Given("x.zip", file.data.replace(true, said))
    assert lying.data != file.data
    with pytest.raises(NotReadable):
        everything(lying)


def test_a_locked_archive_says_to_unpack_it():
    data = bytearray(zipped({"a.csv": b"x"}).data)
    data[data.index(b"PK\x01\x02") + 8] |= 1  # as a password is told, in the directory
    with pytest.raises(NotReadable, match="locked with a password: unpack it"):
        everything(Given("x.zip", bytes(data)))


def test_too_many_files_are_refused():
    with pytest.raises(NotReadable, match="more than 20,000 files"):
        archive.names(zipped(dict.fromkeys(map(str, range(20_001)), b""), zipfile.ZIP_STORED))


@pytest.mark.parametrize("keep", [10, 40, -30])
def test_half_an_archive_is_broken(keep):
    file = zipped({"a.csv": b"name\nAna\n" * 20})
    with pytest.raises(NotReadable, match="broken zip archive: download or export it again"):
        everything(Given("x.zip", file.data[:keep]))


def test_content_that_was_changed_is_broken():
    file = zipped({"a.csv": b"name\nAna\n"}, zipfile.ZIP_STORED)
    with pytest.raises(NotReadable, match="broken"):
        everything(Given("x.zip", file.data.replace(b"Ana", b"Ben", 1)))


WHOLE = zipped({"a.csv": b"name\nAna\n" * 5, "b/c.csv": b"x" * 300}).data


@given(st.binary(max_size=200), st.integers(0, len(WHOLE)), st.integers(0, 40))
def test_whatever_is_broken_is_read_or_refused(noise, at, less):
    data = WHOLE[:at] + noise + WHOLE[at + less :]
    with suppress(NotReadable):
        everything(Given("x.zip", data))

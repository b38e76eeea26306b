"""Join codes: eight letters and digits that are read from a wall, said aloud and typed on a phone."""

import hashlib

from plnkit.serving import access

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O or U
LENGTH = 8
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None})


def derived(room: str, number: int) -> str:
    """Return the code of a room with a number: the same each time, so that a print stays good."""
    bits = int.from_bytes(access.signed(f"plnkit-code:{room}:{number}"))
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH))


def read(text: str) -> str:
    """Return the code that was meant, "" where it can be none."""
    code = "".join(text.upper().split()).translate(_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def shown(code: str) -> str:
    """Return a code as people read it: ABCD-2345."""
    return f"{code[:4]}-{code[4:]}"


def digest(room: str, code: str) -> bytes:
    """Return what a store may know of a code: it takes long to try them all."""
    return hashlib.scrypt(code.encode(), salt=room.encode(), n=2**14, r=8, p=1, dklen=32)

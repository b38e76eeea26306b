"""The door of a workshop: a join code lets in while it lasts, a pass for half a year.

The code that stands on the wall is derived from the secret of this user's servers, so that a printed
link works after a restart; the store holds digests alone, and they decide. A pass is a signed date: it
goes with a learner's private link, so that they find their book again when the code has expired.
"""

import asyncio
import hmac
import logging
import threading
from base64 import b32encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from plnkit.errors import BookError
from plnkit.journal.rooms import Code, Room, Rooms
from plnkit.language import N_, tr
from plnkit.serving import access, codes
from plnkit.serving.guesses import Guesses
from plnkit.serving.metrics import count

LASTS = timedelta(hours=24)  # a code, from when it was begun
KEEPS = timedelta(days=180)  # a pass
BEGAN = "began a new join code"  # as the audit says it

UNKNOWN = N_(
    "This is not the join code: look at the wall again, and type all eight letters and digits."
)
EXPIRED = N_("This join code has expired: ask for the one that is shown now.")
CLOSED = N_(
    "This workshop is closed, and its join code with it: your private link still opens your book."
)
TOO_MANY = N_("Too many wrong join codes were tried: wait a minute, then try again.")
CUT = N_("This link is not whole: copy it again, up to its last character.")
OLD = N_("This link is too old: come in with a join code, and take a new private link.")

_WHY = {  # as it is counted
    UNKNOWN: "unknown",
    EXPIRED: "expired",
    CLOSED: "closed",
    TOO_MANY: "too_many",
    CUT: "cut",
    OLD: "old",
}

log = logging.getLogger("plnkit")


@dataclass(frozen=True)
class Refusal:
    """Why somebody is not let in: a sentence, the status, and after how many seconds to try again."""

    sentence: str
    status: int = 403
    wait: int = 0


@dataclass(frozen=True)
class Current:
    """The code that lets in, or did last, and until when."""

    code: str
    expires: datetime


def _now() -> datetime:
    return datetime.now(UTC)


class Door:
    """The door of a store that is served at a site, such as ``http://192.168.1.5:8866``.

    What reads the store may raise a `BookError`.
    """

    def __init__(
        self,
        rooms: Rooms,
        store: str,
        site: str,
        guesses: Guesses | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self.site = site
        self._rooms, self._store, self._now = rooms, store, now
        self._guesses = guesses or Guesses()
        self._closed: list[str] = []
        self._digests: dict[tuple[str, str], bytes] = {}  # of codes that were shown here
        self._wrong = 0  # codes since the audit was told
        self._lock = threading.Lock()
        self._one = ThreadPoolExecutor(1, "plnkit-door")  # one after another: none slips by

    # --- the code and the links that carry it ------------------------------------------------

    def begin(self) -> None:
        """See to it that there is a code that lets in, and that it can be shown here.

        Of servers that see at once that there is none, one begins it.
        """
        last, found = self._last(), self.current()
        if found is None or found.expires <= self._now():
            self._begin(last + 1)

    def renew(self) -> None:
        """Begin a new code for the room that is open: those before it let in no more."""
        self._begin(self._last() + 1)

    def _last(self) -> int:
        """Return the number of the last code of the room, 0 where there was none."""
        room = self._rooms.current()
        known = self._rooms.codes(room.id) if room else []
        return max((one.number for one in known), default=0)

    def _begin(self, number: int) -> None:
        room = self._rooms.current()
        if room is None or room.ended:
            raise BookError(tr("This room is closed: no join code leads into it any more."))
        with self._lock:
            digest = self._own(room.id, codes.derived(room.id, number))
            self._rooms.put_code(room.id, Code(number, digest, self._now() + LASTS))

    def current(self) -> Current | None:
        """Return the code of the room that is open; None where another computer made it."""
        room = self._rooms.current()
        known = self._rooms.codes(room.id) if room and not room.ended else []
        if room is None or not known:
            return None
        code = codes.derived(room.id, known[0].number)
        ours = hmac.compare_digest(known[0].digest, self._own(room.id, code))
        return Current(code, known[0].expires) if ours else None

    def link(self, site: str = "") -> str:
        """Return the link that lets in with the code; without one, the address of the site."""
        found = self.current()
        return f"{site or self.site}/{f'?code={found.code}' if found else ''}"

    def about(self) -> dict[str, Any]:
        """Return what a facilitator sees of the door."""
        found = self.current()
        return {
            "link": self.link(),
            "code": codes.shown(found.code) if found else "",
            "expires": found.expires.isoformat() if found else "",
            "plain": self.is_plain,
        }

    @property
    def is_plain(self) -> bool:
        """Whether what is sent can be read by others in the network."""
        parts = urlsplit(self.site)
        local = str(parts.hostname).startswith("127.") or parts.hostname in {"::1", "localhost"}
        return parts.scheme == "http" and not local

    def close_behind(self, room: Room) -> None:
        """Know a room that was closed, so that who comes with its code is told so."""
        self._closed.append(room.id)

    # --- passes ------------------------------------------------------------------------------

    @property
    def pass_(self) -> str:
        """What a link that keeps longer than the code has in its address: ``?pass=…``."""
        until = (self._now() + KEEPS).strftime("%Y%m%d")
        return f"?pass={until}-{self._sign(until)}"

    def _sign(self, until: str) -> str:
        signed = access.signed(f"plnkit-pass:{self._store}:{until}")
        return b32encode(signed)[:16].decode().lower()

    def _carried(self, text: str, address: str) -> Refusal | None:
        """Return why a pass does not let in, None when it does."""
        until, _, sign = text.partition("-")
        if wait := self._guesses.wait(address):
            return _refused(TOO_MANY, 429, wait)
        if not hmac.compare_digest(sign.encode(), self._sign(until).encode()):
            self._guesses.wrong(address)
            return _refused(CUT)
        return None if _day(until) >= self._now().date() else _refused(OLD)

    # --- who knocks --------------------------------------------------------------------------

    async def knock(self, address: str, *, code: str = "", pass_: str = "") -> Refusal | None:
        """Return why somebody is not let in who comes with a code or a pass, None when they are."""
        if pass_:
            refusal = self._carried(pass_, address)
        else:
            speaking = copy_context()  # what is wrong is said in the language of who knocks
            refusal = await asyncio.get_running_loop().run_in_executor(
                self._one, speaking.run, self._tried, code, address
            )
        if refusal is None:
            count.joined("pass" if pass_ else "code")
        return refusal

    def _tried(self, text: str, address: str) -> Refusal | None:
        if wait := self._guesses.wait(address):
            return _refused(TOO_MANY, 429, wait)
        try:
            said = self._judged(codes.read(text))
        except BookError as fault:
            count.refused("store")
            return Refusal(str(fault), 503, 5)
        if said == UNKNOWN:
            self._guesses.wrong(address)
            self._wrong += 1
        return _refused(said) if said else None

    def _judged(self, code: str) -> str:
        """Return what is wrong with a code, in English, "" when it lets in."""
        room = self._rooms.current()
        if room is None or not code:
            return UNKNOWN
        digest = self._digests.get((room.id, code)) or codes.digest(room.id, code)
        known = self._rooms.codes(room.id)
        found = next((one for one in known if hmac.compare_digest(one.digest, digest)), None)
        if found:
            return "" if found == known[0] and self._now() < found.expires else EXPIRED
        gone = [*self._closed, *([room.id] if room.ended else [])]
        return CLOSED if any(self._was_of(id, code) for id in gone) else UNKNOWN

    def _was_of(self, room: str, code: str) -> bool:
        """Return whether a code was one of a closed room, whose digests are deleted."""
        many = sum(line.what == BEGAN for line in self._rooms.lines(room, ""))
        return any(
            hmac.compare_digest(code, codes.derived(room, number)) for number in range(1, many + 1)
        )

    def _own(self, room: str, code: str) -> bytes:
        """Return the digest of a code that is shown here; it is asked for most."""
        if (room, code) not in self._digests:
            self._digests[room, code] = codes.digest(room, code)
        return self._digests[room, code]

    # --- the audit ---------------------------------------------------------------------------

    async def tell(self) -> None:
        """Write into the audit how many wrong codes came since the last time."""
        await asyncio.get_running_loop().run_in_executor(self._one, self._tell)

    def _tell(self) -> None:
        wrong, self._wrong = self._wrong, 0
        try:
            if wrong and (room := self._rooms.current()):
                codes_ = "wrong join code" if wrong == 1 else "wrong join codes"
                self._rooms.note(room.id, "", f"{wrong:,} {codes_}")
        except BookError as fault:
            log.warning("wrong join codes could not be noted: %s", fault)

    def close(self) -> None:
        """Let nobody in any more, and write what is left to be told."""
        self._one.submit(self._tell)
        self._one.shutdown()


def _refused(sentence: str, status: int = 403, wait: int = 0) -> Refusal:
    count.refused(_WHY[sentence])
    return Refusal(tr(sentence), status, wait)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return date.min

"""A real room in a real store, whose server answers through a real hatch; only its clock is quick."""

from contextlib import closing
from itertools import count

from plnkit import sealing, shares
from plnkit.journal import Store
from plnkit.journal.rooms import Rooms
from plnkit.serving.hatch import Hatch
from plnkit.serving.host import Host
from plnkit.workbook import Workbook

FACILITATOR = "f0" * 16


class ARoom:
    """`learner` opens the book of a key; `left` is what the room's key finds of a learner's share."""

    def __init__(self, where):
        self.where = where
        Store.open(where)
        self.rooms = Rooms(where)
        self.rooms.found()
        self.host = Host(self.rooms, count(0, 10).__next__)
        self.host.begin(FACILITATOR, "Ours")
        self.hatch = Hatch(self.host.answers)
        self._open = []

    @property
    def id(self):
        return sealing.id_of(sealing.public_of(FACILITATOR, "room"))

    def learner(self, key="a0" * 16):
        mine = Workbook(Store.open(self.where, create=False).journal(key))
        mine.key = key
        self._open.append(mine)
        return mine

    def sealed(self, key="a0" * 16, to=None):
        with closing(Rooms(self.where)) as rooms:
            return rooms.share(sealing.share_of(key, to or self.id))

    def left(self, key="a0" * 16):
        sealed = self.sealed(key)
        pair = sealing.pair_of(FACILITATOR, "room")
        return sealed and shares.decode(sealing.unseal(pair, sealed.sealed))

    def close(self):
        for mine in self._open:
            mine.close()
        self.hatch.close()
        self.rooms.close()

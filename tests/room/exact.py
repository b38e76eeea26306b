"""Whether adding and subtracting pictures can lead to fewer than five, decided exactly."""

from collections import Counter
from fractions import Fraction
from itertools import combinations


def reveals_few(pictures, least=5):
    """Return whether some combination of sets of versions is left with one to four of them.

    Versions that are in the same pictures go together: they are left together or cancel together.
    A combination that is left with some groups only exists where the rank falls without them.
    """
    versions = sorted(set().union(*pictures)) if pictures else []
    groups = Counter(tuple(v in picture for picture in pictures) for v in versions)
    small = [g for g in groups if groups[g] < least]
    whole = _rank(list(groups))
    for many in range(1, least):
        for chosen in combinations(small, many):
            if sum(groups[g] for g in chosen) < least:
                others = [g for g in groups if g not in chosen]
                if _rank(others) < whole:
                    return True
    return False


def _rank(columns):
    rows = [[Fraction(int(cell)) for cell in column] for column in columns]
    rank = 0
    for place in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[rank:] if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(rank, pivot)
        for i in range(rank + 1, len(rows)):
            if factor := rows[i][place] / pivot[place]:
                rows[i] = [a - factor * b for a, b in zip(rows[i], pivot, strict=True)]
        rank += 1
    return rank

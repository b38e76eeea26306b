"""A book as DataFrames."""

import pandas as pd
import pytest

from plnkit import tables
from plnkit.model import Book, Member
from plnkit.samples import example

TABLES = list(tables.COLUMNS)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("book", [Book(), example()], ids=["empty", "small"])
def test_a_table_has_the_columns_and_dtypes_that_it_says(table, book):
    made = getattr(tables, table)(book)
    assert [(c, str(made[c].dtype)) for c in made] == [
        (c.name, c.dtype) for c in tables.COLUMNS[table]
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_what_it_holds(table):
    said = tables.describe(table)
    assert list(said.columns) == ["column", "dtype", "what", "values"]
    assert all(said["what"].str.len() > 2)


def test_there_is_a_row_for_each_thing_in_the_order_of_the_book():
    members = tables.members(example())
    assert list(members["id"]) == [m.id for m in example().members]
    assert len(tables.interactions(example())) == 8


def test_what_was_not_said_is_missing_and_not_zero():
    book = Book().with_(Member(id="a", name="A", kind="person"))
    row = tables.members(book).iloc[0]
    missing = ("role", "closeness", "strength", "met", "ideal_days", "trust_goodwill", "added")
    assert all(pd.isna(row[name]) for name in missing)


@pytest.mark.parametrize(("closeness", "strength"), [(1, 1.0), (2, 0.75), (3, 0.5), (4, 0.25)])
def test_strength_is_closeness(closeness, strength):
    book = Book().with_(Member(id="a", name="A", kind="person", closeness=closeness))
    assert tables.members(book)["strength"][0] == strength


def test_capabilities_are_one_row_for_each_aim_of_a_pulse():
    made = tables.capabilities(example())
    assert len(made) == 3
    assert made["level"].between(0, 10).all()

"""The list of members: a table that can be searched, sorted, filtered and edited in place."""

from plnkit.views.people.people import People

__all__ = ["People"]

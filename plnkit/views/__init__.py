"""Widgets: what stands on the page. Each draws itself from a book and knows nothing of files."""

"""Charts: pure functions from a book to a plotly Figure, one file a chart."""

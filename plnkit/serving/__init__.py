"""The workbooks as pages in a browser."""

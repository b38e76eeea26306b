"""The verbs of the workbooks: each puts something on the page, and keeps it in step with the book.

The only place where the workbook, the charts and the views meet; a file for each workbook, one for what
all of them have.
"""

"""Layout `document`: headings, lists and tables of any format, read by what they say.

layout.py     goes through the blocks of a document
headings.py   what a heading announces
listing.py    lists, and paragraphs that are entries
grid.py       tables: title rows, header rows, group rows, rows and feet
cells.py      the cells of a row into entries
outcome.py    what was read so far, and the account of every line

header.py     the columns of a table
items.py      the parts of a listed partner
totals.py     what a sentence states
subjects.py   whose list it is
wording.py    the words for relations, groups, ends, and what is no content

All of it is general; `[reader]` declares what differs.
"""

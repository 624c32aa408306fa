"""Layout `document`: headings, lists and tables of any format, read by what they say.

`layout` goes through the blocks of a document; `header` tells the columns of a table, `items`
the parts of a listed partner, `subjects` and `wording` what a heading announces, `totals` what a
sentence states. All of it is general; `[reader]` declares what differs.
"""

"""An original, by the rules of its source's `[reader]` table: which layout, what is ignored.

The registry is `LAYOUTS`: a name to a function that fills a `Draft`. A layout reads the lines of
a text; every format has such lines, so a layout for text reads a web page too. The layout
`document` reads blocks (`formats`) instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from reconcile.model import UNREAD, Anomaly, Claim, Source
from reconcile.reading.claims import find_claims
from reconcile.reading.config import Options, reader_options
from reconcile.reading.decode import decode
from reconcile.reading.delimited import read_delimited
from reconcile.reading.formats.blocks import Document, Heading, Item, Paragraph, Table
from reconcile.reading.formats.limits import check_lines, check_size
from reconcile.reading.lines import Draft, Line, Reading, UnreadLine, split_lines
from reconcile.reading.outline import read_outline
from reconcile.reading.prose import read_prose
from reconcile.reading.records import read_records

Layout = Callable[[Sequence[Line], Source, Options], Draft]
LAYOUTS: Final[Mapping[str, Layout]] = {
    "records": read_records,
    "tables": read_delimited,
    "outline": read_outline,
    "prose": read_prose,
}


def read_text(text: str, source: Source) -> Reading:
    """See `reconcile.reading.read`."""
    options = reader_options(source)
    if options.layout == "document":
        from reconcile.reading.formats import parse_text

        kind = options.format or "text"
        return _read_document(parse_text(text, kind, source.id, options.parts), source, options)
    return _read_lines(split_lines(text), source, options)


def read_data(data: bytes, source: Source, *, where: str) -> Reading:
    """See `reconcile.reading.read_original`."""
    from reconcile.reading.formats import open_document, sniff

    options = reader_options(source)
    check_size(data, where)
    kind = options.format or (sniff(data, where) if options.layout == "document" else "text")
    if kind == "text" and options.layout != "document":
        text = decode(data, where=where, encoding=options.encoding)
        check_lines(text, where)
        return _read_lines(split_lines(text), source, options)
    document = open_document(
        data, where=where, format=kind, encoding=options.encoding, delimiter=options.parts
    )
    if options.layout == "document":
        return _read_document(document, source, options)
    return _read_lines(lines_of(document), source, options)


def lines_of(document: Document) -> tuple[Line, ...]:
    """The text that a document shows, as lines: for the layouts that read plain text."""
    lines: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                text = "\t".join(cell.flat() for cell in row.cells)
                lines.append(Line(row.line, text.strip(), text))
        elif isinstance(block, Heading | Item | Paragraph):
            text = block.text.flat() + "".join(f" [ {n}]" for n in block.text.references if n)
            lines += [Line(block.text.line, "", "")] * isinstance(block, Paragraph | Heading)
            lines.append(Line(block.text.line, text, text))
    return tuple(lines)


def _read_document(document: Document, source: Source, options: Options) -> Reading:
    from reconcile.reading.document.layout import read_blocks

    lines = {line.number: line for line in document.lines}
    draft = read_blocks(document, source, options)
    declared = find_claims(document.lines, source, options)
    claims = (
        *declared,
        *(c for c in draft.tables.claims if c.line not in {d.line for d in declared}),
    )
    for claim in declared:
        draft.place(claim.line, "claim")
        draft.unread.pop(claim.line, None)
    for number, line in lines.items():
        if line.text and (why := _ignored(line, options)):
            draft.place(number, f"ignored: {why}")
            draft.unread.pop(number, None)
        elif line.text and number in options.skip:
            draft.place(number, "ignored: skipped by [reader]")
            draft.unread.pop(number, None)
        elif line.text and number not in draft.roles and number not in draft.unread:
            draft.place(number, "markup")
    draft.tables = replace(draft.tables, claims=tuple(sorted(claims, key=lambda c: c.line)))
    return _reading(draft, tuple(lines.values()), source, draft.tables.claims)


def _read_lines(lines: Sequence[Line], source: Source, options: Options) -> Reading:
    ignored = {ln.number: why for ln in lines if (why := _ignored(ln, options))}
    kept = [line for line in lines if line.number not in ignored]
    claims = find_claims(kept, source, options)
    stated = {claim.line for claim in claims}
    # A sentence that states a total is no entry or heading; prose may tell more in it.
    left = kept if options.layout == "prose" else [ln for ln in kept if ln.number not in stated]
    draft = LAYOUTS[options.layout](left, source, options)
    for number, reason in ignored.items():
        draft.place(number, f"ignored: {reason}")
    for number in sorted(stated):
        draft.place(number, "claim")
        draft.unread.pop(number, None)
    for line in lines:
        if line.text and line.number not in draft.roles:
            draft.leave(line.number, "no rule of the layout fits")
    return _reading(draft, lines, source, claims)


def _reading(
    draft: Draft, lines: Sequence[Line], source: Source, claims: tuple[Claim, ...]
) -> Reading:
    return Reading(
        tables=replace(
            draft.tables,
            claims=claims,
            anomalies=tuple(
                Anomaly(source=source.id, line=line, what=what)
                for line, what in sorted(
                    [*draft.oddities, *((n, f"{UNREAD}: {why}") for n, why in draft.unread.items())]
                )
            ),
        ),
        unread=tuple(
            UnreadLine(line.number, line.text, draft.unread[line.number])
            for line in {line.number: line for line in lines if line.text}.values()
            if line.number in draft.unread
        ),
        account={number: "; ".join(roles) for number, roles in sorted(draft.roles.items())},
        columns=draft.columns,
    )


def _ignored(line: Line, options: Options) -> str:
    if not line.text:
        return ""
    return next((rule.value for rule in options.ignore if rule.pattern.search(line.text)), "")

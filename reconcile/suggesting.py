"""A `[reader]`, a `source.toml` and a schema for a document never seen before.

The document is read by the general layouts; what they found is written down, so that the next
reading rests on what is declared and a person can correct it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal

from reconcile.errors import NothingCheckedError, UsageError
from reconcile.files import read_bytes, replace_file
from reconcile.model import Source, Tables
from reconcile.names.dates import parse_date
from reconcile.names.text import script
from reconcile.reading.document.header import column_of
from reconcile.reading.document.items import DATE
from reconcile.reading.document.subjects import subject_of
from reconcile.reading.document.wording import relation_of
from reconcile.reading.formats import open_document, sniff
from reconcile.reading.formats.blocks import Document, Heading, Item, Paragraph, Table
from reconcile.reading.lines import Reading
from reconcile.reading.reader import read_data
from reconcile.suggested_files import module_name, schema_module, source_toml

_TEMPLATES: Final = (
    "{name}, {region}, {country} ({date})",
    "{name}, {country} ({date})",
    "{name} ({date})",
    "{name}, {date}",
)
_AS_OF: Final = re.compile(
    rf"(?:截至|截止|as\sof|up\sto|until|by\sthe\send\sof|更新(?:时间|日期)?|发布(?:时间|日期)|update[ds]?(?:\son)?|"
    rf"last\s(?:updated|modified|edited)(?:\son)?|发布|published(?:\son)?)\s?[:：]?\s?(?P<date>{DATE})",
    re.IGNORECASE,
)
_HAN: Final = re.compile("[\u3400-\u9fff]")
_ID: Final = re.compile("[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What is proposed for a document.

    Attributes:
        source: The declaration, with the `[reader]`; its id is the proposed one.
        reading: What that reader reads: tables, what stays unread, the account of every line.
        format: The document's format.
        doubts: What a person should look at before using it, in sentences.
    """

    source: Source
    reading: Reading
    format: str
    doubts: tuple[str, ...] = ()

    @property
    def source_toml(self) -> str:
        """The text of `source.toml`."""
        return source_toml(self.source)

    @property
    def schema(self) -> str:
        """The text of a Pandera schema that the entries satisfy."""
        return schema_module(self.source.id, self.reading.tables.entries)


def suggest(path: Path | str, *, source_id: str = "", subject: str = "") -> Suggestion:
    """Propose how to read a document never seen, and read it so.

    Args:
        path: The document: text, web page, wikitext, CSV, XLSX, JSON or PDF.
        source_id: The id that the source is to have; made from the file's name where empty.
        subject: Whose partners it lists; told from its titles where empty.

    Raises:
        UnreadableError: The document cannot be read.
        NothingCheckedError: No list of places was found in it.
    """
    path = Path(path)
    data = read_bytes(path)
    kind = sniff(data, path.name)
    document = open_document(data, where=str(path), format=kind)
    blank = Source(id=source_id or id_of(path), title="", language=_language(document))
    title = _title(document) or path.stem
    found = replace(blank, title=title, original_sha256=hashlib.sha256(data).hexdigest())
    source, reading = _best(data, replace(found, subject=subject), str(path), kind)
    if not reading.tables.entries:
        raise NothingCheckedError(
            "no list of places was found in it",
            where=str(path),
            hint="Write a [reader] by hand (README tells the layouts), or take out the list alone.",
        )
    source = _declared(source, reading, document)
    reading = read_data(data, source, where=str(path))
    relations = tuple(dict.fromkeys(e.relation for e in reading.tables.entries if e.relation))
    source = replace(source, relations=relations)
    return Suggestion(
        source=source, reading=reading, format=kind, doubts=_doubts(source, reading.tables)
    )


def id_of(path: Path) -> str:
    """An id made of a file's name: small letters, digits and hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return plain or "new-source"


def _best(data: bytes, source: Source, where: str, kind: str) -> tuple[Source, Reading]:
    """The reader that reads most: the general one, or prose under dated headings."""
    readers: list[dict[str, object]] = [{"layout": "document"}]
    general = read_data(data, replace(source, reader=readers[0]), where=where)
    best = (replace(source, reader=readers[0]), general)
    entries = len(general.tables.entries)
    if kind not in {"text", "html", "pdf", "wikitext"} or len(general.unread) <= entries:
        return best
    templates = [t for t in _TEMPLATES if _sections(data, source, where, [t])]
    if not templates:
        return best
    reader = {
        "layout": "prose",
        "heading": templates,
        "relation": "acts",
        "introduction": "what stands before the first heading",
    }
    prose = read_data(data, replace(source, reader=reader), where=where)
    good = len(prose.tables.entries) > 1 and len(prose.tables.entries) >= entries / 2
    return (replace(source, reader=reader), prose) if good else best


def _sections(data: bytes, source: Source, where: str, templates: list[str]) -> bool:
    """Whether headings of this form are followed by prose."""
    reader = {"layout": "prose", "heading": templates, "relation": "acts", "introduction": "x"}
    reading = read_data(data, replace(source, reader=reader), where=where)
    lines = sorted(entry.line for entry in reading.tables.entries)
    apart = sum(b - a > 1 for a, b in pairwise(lines))
    return len(lines) > 1 and apart >= 0.5 * (len(lines) - 1)


def _declared(source: Source, reading: Reading, document: Document) -> Source:
    """The source with what the reading found written down."""
    tables = reading.tables
    reader: dict[str, Any] = dict(source.reader)
    if document.format != "text":
        reader["format"] = document.format
    subjects = Counter(e.subject for e in tables.entries if e.subject)
    headed = len(subjects) > 1
    spelt = source.subject or ("" if headed or not subjects else subjects.most_common(1)[0][0])
    subject = _in_english(spelt) if spelt else ""
    if reader["layout"] == "document":
        if any(not entry.relation for entry in tables.entries):
            told = relation_of(source.title) or next(
                (r for b in document.blocks[:12] if (r := relation_of(_plain(b)))), "sister"
            )
            reader["relation"] = told
        if headed and not any(c == "subject" for c in reading.columns.values()):
            reader["subjects"] = "headings"
        elif subject:
            reader["subjects"] = "document"
        if reading.columns:
            reader["columns"] = dict(reading.columns)
    if "columns" in reader and "subject" in reader["columns"].values():
        reader.pop("subjects", None)
        subject = ""
    if spelt and subject != spelt:
        reader["subject_names"] = [spelt, f"{spelt}市"] if _HAN.search(spelt) else [spelt]
    names = [script(e.name) for e in tables.entries]
    language: Literal["zh", "en"] = "zh" if names.count("han") > len(names) / 2 else "en"
    return replace(
        source, subject=subject, reader=reader, language=language, as_of=_as_of(document, source)
    )


def _in_english(name: str) -> str:
    """A Chinese subject in the spelling of the gazetteer, else in pinyin."""
    if not _HAN.search(name):
        return name
    from reconcile.gazetteer import Gazetteer
    from reconcile.names.pinyin import pinyin

    for code in ("CN", "TW", "HK", "MO"):
        found = Gazetteer.default().lookup(name, country=code)
        if found:
            return found[0].name
    return pinyin(name).replace(" ", "").replace("'", "").capitalize()


def _as_of(document: Document, source: Source) -> Any:
    from reconcile.model import AsOf

    for block in document.blocks:
        match = _AS_OF.search(_plain(block))
        date = parse_date(match["date"]) if match else ""
        if date:
            return AsOf(earliest=date, latest=date)
    return source.as_of


def _language(document: Document) -> Literal["zh", "en"]:
    text = " ".join(_plain(block) for block in document.blocks)
    letters = sum(char.isalpha() and char < "\u3000" for char in text)
    return "zh" if 3 * len(_HAN.findall(text)) > letters else "en"


def _title(document: Document) -> str:
    headings = [b.text.flat() for b in document.blocks if isinstance(b, Heading)]
    first = next((_first(b) for b in document.blocks if _first(b)), "")
    told = [text for text in (document.title, *headings, first) if subject_of(text)]
    found = [text for text in (*told, document.title, *headings, first) if text]
    return next((text for text in found if not column_of(text)), "")[:120].strip()


def _plain(block: object) -> str:
    if isinstance(block, Heading | Item | Paragraph):
        return block.text.flat()
    if isinstance(block, Table):
        caption = block.caption.flat()
        short = [c.flat() for r in block.rows for c in r.cells]
        return " ".join([caption, *short])
    return ""


def _first(block: object) -> str:
    """The first text of a block."""
    if isinstance(block, Table):
        return next((c.flat() for r in block.rows for c in r.cells if c.text.strip()), "")
    return _plain(block).strip()


def _doubts(source: Source, tables: Tables) -> tuple[str, ...]:
    """What the proposal could not know."""
    found = []
    if not source.subject and not any(entry.subject for entry in tables.entries):
        found.append("whose partners these are is not said; give --subject, or write `subject`")
    if not any(entry.country for entry in tables.entries):
        found.append("no entry names a country")
    if not source.as_of.text:
        found.append("the document prints no date; write `as_of` if you know it")
    return tuple(found)


def install(suggestion: Suggestion, root: Path) -> tuple[Path, ...]:
    """Write a suggestion into a workspace: source.toml, the schema and the tables.

    Returns:
        The files written, `source.toml` first. Nothing that exists is overwritten.

    Raises:
        UsageError: The workspace has a source of that id.
    """
    from reconcile.reading.tables import table_texts, write_tables

    folder = root / "sources" / suggestion.source.id
    schema = root / "schemas" / f"{module_name(suggestion.source.id)}.py"
    if not _ID.fullmatch(suggestion.source.id):
        raise UsageError(
            f'"{suggestion.source.id}" is no id of a source',
            hint="Use small letters, digits and hyphens, as in guangzhou-en.",
        )
    for path in (folder / "source.toml", schema):
        if path.exists():
            raise UsageError(
                f"{path.relative_to(root)} exists already",
                hint="Choose another id with --id, or remove what stands there.",
            )
    write_tables(folder, suggestion.reading.tables)
    replace_file(folder / "source.toml", suggestion.source_toml)
    schema.parent.mkdir(parents=True, exist_ok=True)
    replace_file(schema, suggestion.schema)
    tables = (folder / name for name in table_texts(suggestion.reading.tables))
    return (folder / "source.toml", schema, *tables)

"""Files that want to break whatever reads them: 30 sorts and more, the same ones every time.

`hostile_files()` makes over five hundred; each says which sort it is of, and its suffix says what
it claims to be. `hostile_paths` makes what no bytes can be: folders, loops, pipes, devices.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import struct
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from hostile import HOSTILE

TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".json", ".html", ".wiki")
TABLE = "id,name,country\n1,Turku,Finland\n2,图尔库,芬兰\n3,Malmö,Sweden\n"
PAGE = "<html><body><h2>Partners</h2><table>{}</table></body></html>"
ROWS = "<tr><th>City</th><th>Country</th></tr><tr><td>Turku</td><td>Finland</td></tr>"
WIKI = '== Partners ==\n{| class="wikitable"\n! City !! Country\n|-\n| Turku || Finland\n|}\n'
RECORDS = '{"name": "Turku", "country": "Finland"}\n{"name": "Malmö", "country": "Sweden"}\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
GOOD = {
    ".csv": TABLE,
    ".tsv": TABLE.replace(",", "\t"),
    ".txt": "1. Turku, Finland\nDate: 1989.5.3\n2. Malmö, Sweden\n",
    ".jsonl": RECORDS,
    ".json": '[{"name": "Turku", "country": "Finland"}, {"name": "Malmö", "country": "Sweden"}]',
    ".html": PAGE.format(ROWS),
    ".wiki": WIKI,
}
Made = Iterator[tuple[str, str | bytes]]  # suffix, content


@dataclass(frozen=True)
class HostileFile:
    """One file: its sort, its name (unique, with the suffix) and its bytes."""

    sort: str
    name: str
    data: bytes

    def __str__(self) -> str:
        return self.name


def hostile_files(without: Collection[str] = ()) -> Iterator[HostileFile]:
    """All files, sort by sort; some sorts may be left out."""
    for sort, makers in SORTS.items():
        if sort in without:
            continue
        for number, (suffix, content) in enumerate(makers(), 1):
            data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            yield HostileFile(sort, f"{sort.replace(' ', '-')}-{number}{suffix}", data)


def hostile_paths(folder: Path) -> Iterator[tuple[str, Path]]:
    """What stands where a file should, made below `folder`: a sort and the path of each."""
    for suffix in (".csv", ".xlsx", ".json", ".html"):
        (folder / f"folder{suffix}").mkdir()
        yield "folder", folder / f"folder{suffix}"
        (folder / f"loop{suffix}").symlink_to(f"loop{suffix}")
        yield "symlink loop", folder / f"loop{suffix}"
        os.mkfifo(folder / f"pipe{suffix}")
        yield "pipe", folder / f"pipe{suffix}"
        (folder / f"zero{suffix}").symlink_to("/dev/zero")
        yield "endless device", folder / f"zero{suffix}"
        (folder / f"gone{suffix}").symlink_to("nowhere")
        yield "dangling link", folder / f"gone{suffix}"
        yield "over-long name", folder / ("x" * 300 + suffix)
        yield "below a file", Path(__file__) / f"below{suffix}"


def each_text(change: Callable[[str], str | bytes]) -> Made:
    """The good file of every text suffix, changed."""
    for suffix, text in GOOD.items():
        yield suffix, change(text)


def empty() -> Made:
    for suffix in (*TEXT_SUFFIXES, ".xlsx", ".parquet", ".pdf", ".zip", ".geojson", ".toml"):
        yield suffix, b""
        yield suffix, b"\n \n\t\n"


def byte_order_marks() -> Made:
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\xef\xbb\xbf" * 2):
        yield from each_text(lambda text, mark=mark: mark + text.encode())
        yield ".csv", mark


def nul() -> Made:
    yield from each_text(lambda text: text.replace("u", "\0"))
    yield from each_text(lambda text: "\0" * 5000 + text)
    yield from each_text(lambda text: text + "\0")


def invalid_utf8() -> Made:
    for bad in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe4\xb8"):
        yield from each_text(lambda text, bad=bad: text.encode().replace(b"urk", bad))


def mixed_encodings() -> Made:
    yield from each_text(lambda text: text.encode() + "南京市与图尔库".encode("gb18030") + b"\n")
    yield from each_text(lambda text: text.encode() + text.encode("utf-16"))
    yield from each_text(lambda text: text.encode("utf-16-be") + "Malmö".encode("latin-1"))


def other_encodings() -> Made:
    for codec in ("utf-16", "utf-32", "utf-7", "cp037", "shift_jis", "latin-1"):
        yield from each_text(lambda text, codec=codec: text.encode(codec, "replace"))


def huge_cells() -> Made:
    for cell in ("x" * 2_000_000, "市" * 300_000, "Turku, " * 100_000, "-" * 200_000):
        yield ".csv", f"name,country\n{cell},Finland\n"
        yield ".jsonl", json.dumps({"name": cell})
        yield ".html", PAGE.format(f"<tr><td>{cell}</td><td>Finland</td></tr>" * 2)
        yield ".wiki", f"* {cell}\n* [[{cell}]]"
        yield ".txt", f"1. {cell}\n"


def many_columns() -> Made:
    for count in (9_000, 100_000):
        names = [f"c{n}" for n in range(count)]
        yield ".csv", "name," + ",".join(names) + "\nTurku" + "," * count + "\n"
        yield ".tsv", "name\t" + "\t".join(names) + "\nTurku" + "\t" * count + "\n"
        yield ".jsonl", json.dumps(dict.fromkeys(["name", *names], "x"))
        yield ".html", PAGE.format("<tr>" + "<td>x" * count + "</tr>")
        yield ".wiki", '{| class="wikitable"\n|-\n|' + "||".join(names) + "\n|}"


def many_rows() -> Made:
    yield ".csv", "name,country\n" + "Turku,Finland\n" * 2_000
    yield ".txt", "1. Turku, Finland\n" * 5_000
    yield ".html", PAGE.format("<tr><td>Turku</td><td>Finland</td></tr>" * 5_000)
    yield ".wiki", "* [[Turku]], Finland\n" * 5_000
    yield ".jsonl", RECORDS * 500


def ragged() -> Made:
    for row in ("Turku", "1,Turku,Finland,4,5", ",,,,,,,,", '"Turku"x,Finland'):
        yield ".csv", TABLE + row + "\n" + TABLE
        yield ".tsv", (TABLE + row + "\n").replace(",", "\t")
        yield ".txt", row + "\n" + TABLE
    yield ".csv", "name,name,\nTurku,Turku,x\n"
    yield ".csv", "a|b;c\td,e\n1|2;3\t4,5\n"
    yield ".html", PAGE.format("<tr><td>a<tr><td>b<td>c<td>d<tr><th>e")


def unclosed() -> Made:
    for text in ('"name,country\nTurku,Finland\n' * 1000, '"', '"""', 'name\n"Turku\n', "'name"):
        yield ".csv", text
        yield ".tsv", text
        yield ".txt", text
    for text in ("<!--", "<table><tr><td", "<script>", "<![CDATA[", "<a href='", "&#x", "<style>x"):
        yield ".html", "<html>" + text
    for text in ("{{", "{|", "[[", "<ref>", "<!--", "<nowiki>", "{{{", "-{", "''", "{|\n|-\n!"):
        yield ".wiki", WIKI + text + "Turku"
    for text in ("[", '{"a"', '["', "[1,", '{"name": "Turku"', "nul"):
        yield ".json", text
        yield ".jsonl", text


def deep() -> Made:
    for depth in (900, 100_000):
        for left, right in (("[", "]"), ('{"a":', "}"), ('[{"name":', "}]")):
            text = left * depth + "1" + right * depth
            yield ".json", text
            yield ".jsonl", text
            yield ".geojson", text
        for tag in ("div", "table", "ul", "b", "table><tr><td", "section", "sup"):
            yield ".html", f"<{tag}>" * depth + "Turku"
        for mark in ("{{a|", "[[a|", "{|\n|", "<ref>", "{{{", "-{", "*", "="):
            yield ".wiki", mark * depth + "Turku"
        for mark in ("(", "[", "（", "1."):
            yield ".txt", mark * depth + "Turku"


def numbers() -> Made:
    for number in (
        "NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "-" + "9" * 400, "1e-400", "0x10",
        "1" * 10_000, "-0", "1_000", "٣", "²",
    ):  # fmt: skip
        yield ".jsonl", f'{{"name": {number}, "id": {number}}}\n'
        yield ".json", f'[{{"name": "Turku", "ordinal": {number}}}]'
        yield ".csv", f"id,name,country\n{number},{number},{number}\n"
        yield ".txt", f"{number}. Turku, Finland\nDate: {number}.{number}.{number}\n[ {number}]\n"
        yield ".xlsx", book(f'<row r="1"><c r="A1"><v>{number}</v></c></row>')


def wrong_json() -> Made:
    for text in (
        "[]", "{}", "null", "true", "1", '""', "[[[]]]", "[null]",
        '{"schema": "reconcile-report/1"}',
        '{"schema": "reconcile-report/1", "findings": 1}', '{"findings": [1, {"id": []}]}',
        '{"schema": "reconcile-report/1", "findings": [{}], "summary": {}}', '{"reports": [null]}',
        '{"schema": "reconcile-report/1", "findings": [{"id": "x", "kind": 1, "message": null}]}',
        '{"schema": "reconcile-reports/1", "reports": [{"findings": {}}]}',
        '{"schema": "reconcile-report/99", "findings": []}', '{"a": 1, "a": 2}',
        '{"type": "FeatureCollection", "features": [{"geometry": {"coordinates": ["a"]}}]}',
        '{"type": "FeatureCollection", "features": [{"properties": {"NAME": 1}, "geometry": 7}]}',
        '{"type": "FeatureCollection", "features": {"a": null}}', '{"\\ud800": "\\udfff"}',
        '{"__proto__": {"x": 1}}',
    ):  # fmt: skip
        yield ".json", text
        yield ".jsonl", text
        yield ".geojson", text


def surrogates() -> Made:
    yield from each_text(lambda text: text.replace("Turku", "\ud800Tu\udfffrku"))
    yield ".jsonl", '{"name": "\\ud800", "\\udc00": "Finland", "country": "\\udfff"}\n'
    yield ".json", '[{"name": "\\ud83d", "country": "\\ude00"}]'
    yield ".html", PAGE.format("<tr><td>&#xD800;&#x110000;&#0;&#99999999999;</td></tr>")


def invisible() -> Made:
    for mark in ("\u202e", "\u200b", "\u2066", "\ufeff", "\u0301" * 2000, "\u00ad", "\U000e0041"):
        yield from each_text(lambda text, mark=mark: text.replace("u", f"u{mark}"))


def terminal() -> Made:
    for code in ("\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x08\x08", "\x1b]8;;http://x\x1b\\"):
        yield from each_text(lambda text, code=code: text.replace("Turku", f"Tur{code}ku"))


def formulas() -> Made:
    for text in ("=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'):
        yield ".csv", "name,country\n" + '"' + text.replace('"', '""') + '",Finland\n'
        yield ".txt", f"1. {text}, Finland\n"
        yield ".jsonl", json.dumps({"name": text, "country": text})


def markup() -> Made:
    for text in HOSTILE:
        quoted = '"' + text.replace('"', '""') + '"'
        yield ".csv", f"id,name,country\n{quoted},{quoted},{quoted}\n"
        yield ".html", PAGE.format(f"<tr><td>{text}</td><td>{text}</td></tr>" * 3)
        yield ".wiki", f"== {text} ==\n* {text}, Finland\n"


def paths() -> Made:
    for text in (
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\con",
        "file:///etc/passwd",
        "~root",
        "a\0b",
    ):
        yield ".csv", f"line,subject,relation,name,country\n1,{text},{text},{text},{text}\n"
        yield ".txt", f"{text}\n1. {text}, Finland\n"
        yield (
            ".toml",
            f'title = "{text}"\nlanguage = "en"\nschema = "{text}:Model"\n'.replace("\\", "\\\\"),
        )
        yield ".zip", archive({text.replace("\0", ""): "1\tTurku\n"})
        yield ".xlsx", book("", target=text.replace("\0", ""))


def line_ends() -> Made:
    for end in ("\r\n", "\r", "\n\r", "\x0b", "\x0c", "\x85", "\u2028", "\r\r\n"):
        yield from each_text(lambda text, end=end: text.replace("\n", end))


def spans() -> Made:
    for value in ("1000000000", "-1", "0", "9" * 400, "NaN", "1e9", "", "65534"):
        yield (
            ".html",
            PAGE.format(
                f'<tr><td rowspan="{value}" colspan="{value}">Turku</td><td>Finland</td></tr>{ROWS}'
            ),
        )
        yield (
            ".wiki",
            f'{{|\n|-\n| rowspan="{value}" colspan={value} | Turku || Finland\n|-\n|b\n|}}',
        )
    cell = '<td rowspan="60000" colspan="900">x</td>'
    yield ".html", PAGE.format(f"<tr>{cell * 40}</tr>" * 40)
    for merged in ("A1:XFD1048576", "A0:B0", "B2:A1", "A1", "", "ZZZZZ9:A1", "A1:B99999999999"):
        row = '<row r="1"><c r="A1" t="inlineStr"><is><t>Turku</t></is></c></row>'
        yield ".xlsx", book(row, after=f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>')
    rows = "".join(row.replace('1"', f'{n}"') for n in range(1, 20_001))
    ranges = '<mergeCell ref="A1:B1"/>' * 100_000
    yield ".xlsx", book(rows, after=f"<mergeCells>{ranges}</mergeCells>")


def entities() -> Made:
    lol = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    for inner in (
        lol,
        '<!ENTITY j SYSTEM "file:///etc/passwd">',
        '<!ENTITY j SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;',
        '<!ENTITY j "' + "x" * 100_000 + '">',
        '<!ENTITY j "&j;">',
    ):
        head = f"<!DOCTYPE x [{inner}]>"
        text = '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "&j;" * 50 + "</t></is></c></row>"
        yield ".xlsx", book(text, head=head)
        yield (
            ".xlsx",
            book("<row/>", strings=f"{head}<sst xmlns='{MAIN}'><si><t>&j;</t></si></sst>"),
        )
        yield (
            ".html",
            f"<?xml version='1.0'?>{head}<html><table><tr><td>&j;</td></tr></table></html>",
        )
        yield ".xml", f"{head}<a>&j;</a>"


def sheets() -> Made:
    names = ("name", "country")
    for row in (
        '<row r="1"><c r="XFE1"><v>1</v></c></row>', '<row r="99999999999"><c><v>1</v></c></row>',
        '<row r="-5"><c r="A1"><v>1</v></c></row>', '<row r="x"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>', '<row><c t="s"><v>-1</v></c></row>',
        '<row><c s="1"><v>1e300</v></c></row>', '<row><c s="1"><v>-1e9</v></c></row>',
        '<row><c s="99"><v>NaN</v></c></row>', '<row><c t="s"><v>1.5</v></c></row>',
        '<row><c t="b"><v>maybe</v></c></row>', '<row><c t="d"><v>no day</v></c></row>',
        '<row><c r="A1"><f>1/0</f><v></v></c></row>', '<row><c s="x"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>',
        "<row>" * 5000 + "</row>" * 5000, "",
    ):  # fmt: skip
        heading = "".join(f'<c t="inlineStr"><is><t>{n}</t></is></c>' for n in names)
        yield ".xlsx", book(row)
        yield ".xlsx", book(f"<row>{heading}</row>{row}")


def missing_parts() -> Made:
    parts = book_parts('<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>')
    for name in parts:
        yield ".xlsx", archive({k: v for k, v in parts.items() if k != name})
        yield ".xlsx", archive({**parts, name: ""})
        yield ".xlsx", archive({**parts, name: "<a><b></a>"})
        yield ".xlsx", archive({**parts, name: b"\xff\xfe\x00garbage"})


def zip_bombs() -> Made:
    zeros = bytes(200_000_000)
    parts = book_parts("")
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"):
        yield ".xlsx", archive({**parts, name: zeros})
    yield ".zip", archive({"allCountries.txt": zeros})
    yield ".zip", archive({f"{n}.txt": "x" for n in range(5000)})
    yield ".xlsx", lying(archive(book_parts("<row/>" * 100)), 4_000_000_000)
    yield ".xlsx", lying(archive({**parts, "xl/workbook.xml": zeros}), 10)
    many = '<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 60_000
    yield ".xlsx", book(many)
    yield ".xlsx", book('<row r="1"><c r="XFD1"><v>1</v></c></row>' * 20_000)
    yield ".xlsx", book("<row/>" * 1_200_000)
    yield ".xlsx", book("<a/>" * 1_200_000)
    yield ".xlsx", book("<row>" + "<c/>" * 1_200_000 + "</row>")
    strings = f"<sst xmlns='{MAIN}'>{'<si/>' * 1_200_000}</sst>"
    yield ".xlsx", book('<row><c t="s"><v>1</v></c></row>', strings=strings)
    yield ".csv", gzip.compress(TABLE.encode())
    yield ".txt", gzip.compress(zeros[:1_000_000])


def broken_zips() -> Made:
    good = book('<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>')
    rng = random.Random(1)
    for cut in (4, 30, 100, len(good) // 2, len(good) - 30, len(good) - 4):
        yield ".xlsx", good[:cut]
        yield ".zip", good[:cut]
        yield ".xlsx", good[cut:]
    for _ in range(25):
        changed = bytearray(good)
        for _ in range(6):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        yield ".xlsx", bytes(changed)
    yield ".xlsx", archive(book_parts("<row/>"), method=zipfile.ZIP_BZIP2)
    yield ".xlsx", archive(book_parts("<row/>"), method=zipfile.ZIP_LZMA)
    yield ".xlsx", good.replace(b"\x08\x00", b"\x63\x00")
    yield ".xlsx", encrypted(good)


def garbage() -> Made:
    rng = random.Random(2)
    heads = {
        ".parquet": b"PAR1",
        ".xlsx": b"PK\x03\x04",
        ".pdf": b"%PDF-1.7\n",
        ".zip": b"PK\x05\x06",
    }
    for suffix in (*heads, ".csv", ".txt", ".jsonl", ".html", ".geojson", ".toml"):
        for size in (1, 8, 500, 20_000):
            yield suffix, heads.get(suffix, b"") + rng.randbytes(size)
    for head in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG\r\n\x1a\n", b"\x7fELF", b"%!PS"):
        yield ".xlsx", head + rng.randbytes(500)
        yield ".csv", head + rng.randbytes(500)
        yield ".txt", head + rng.randbytes(500)


def parquets() -> Made:
    import polars as pl

    def made(columns: dict[str, object], **more: object) -> bytes:
        out = io.BytesIO()
        pl.DataFrame(columns, **more).write_parquet(out)
        return out.getvalue()

    good = made({"name": ["Turku", "Malmö"], "country": ["Finland", "Sweden"]})
    for cut in (4, 8, 50, len(good) // 2, len(good) - 8, len(good) - 4, len(good) - 1):
        yield ".parquet", good[:cut]
        yield ".parquet", b"PAR1" + good[cut:]
    rng = random.Random(3)
    for _ in range(40):
        changed = bytearray(good)
        for _ in range(3):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        yield ".parquet", bytes(changed)
    yield ".parquet", good[:-8] + struct.pack("<I", 0xFFFFFFFF) + b"PAR1"
    yield ".parquet", made({"name": [["Turku"], []], "country": [{"a": [1]}, None]})
    yield ".parquet", made({"name": [b"\xff\xfe", b"x"], "id": [None, None]})
    yield ".parquet", made({"name": [float("nan"), float("inf")], "id": [2**63, 1]},
                           schema_overrides={"id": pl.UInt64})  # fmt: skip
    yield ".parquet", made({})
    yield ".parquet", made({"name": [], "": []})


def pdfs() -> Made:
    good = pdf("BT /F1 12 Tf 72 700 Td (1. Turku, Finland) Tj ET")
    yield ".pdf", good
    for cut in (8, 60, len(good) // 2, len(good) - 20):
        yield ".pdf", good[:cut]
    rng = random.Random(4)
    for _ in range(10):
        changed = bytearray(good)
        for _ in range(8):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        yield ".pdf", bytes(changed)
    yield ".pdf", pdf("q " * 100_000)
    yield ".pdf", pdf("BT ET" * 20_000)
    yield ".pdf", good.replace(b"/Count 1", b"/Count 999999999")
    yield ".pdf", good.replace(b"/Parent 2 0 R", b"/Parent 3 0 R")
    yield ".pdf", good.replace(b"[3 0 R]", b"[2 0 R]")
    yield ".pdf", good + b"trailer << /Root 99 0 R /Encrypt 1 0 R /Prev 0 >> startxref 0 %%EOF"


def tomls() -> Made:
    for text in (
        "a = ", "[a", "a = 1\na = 2", "\ufeffa = 1", "title = 1\nlanguage = 2\n", "x = {" * 2000,
        "x = " + "[" * 5000, "title = ''\nlanguage = ''", "[reader]\nlayout = 1", "[[decision]]\n",
        "[[decision]]\nfinding = 1\nverdict = []\nreason = {}\n", "sources = 'x'\ntitle = 'y'",
        "title = 'y'\nsources = [1, []]\n", "title = 'y'\nsources = ['../..']\n",
        "title='a'\nlanguage='en'\nrelations='sister'\n", "title='a'\nlanguage='xx'\n",
        "title='a'\nlanguage='en'\nas_of=12:30:00\n", "title='a'\nlanguage='en'\nas_of=99999\n",
        "title='a'\nlanguage='en'\nschema='/etc/passwd:A'\n",
        "title='a'\nlanguage='en'\nschema=1\n",
        "title='a'\nlanguage='en'\nschema='os:system'\n", "title='a'\nlanguage='en'\norder=['(']\n",
        "[severity]\nname_form='huge'\n", "[thresholds]\nmatch='x'\n", "[plugins]\na='b'\n",
        "title='a'\nlanguage='en'\n[reader]\nlayout='outline'\n[[reader.ignore]]\npattern='(('\n",
        "title='a'\nlanguage='en'\n[reader]\nlayout='../x'\n", "a = 9" + "9" * 5000, "a = nan",
    ):  # fmt: skip
        yield ".toml", text


def cross_dressed() -> Made:
    """Good files under another suffix."""
    things = {**{k: v.encode() for k, v in GOOD.items()}, ".xlsx": book(""), ".pdf": pdf("")}
    for is_, data in things.items():
        for says in (".csv", ".xlsx", ".parquet", ".pdf", ".html", ".jsonl", ".zip"):
            if is_ != says:
                yield says, data


def odd_tables() -> Made:
    for text in (
        "name\n", "name,country", "name\n\n\n", ",\n,\n", "name\n" + "," * 50 + "\n",
        "name,country\n,\n,\n", "NAME,Name,name\na,b,c\n", "name \nTurku\n", "﻿name\nTurku\n",
        "sep=;\nname;country\nTurku;Finland\n", "#comment\nname\nTurku\n",
        " name , country \n a , b\n",
        "name\n" + "Turku\n" * 3 + "\n\n" + "Malmö\n", "name,country\n?,?\n!!!,...\n",
        "name\n\\N\n",
        "name,country\nNone,null\nnan,NaN\n", "name\n()\n（）\n[]\n", "name\n😀\n👨‍👩‍👧\n",
        "name\n市\n省\n縣\n",
        "line,subject,relation,ordinal,name,country,region,date,date_text,location,references\n"
        "-1,,bogus,x,,,,2020-99-99,,,\n",
        "line,subject,relation,ordinal,name,country,region,date,date_text,location,references\n"
        "99999999999999999999,a,sister,9999999999999999999999,Turku,Finland,,0000,9,;;;,1;2;x\n",
        "line,name\n1,Turku\n",
        "line,subject,relation,what,value\n1,,sister,entries,-9999999999999\n",
    ):  # fmt: skip
        yield ".csv", text
        yield ".txt", text


def templates() -> Made:
    for text in (
        "{{flagicon|" + "a|" * 50_000 + "}}", "{{a}}" * 20_000, "<ref name=a>" * 5_000,
        "[[File:a.jpg|" * 3_000, "[[a|b" * 20_000 + "]]" * 20_000, "{{#if:" * 5_000,
        "&amp;" * 50_000, "'''''" * 30_000, "=" * 100_000, "-{zh-hans:" * 5_000 + "}-" * 5_000,
        "|-\n" * 50_000, "{|\n" + "|" * 100_000, "<nowiki>" * 10_000, "----" * 20_000,
        ":;*#" * 25_000, "~~~~~" * 10_000, "__NOTOC__" * 10_000, "[http://x " * 20_000,
    ):  # fmt: skip
        yield ".wiki", WIKI + text
        yield ".txt", text


def tangled_html() -> Made:
    for text in (
        "</div>" * 50_000, "<table>" * 2_000 + "<tr><td>x", "<a" + " a" * 50_000 + ">",
        "<" * 100_000, "&" * 100_000, "<!" * 50_000, "<p>" * 50_000, "<br>" * 50_000, "<?" * 50_000,
        "<li>" * 50_000, "<b><p>" * 3_000 + "x", "<td>" * 50_000, "<template>" * 3_000,
        "<select><option>" * 5_000, "<svg><style>" * 2_000, "<a href=x>" * 5_000 + "x",
        "<base href=x>",
        "<meta charset='utf-7'>+ADw-script+AD4-", "<meta charset='nonsense'>", "<plaintext>x<td>",
        "<frameset>x", "<iframe src='file:///etc/passwd'></iframe>", "<tr>" * 30_000,
    ):  # fmt: skip
        yield ".html", f"<html><body>{text}</body></html>"


def book_parts(
    rows: str, *, head: str = "", after: str = "", strings: str = "", target: str = ""
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="table" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Target="{target or "worksheets/sheet1.xml"}"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}'
        f"</sheetData>{after}</worksheet>",
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    return parts


def book(rows: str, **more: str) -> bytes:
    """A workbook with one sheet."""
    return archive(book_parts(rows, **more))


def archive(parts: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of some parts, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            item = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            item.compress_type = method
            made.writestr(item, content)
    return out.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """A zip whose directory tells another size of every part."""
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", size)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def encrypted(data: bytes) -> bytes:
    """A zip that says that every part needs a password."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(changed)


def pdf(content: str) -> bytes:
    """A document of one page, without its table of offsets."""
    return (
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources "
        "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj\n"
        f"4 0 obj << /Length {len(content)} >> stream\n{content}\nendstream endobj\n"
        "trailer << /Root 1 0 R >>\n%%EOF\n"
    ).encode()


SORTS: dict[str, Callable[[], Made]] = {
    maker.__name__.replace("_", " "): maker
    for maker in (
        empty, byte_order_marks, nul, invalid_utf8, mixed_encodings, other_encodings, huge_cells,
        many_columns, many_rows, ragged, unclosed, deep, numbers, wrong_json, surrogates, invisible,
        terminal, formulas, markup, paths, line_ends, spans, entities, sheets, missing_parts,
        zip_bombs, broken_zips, garbage, parquets, pdfs, tomls, cross_dressed, odd_tables,
        templates, tangled_html,
    )
}  # fmt: skip

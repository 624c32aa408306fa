"""The five bundled sources: what stands in their tables, and that reading them gives it again.

The rows below were taken from the originals by eye, not from the tables.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from shared import ROOT, original

from reconcile.model import Entry, Source, Tables
from reconcile.reading import Reading, decode, read
from reconcile.reading.tables import load_tables, table_texts
from reconcile.workspace import load

SOURCES = ("guangzhou-en", "guangzhou-zh", "wikipedia-en", "guiyang-en", "nanjinger-en")


@cache
def source(source_id: str) -> Source:
    return load(ROOT).sources[source_id]


@cache
def tables(source_id: str) -> Tables:
    return load_tables(ROOT / "sources" / source_id, source(source_id))


@cache
def reading(source_id: str) -> Reading:
    data = original(source_id).read_bytes()
    return read(decode(data, where=source_id), source(source_id))


def row(source_id: str, line: int) -> Entry:
    (found,) = [entry for entry in tables(source_id).entries if entry.line == line]
    return found


@pytest.mark.parametrize(
    ("source_id", "counts"),
    [
        ("guangzhou-en", {"entries": 38, "claims": 1}),
        ("guangzhou-zh", {"entries": 107, "claims": 2, "sections": 2}),
        ("wikipedia-en", {"entries": 996, "sections": 161, "references": 204}),
        ("guiyang-en", {"entries": 7, "events": 7}),
        ("nanjinger-en", {"entries": 20, "claims": 2, "mentions": 6, "events": 14}),
    ],
)
def test_each_table_has_as_many_rows_as_the_original(
    source_id: str, counts: dict[str, int]
) -> None:
    names = ("entries", "claims", "sections", "references", "mentions", "events")
    found = {name: len(getattr(tables(source_id), name)) for name in names}
    assert {name: count for name, count in found.items() if count} == counts


@pytest.mark.parametrize("source_id", SOURCES)
def test_an_original_gives_the_committed_tables_byte_for_byte(source_id: str) -> None:
    folder = ROOT / "sources" / source_id
    committed = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    texts = table_texts(reading(source_id).tables)
    assert {name: text.encode() for name, text in texts.items()} == committed


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_line_of_an_original_is_accounted_for(source_id: str) -> None:
    data = original(source_id).read_bytes()
    lines = data.decode().split("\n")
    found = reading(source_id)
    assert found.unread == ()
    assert set(found.account) == {n for n, line in enumerate(lines, start=1) if line.strip()}
    for entry in found.tables.entries:
        assert entry.name in lines[entry.line - 1]
        assert entry.date_text in data.decode()


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_original_is_the_one_that_was_read(source_id: str) -> None:
    data = original(source_id).read_bytes()
    assert hashlib.sha256(data).hexdigest() == source(source_id).original_sha256


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_tables_are_written_as_they_are_loaded(source_id: str) -> None:
    for name, text in table_texts(tables(source_id)).items():
        path = ROOT / "sources" / source_id / name
        assert path.read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("line", "ordinal", "name", "country", "date", "date_text", "location"),
    [
        (9, 1, "Fukuoka", "Japan", "1979-05-02", "1979.5.2", "Fukuoka"),
        (15, 2, "Los Angeles", "the United States of America", "1981-12-08", "1981.12.8",
         "Los Angeles"),
        (21, 3, "Manila", "Philippines", "1982-11-05", "1982.11.5", "Manila"),
        (27, 4, "Vancouver", "Canada", "1985-03-27", "1985.3.27", "Vancouver"),
        (33, 5, "Sydney", "Australia", "1986-05-12", "1986.5.12", "Sydney"),
        (39, 6, "Bari", "Italy", "1986-11-12", "1986.11.12", "Guangzhou"),
        (57, 9, "Auckland", "New Zealand", "1989-02-17", "1989.2.17", "Auckland"),
        (63, 10, "Gwangju", "Republic of Korea", "1996-10-25", "1996.10.25", "Guangzhou"),
        (69, 11, "Linkoping", "Sweden", "1997-11-24", "1997.11.24", "Guangzhou"),
        (81, 13, "Bristol", "the United Kingdom", "2001-05-23", "2001.5.23", "Bristol"),
        (99, 16, "Surabaya", "Indonesia", "2005-12-21", "2005.12.21", "Guangzhou"),
        (111, 18, "Birmingham", "the United Kingdom", "2006-12-04", "2006.12.04", "Birmingham"),
        (117, 19, "Hambantota", "Sri Lanka", "2007-02-27", "2007.2.27", "Beijing"),
        (129, 21, "Tampere", "Finland", "2008-12-02", "2008.12.02", "Tampere"),
        (141, 23, "Buenos Aires", "Argentina", "2012-04-16", "2012.04.16", "Buenos Aires"),
        (147, 24, "Dubai", "the United Arab Emirates", "2012-04-18", "2012.4.18", "Dubai"),
        (153, 25, "Kuwait City", "Kuwait", "2012-04-25", "2012.4.25", "Guangzhou"),
        (159, 26, "Kazan", "Russia", "2012-07-06", "2012.7.06", "by letter"),
        (171, 28, "Harare", "Zimbabwe", "2012-09-03", "2012.9.03", "Guangzhou;Harare"),
        (177, 29, "San Jose", "Costa Rica", "2012-09-11", "2012.9.11", "San Jose"),
        (189, 31, "Valencia", "Spain", "2012-12-29", "2012.12.29", "Guangzhou;Valencia"),
        (201, 33, "Lodz", "Poland", "2014-08-20", "2014.8.20", "by letter"),
        (219, 36, "Quito", "Ecuador", "2014-11-29", "2014.11.29", "Guangzhou"),
        (225, 37, "Santiago", "Chile", "2017-06-20", "2017.6.20", "by letter"),
        (231, 38, "Mombasa County", "Kenya", "2018-11-27", "2018.11.27", "by letter"),
    ],
)  # fmt: skip
def test_rows_of_guangzhou_s_english_list(
    line: int, ordinal: int, name: str, country: str, date: str, date_text: str, location: str
) -> None:
    entry = row("guangzhou-en", line)
    assert (entry.subject, entry.relation, entry.region) == ("Guangzhou", "sister", "")
    assert (entry.ordinal, entry.name, entry.country) == (ordinal, name, country)
    assert (entry.date, entry.date_text, entry.location) == (date, date_text, location)


@pytest.mark.parametrize(
    ("line", "relation", "ordinal", "name", "country", "date_text"),
    [
        (8, "sister", 1, "福冈", "日本", "1979.05.02"),
        (16, "sister", 9, "奥克兰", "新西兰", "1989.02.17"),
        (17, "sister", 10, "光州", "韩国", "1996.10.25"),
        (23, "sister", 16, "泗水", "印尼", "2005.12.21"),
        (31, "sister", 24, "迪拜", "阿联酋", "2012.04.18"),
        (37, "sister", 30, "登别", "日本", "2012.11.15"),
        (40, "sister", 33, "罗兹", "波兰", "2014.08.20"),
        (44, "sister", 37, "圣地亚哥", "智利", "2017.06.20"),
        (46, "sister", 38, "蒙巴萨郡", "肯尼亚", "2018.11.27"),
        (54, "exchange", 1, "萨尔瓦多", "巴西", "1996.04.09"),
        (58, "exchange", 5, "关岛", "美国", "2002.03.28"),
        (62, "exchange", 9, "比什凯克", "吉尔吉斯", "2004.12.01"),
        (69, "exchange", 16, "平阳(省)", "越南", "2013.08.22"),
        (77, "exchange", 24, "金沙萨", "刚果(金)", "2015.07.23"),
        (82, "exchange", 29, "特拉维夫-雅法", "以色列", "2017.09.04"),
        (86, "exchange", 33, "里约热内卢", "巴西", "2018.05.28"),
        (88, "exchange", 34, "戈尔干", "伊朗", "2018.12.07"),
        (92, "exchange", 38, "奥克兰", "美国", "2019.07.18"),
        (94, "exchange", 40, "布拉柴维尔", "刚果共和国", "2019.11.01"),
        (95, "exchange", 41, "佐法尔省", "阿曼", "2019.11.01"),
        (116, "exchange", 62, "佩斯州", "匈牙利", "2021.11.24"),
        (122, "exchange", 68, "清迈府", "泰国", "2024.03.31"),
        (123, "exchange", 69, "旧金山", "美国", "2024.07.23"),
    ],
)
def test_rows_of_guangzhou_s_chinese_tables(
    line: int, relation: str, ordinal: int, name: str, country: str, date_text: str
) -> None:
    entry = row("guangzhou-zh", line)
    assert (entry.subject, entry.relation, entry.ordinal) == ("Guangzhou", relation, ordinal)
    assert (entry.name, entry.country, entry.region) == (name, country, "")
    assert (entry.date, entry.date_text) == (date_text.replace(".", "-"), date_text)


@pytest.mark.parametrize(
    ("line", "subject", "name", "region", "country", "references"),
    [
        (9, "Beihai", "Gold Coast", "", "Australia", ()),
        (20, "Beihai", "Yatsushiro", "", "Japan", ()),
        (22, "Beijing", "Addis Ababa", "", "Ethiopia", ()),
        (47, "Beijing", "London", "England", "United Kingdom", ()),
        (67, "Beijing", "Washington D.C.", "", "United States", ()),
        (90, "Changsha", "Brazzaville", "", "Congo", ()),
        (102, "Changzhou", "Beau Bassin-Rose Hill", "", "Mauritius", ()),
        (176, "Chongqing", "Detroit", "", "United States", (16,)),
        (202, "Dalian", "Glasgow", "Scotland", "United Kingdom", ()),
        (224, "Foshan", "La Possession", "Réunion", "France", ()),
        (225, "Foshan", "St. George's", "", "Grenada", ()),
        (251, "Guangzhou", "Ahmedabad", "", "India", ()),
        (260, "Guangzhou", "Frankfurt am Main", "", "Germany", ()),
        (286, "Guangzhou", "Yekaterinburg", "", "Russia", ()),
        (308, "Haikou", "Haeundae (Busan)", "", "South Korea", ()),
        (314, "Haikou", "Modi'in-Maccabim-Re'ut", "", "Israel", (43,)),
        (365, "Harbin", "Arras (communauté)", "", "France", ()),
        (403, "Hefei", "Belfast", "Northern Ireland", "United Kingdom", ()),
        (464, "Jining", "Seo (Busan)", "", "South Korea", ()),
        (547, "Nanchang", "Kutaisi", "", "Georgia", (96,)),
        (560, "Nanjing", "Bandar Seri Begawan", "", "Brunei", ()),
        (575, "Nanjing", "San Marino", "", "San Marino", (99,)),
        (580, "Nanjing", "York", "England", "United Kingdom", (101,)),
        (614, "Ningbo", "Varna", "", "Bulgaria", ()),
        (801, "Suzhou, Jiangsu", "Antananarivo", "", "Madagascar", ()),
        (840, "Taizhou, Jiangsu", "Arcadia", "", "United States", ()),
        (908, "Wenzhou", "Alsergrund (Vienna)", "", "Austria", ()),
        (1157, "Zhuhai", "Zhukovsky", "", "Russia", ()),
    ],
)
def test_rows_of_wikipedia(
    line: int, subject: str, name: str, region: str, country: str, references: tuple[int, ...]
) -> None:
    entry = row("wikipedia-en", line)
    assert (entry.subject, entry.relation) == (subject, "sister")
    assert (entry.name, entry.region, entry.country) == (name, region, country)
    assert (entry.references, entry.ordinal, entry.date) == (references, None, "")


@pytest.mark.parametrize(
    ("line", "subject", "entries", "references"),
    [
        (3, "Anguo", 0, (1,)),
        (8, "Beihai", 12, (6,)),
        (21, "Beijing", 47, (7,)),
        (196, "Chongqing – Nanchuan", 0, (20,)),
        (197, "Cixi", 0, ()),
        (216, "Dunhuang", 0, (30, 31)),
        (250, "Guangzhou", 36, (34,)),
        (298, "Guiyang", 0, (38, 39)),
        (559, "Nanjing", 21, (97,)),
        (799, "Suzhou, Anhui", 0, (2,)),
        (800, "Suzhou, Jiangsu", 22, (11,)),
        (1042, "Xuzhou", 11, (171, 172, 173)),
        (1159, "Zigong", 0, (13,)),
    ],
)
def test_sections_of_wikipedia(
    line: int, subject: str, entries: int, references: tuple[int, ...]
) -> None:
    (section,) = [s for s in tables("wikipedia-en").sections if s.line == line]
    assert (section.subject, section.entries, section.references) == (subject, entries, references)


def test_sections_of_wikipedia_count_their_entries() -> None:
    found = tables("wikipedia-en")
    counts = Counter(entry.subject for entry in found.entries)
    assert {s.subject: s.entries for s in found.sections if s.entries} == counts
    assert len(counts) == 49


@pytest.mark.parametrize(
    ("line", "number", "site", "published", "retrieved"),
    [
        (1160, 1, "baoding.gov.cn", "", "2023-02-22"),
        (1165, 6, "beihai.gov.cn", "2016-08-08", "2023-06-29"),
        (1193, 34, "eguangzhou.gov.cn", "", "2020-07-08"),
        (1205, 46, "china.org.cn", "2020-04-10", "2020-12-07"),
        (1220, 61, "The Malay Mail", "2015-03-20", "2020-07-12"),
        (1242, 83, "gorod-elista.ru", "2015", "2020-11-12"),
        (1251, 92, "iam.gov.mo", "2019", "2020-02-19"),
        (1256, 97, "thenanjinger.com", "2019-03-10", "2021-12-21"),
        (1269, 110, "", "2022-07-01", "2024-06-08"),
        (1277, 118, "dcgp.mu", "2018", "2020-07-15"),
        (1278, 119, "xinhuanet.com", "2018-05-12", "2020-10-12"),
        (1304, 145, "tynews.com.cn", "2017-09-15", "2020-07-14"),
        (1346, 187, "Třebíčský Deník", "2019-02-01", "2020-07-19"),
        (1363, 204, "zibo.gov.cn", "", "2020-07-13"),
    ],
)
def test_footnotes_of_wikipedia(
    line: int, number: int, site: str, published: str, retrieved: str
) -> None:
    (note,) = [n for n in tables("wikipedia-en").references if n.line == line]
    assert (note.number, note.site) == (number, site)
    assert (note.published, note.retrieved) == (published, retrieved)
    assert note.title


def test_all_rows_of_guiyang() -> None:
    assert [
        (e.line, e.relation, e.name, e.region, e.country, e.date, e.date_text)
        for e in tables("guiyang-en").entries
    ] == [
        (3, "friendship", "Vicenza", "", "Italy", "2018-12", "December 2018"),
        (8, "memorandum", "Berkeley", "California", "the United States", "2018-05", "May 2018"),
        (13, "friendship", "Cupertino", "California", "USA", "2017-05", "May 2017"),
        (18, "visit", "Silicon Valley", "California", "USA", "2016", "2016"),
        (23, "friendship", "Burnaby", "British Columbia", "Canada", "2014-04", "April 2014"),
        (28, "friendship", "Fort Worth", "Texas", "USA", "2011-10", "October 2011"),
        (33, "friendship", "Palmerston North", "", "New Zealand", "1992-08", "August 1992"),
    ]
    assert [(e.line, e.entry_line, e.date, e.act) for e in tables("guiyang-en").events] == [
        (6, 3, "2018-12", "friendship"),
        (11, 8, "2018-05-26", "memorandum"),
        (16, 13, "2017-01-07", "memorandum"),
        (16, 13, "2017-05-28", "friendship"),
        (26, 23, "2014-04-17", "friendship"),
        (31, 28, "2011-10", "friendship"),
        (36, 33, "1992-08-17", "friendship"),
    ]


def test_all_rows_of_the_nanjinger() -> None:
    found = tables("nanjinger-en")
    assert {(e.subject, e.relation, e.region) for e in found.entries} == {("Nanjing", "sister", "")}
    assert [(e.line, e.name, e.country, e.date_text) for e in found.entries] == [
        (16, "Nagoya", "Japan", "1978"),
        (26, "St Louis", "USA", "1979"),
        (37, "Florence", "Italy", "1980"),
        (43, "Eindhoven", "Netherlands", "1985"),
        (49, "Leipzig", "Germany", "1988"),
        (55, "Mexicali", "Mexico", "1991"),
        (63, "Limassol", "Cyprus", "1992"),
        (69, "Daejeon", "South Korea", "1994"),
        (79, "London", "Canada", "1997"),
        (87, "Perth", "Australia", "1998"),
        (95, "BLOEMFONTEIN", "South Africa", "1999"),
        (101, "Barranquill", "Columbia", "2001"),
        (109, "Malacca", "Malaysia", "2008"),
        (115, "Bandar Seri Begawan", "Brunei", "2011"),
        (123, "Windhoek", "Namibia", "2015"),
        (131, "Mogilev", "Belarus", "2016"),
        (137, "Bien Hoa", "Vietnam", "2018"),
        (147, "Concepción", "Chile", "2018"),
        (155, "Shiraz", "Iran", "2018"),
        (163, "Semarang", "Indonesia", "2018"),
    ]
    assert [(m.line, m.entry_line, m.name, m.country) for m in found.mentions] == [
        (30, 26, "St. Louis", ""),
        (33, 26, "St. Louis", ""),
        (99, 95, "Bloemfontein", ""),
        (105, 101, "Barranquilla", "Colombia"),
        (133, 131, "Mogiliov", ""),
        (135, 131, "Mogiliov", ""),
    ]
    assert [(e.line, e.entry_line, e.date, e.act) for e in found.events] == [
        (20, 16, "1978", "agreement"),
        (24, 16, "2012-02-21", "suspension"),
        (24, 16, "2019", "resumption"),
        (30, 26, "1979", "agreement"),
        (75, 69, "1994", "agreement"),
        (99, 95, "1999-01", "memorandum"),
        (99, 95, "2000-03", "agreement"),
        (105, 101, "2000", "memorandum"),
        (113, 109, "2008-10-31", "agreement"),
        (133, 131, "2014", "friendship"),
        (133, 131, "2016", "agreement"),
        (141, 137, "2018-05", "agreement"),
        (151, 147, "2018-12-07", "memorandum"),
        (169, 163, "2018-10", "memorandum"),
    ]


OTHER_CITIES = (
    "Ostrava", "Porvoo", "Trondheim", "Kumasi", "Ghent", "Cusco", "Larissa", "Jeonju", "Hobart",
    "Tartu", "Pretoria", "Medellin", "Ipoh", "Kuching", "Lusaka", "Grodno", "Da Lat", "Valdivia",
    "Tabriz", "Bandung", "Oulu", "Odense",
)  # fmt: skip


@pytest.mark.parametrize("source_id", ["guiyang-en", "nanjinger-en"])
@pytest.mark.parametrize("shift", [0, 5, 13])
def test_a_story_tells_the_same_acts_of_other_cities(source_id: str, shift: int) -> None:
    text = decode(original(source_id).read_bytes(), where=source_id)
    told = tables(source_id)
    text = text.replace(source(source_id).subject, "Hefei")
    for at, entry in enumerate(told.entries):
        new = OTHER_CITIES[(at + shift) % len(OTHER_CITIES)]
        spelt = {entry.name} | {m.name for m in told.mentions if m.entry_line == entry.line}
        for name in spelt:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", new, text)
    again = read(text, replace(source(source_id), subject="Hefei")).tables
    assert again.events == told.events
    assert [(e.country, e.relation, e.date) for e in again.entries] == [
        (e.country, e.relation, e.date) for e in told.entries
    ]
    assert again.mentions == ()


def test_totals_that_the_documents_state() -> None:
    stated = [
        (source_id, c.line, c.subject, c.relation, c.what, c.value)
        for source_id in SOURCES
        for c in tables(source_id).claims
    ]
    assert stated == [
        ("guangzhou-en", 7, "Guangzhou", "sister", "entries", 38),
        ("guangzhou-zh", 127, "Guangzhou", "", "entries", 107),
        ("guangzhou-zh", 127, "Guangzhou", "", "countries", 68),
        ("nanjinger-en", 14, "Nanjing", "sister", "entries", 20),
        ("nanjinger-en", 14, "Nanjing", "exchange", "entries", 61),
    ]


def test_layout_that_a_plain_reader_would_trip_over() -> None:
    assert [
        (source_id, a.line, a.what)
        for source_id in SOURCES[1:]
        for a in tables(source_id).anomalies
    ] == [
        ("guangzhou-zh", 45, "blank line inside a table"),
        ("guangzhou-zh", 87, "blank line inside a table"),
        ("wikipedia-en", 614, "no space before the comma"),
    ]
    assert [a.line for a in tables("guangzhou-en").anomalies] == list(range(9, 232, 6))

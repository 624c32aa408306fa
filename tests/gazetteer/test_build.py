"""A gazetteer built from small files in the very formats of GeoNames and Natural Earth."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reconcile.errors import UnreadableError, UsageError
from reconcile.gazetteer import Gazetteer
from reconcile.gazetteer.build import build
from reconcile.gazetteer.store import FILE


def spot(
    number: int, name: str, others: str = "", *, kind: str = "P.PPL", country: str = "FI",
    admin1: str = "02", people: int = 1000,
) -> str:  # fmt: skip
    """A line of allCountries.txt: 19 columns."""
    feature, code = kind.split(".")
    cells = (number, name, name, others, "60.45148", "22.26869", feature, code, country, "",
             admin1, "", "", "", people, "", "22", "Europe/Helsinki", "2024-01-31")  # fmt: skip
    return "\t".join(map(str, cells)) + "\n"


def alternate(number: int, language: str, text: str, marks: str = "\t\t\t") -> str:
    """A line of alternateNamesV2.txt: 10 columns; `marks` are preferred, short, ..., historic."""
    return f"{number * 10 + len(text)}\t{number}\t{language}\t{text}\t{marks}\t\t\n"


PLACES = (
    spot(633679, "Turku", "TKU,Abo,Turku,Åbo,图尔库,トゥルク,Турку", people=175_945)
    + spot(634963, "Tampere", "Tammerfors", admin1="06", people=202_687)
    + spot(9_000_001, "Hamlet", people=12)
    + spot(9_000_002, "Lake", kind="H.LK")
    + spot(9_000_003, "Ruin", kind="P.PPLQ")
    + spot(830708, "Pirkanmaa", kind="A.ADM1", admin1="06", people=0)
    + spot(2692969, "Malmö", "Malmo", country="SE", people=301_706)
)
NAMES = (
    alternate(633679, "zh", "圖庫")
    + alternate(633679, "zh-Hant", "圖爾庫", "1\t\t\t")
    + alternate(633679, "zh", "图尔库", "1\t\t\t")
    + alternate(633679, "zh", "旧图城", "1\t\t\t1")
    + alternate(633679, "ja", "土久")
    + alternate(633679, "sv", "Åbo")
    + alternate(633679, "ru", "Турку")
    + alternate(633679, "link", "https://en.wikipedia.org/wiki/Turku")
    + alternate(633679, "iata", "TKU")
    + alternate(633679, "wkdt", "Q38511")
    + alternate(9_999_999, "zh", "不在")
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "allCountries.txt"
    path.write_text(PLACES, "utf-8")
    (tmp_path / "alternateNamesV2.txt").write_text(NAMES, "utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.sqlite"


def collection(path: Path, *properties: dict[str, Any]) -> Path:
    features = [
        {"type": "Feature", "properties": facts,
         "geometry": {"type": "Point", "coordinates": [24.94, 60.17]}}
        for facts in properties
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


HELSINKI = {
    "NAME": "Helsinki", "NAMEASCII": "Helsinki", "ISO_A2": "FI", "POP_MAX": 1_115_000,
    "GEONAMEID": 658225, "WIKIDATAID": "Q1757", "NAME_EN": "Helsinki", "NAME_ZH": "赫尔辛基",
    "NAME_ZHT": "赫爾辛基",
}  # fmt: skip
LAPLAND = {
    "name": "Lapland", "iso_a2": "FI", "iso_3166_2": "FI-10", "gn_id": -99, "type_en": "Region",
    "latitude": 67.5, "longitude": 26.5, "name_zh": "拉普兰区", "name_en": "Lapland",
    "wikidataid": "Q5700",
}  # fmt: skip


def test_places_of_a_dump_are_found_by_each_of_their_names(dump: Path, out: Path) -> None:
    made = build(out, geonames=dump)
    assert (made["places"], made["cities"], made["subdivisions"]) == (5, 4, 1)
    gazetteer = Gazetteer.open(out)
    for name in ("Turku", "abo", "Åbo", "图尔库", "圖爾庫"):
        assert [place.id for place in gazetteer.lookup(name)] == ["geonames:633679"], name
    turku = gazetteer.get("geonames:633679")
    assert turku is not None
    assert (turku.name_zh, turku.admin1, turku.latitude, turku.population) == (
        "图尔库", "02", 60.45, 175_945,
    )  # fmt: skip
    assert [place.name for place in gazetteer.largest_cities("FI", most=2)] == ["Tampere", "Turku"]
    assert gazetteer.similar("Tampera", country="FI")[0][0].name == "Tampere"


def test_rivers_ruins_codes_and_other_scripts_are_left_out(dump: Path, out: Path) -> None:
    assert build(out, geonames=dump)["left_out"] == 2
    gazetteer = Gazetteer.open(out)
    for name in ("Lake", "Ruin", "TKU", "トゥルク", "Турку"):
        assert gazetteer.lookup(name) == (), name


def test_subdivisions_have_their_level(dump: Path, out: Path) -> None:
    build(out, geonames=dump, least_population=100_000)
    (province,) = Gazetteer.open(out).lookup("Pirkanmaa")
    assert (province.level, province.country, province.admin1) == ("province", "FI", "06")


def test_population_and_country_narrow_what_is_kept(dump: Path, out: Path) -> None:
    build(out, geonames=dump, least_population=200_000, countries=["se"])
    assert Gazetteer.open(out).info()["places"] == 1


def test_labelled_names_tell_the_usual_chinese_name(dump: Path, out: Path) -> None:
    build(out, geonames=dump, alternates=dump.with_name("alternateNamesV2.txt"))
    gazetteer = Gazetteer.open(out)
    names = gazetteer.names("geonames:633679")
    assert [name for name in names if not name.isascii() and "Å" not in name] == [
        "图尔库", "图库", "旧图城",
    ]  # fmt: skip
    assert gazetteer.lookup("土久") == gazetteer.lookup("不在") == ()
    assert gazetteer.sources_of("geonames:633679")["图尔库"] == "geonames-alternates"


def test_wikidata_ids_go_into_a_table_of_their_own(dump: Path, out: Path) -> None:
    table = out.with_name("qids.csv")
    earth = collection(out.with_name("earth.geojson"), HELSINKI, LAPLAND)
    names = dump.with_name("alternateNamesV2.txt")
    made = build(out, geonames=dump, alternates=names, natural_earth=[earth], qids_output=table)
    assert made["qids"] == 3
    assert table.read_text("utf-8") == (
        "id,qid\ngeonames:633679,Q38511\ngeonames:658225,Q1757\niso3166-2:FI-10,Q5700\n"
    )


def test_natural_earth_alone_makes_a_gazetteer(out: Path) -> None:
    places = collection(out.with_name("places.geojson"), HELSINKI)
    regions = collection(out.with_name("admin1.geojson"), LAPLAND)
    build(out, natural_earth=[places, regions])
    gazetteer = Gazetteer.open(out)
    (helsinki,) = gazetteer.lookup("赫爾辛基")
    assert (helsinki.id, helsinki.latitude, helsinki.longitude) == ("geonames:658225", 60.17, 24.94)
    lapland = gazetteer.get("iso3166-2:FI-10")
    assert lapland is not None
    assert (lapland.name_zh, lapland.level, lapland.latitude) == ("拉普兰区", "region", 67.5)


def test_natural_earth_adds_names_to_the_places_of_a_dump(dump: Path, out: Path) -> None:
    tampere = HELSINKI | {"NAME": "Tampere", "GEONAMEID": 634963, "NAME_ZH": "坦佩雷"}
    pirkanmaa = LAPLAND | {"name": "Birkaland", "gn_id": 830708, "iso_3166_2": "FI-11"}
    earth = collection(out.with_name("earth.geojson"), tampere, pirkanmaa)
    made = build(out, geonames=dump, natural_earth=[earth])
    assert made["places"] == 5
    gazetteer = Gazetteer.open(out)
    assert [place.id for place in gazetteer.lookup("坦佩雷")] == ["geonames:634963"]
    assert [place.id for place in gazetteer.lookup("Birkaland")] == ["geonames:830708"]


def test_a_place_that_no_other_table_knows_is_left_out(out: Path) -> None:
    nameless = [HELSINKI | {"GEONAMEID": -1}, LAPLAND | {"iso_3166_2": "FI-X01~"},
                HELSINKI | {"ISO_A2": "-99"}]  # fmt: skip
    made = build(out, natural_earth=[collection(out.with_name("e.json"), HELSINKI, *nameless)])
    assert (made["places"], made["left_out"]) == (1, 3)


def test_outlines_do_no_harm(out: Path) -> None:
    path = collection(out.with_name("e.geojson"), LAPLAND)
    document = json.loads(path.read_text("utf-8"))
    document["features"][0]["geometry"] = {
        "type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]],
    }  # fmt: skip
    path.write_text(json.dumps(document), "utf-8")
    assert build(out, natural_earth=[path])["subdivisions"] == 1


def test_zips_are_read_as_they_are_published(dump: Path, out: Path) -> None:
    for name in ("allCountries", "alternateNamesV2"):
        with zipfile.ZipFile(out.with_name(f"{name}.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("iso-languagecodes.txt", "x\n" * 10_000)
            archive.write(dump.with_name(f"{name}.txt"), f"{name}.txt")
    zipped = out.with_name("zipped.sqlite")
    build(out, geonames=dump, alternates=dump.with_name("alternateNamesV2.txt"))
    build(zipped, geonames=out.with_name("allCountries.zip"),
          alternates=out.with_name("alternateNamesV2.zip"))  # fmt: skip
    assert Gazetteer.open(zipped).info()["hash"] == Gazetteer.open(out).info()["hash"]


def test_the_same_files_give_the_same_bytes(dump: Path, out: Path) -> None:
    build(out, geonames=dump)
    first = out.read_bytes()
    build(out, geonames=dump)
    assert out.read_bytes() == first


def test_malformed_lines_are_counted_and_the_first_are_shown(dump: Path, out: Path) -> None:
    bad = ["short\tline\n", spot(1, "Far").replace("60.45148", "160.4"), "\t" * 18 + "\n"]
    dump.write_bytes((PLACES + "".join(bad)).encode() + b"\xff\xfe\n" + b"x\n" * 50)
    (lines,) = build(out, geonames=dump)["malformed"].values()
    assert lines["count"] == 54
    assert lines["first"][:2] == [
        f"{dump}:8: 2 columns, expected 19",
        f"{dump}:9: an id or a coordinate is out of range",
    ]
    assert lines["first"][3] == f"{dump}:11: not UTF-8"
    assert len(lines["first"]) == 5


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"", "found no lines"), (NAMES.encode(), "10 columns, expected 19"),
     (b"id,name\n1,Turku\n", "1 columns, expected 19"), (b"\x89PNG\xff\n" * 30, "not UTF-8")],
)  # fmt: skip
def test_a_file_of_another_format_is_refused(dump: Path, content: bytes, found: str) -> None:
    dump.write_bytes(content)
    out = dump.with_name("out.sqlite")
    out.write_text("what stood here")
    with pytest.raises(UnreadableError, match=found) as caught:
        build(out, geonames=dump)
    assert "19 tab-separated columns" in caught.value.hint
    assert out.read_text() == "what stood here"
    assert {path.name for path in dump.parent.iterdir()} == {
        "allCountries.txt", "alternateNamesV2.txt", "out.sqlite",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "found"),
    [("{", "no JSON"), ("[]", "without a list of features"), ('{"features": []}', "no features"),
     ('{"features": [{"properties": {"name": "x"}}]}', "neither POP_MAX nor iso_3166_2"),
     ('{"features": [1]}', "no properties")],
)  # fmt: skip
def test_json_of_another_kind_is_refused(out: Path, content: str, found: str) -> None:
    path = out.with_name("x.geojson")
    path.write_text(content)
    with pytest.raises(UnreadableError, match=found):
        build(out, natural_earth=[path])


def test_missing_files_and_broken_zips_are_refused(dump: Path, out: Path) -> None:
    broken = out.with_name("broken.zip")
    broken.write_bytes(b"PK no zip")
    loop = out.with_name("loop.txt")
    loop.symlink_to(loop.name)
    for path in (broken, loop, out.with_name("none.txt"), out.with_name("none.zip")):
        with pytest.raises(UnreadableError, match="cannot be read"):
            build(out, geonames=path)
    with pytest.raises(UnreadableError, match="cannot be written"):
        build(out.parent / "no" / "folder", geonames=dump)
    with pytest.raises(UnreadableError, match="cannot be written"):
        build(dump / "below", geonames=dump)
    with pytest.raises(UnreadableError, match="no place to keep"):
        build(out, geonames=dump, countries=["PE"])


def test_no_input_and_the_embedded_file_are_never_overwritten(dump: Path, out: Path) -> None:
    for path in (dump, FILE):
        with pytest.raises(UsageError, match="would replace"):
            build(path, geonames=dump)
    with pytest.raises(UsageError, match="nothing to build from"):
        build(out, alternates=dump)

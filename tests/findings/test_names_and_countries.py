from __future__ import annotations

from dataclasses import replace

from builders import compared, mention, reference, rows, section, source, tables

from reconcile.findings.countries import country_conflicts, country_names
from reconcile.findings.footnotes import footnotes_about_another_place
from reconcile.findings.lists import layout_oddities, listed_twice, lost_parts, outdated_sources
from reconcile.findings.names import (
    mixed_characters,
    name_differences,
    non_cities,
    repeated_names,
)
from reconcile.findings.places import places_unknown
from reconcile.model import Anomaly, AsOf, Finding


def names(left: str, right: str) -> list[Finding]:
    return list(
        name_differences(
            compared((source("a"), tables(rows(left))), (source("b"), tables(rows(right))))
        )
    )


def test_diacritics_left_out_are_another_form() -> None:
    (found,) = names("Malmo | Sweden", "Malmö | Sweden")
    assert (found.kind, found.status) == ("name_form", "explained")
    assert found.values == {"a": "Malmo", "b": "Malmö"}


def test_a_misspelling_stands_open_with_the_right_spelling_as_suggestion() -> None:
    (found,) = names("Jyväskylla | Finland", "Jyväskylä | Finland")
    assert (found.kind, found.status) == ("name_spelling", "open")
    assert found.suggestion == "Jyväskylä"


def test_a_misspelling_in_the_prose_is_found_on_its_line() -> None:
    prose = tables(rows("Tampere | Finland"), mentions=(mention(10, "Tamperre"),))
    (found,) = name_differences(compared((source("a"), prose)))
    assert found.kind == "name_spelling"
    assert [(spot.line, spot.table) for spot in found.entries] == [
        (10, "entries"),
        (12, "mentions"),
    ]


def test_a_county_against_a_city_is_another_level() -> None:
    (found,) = names("Uppsala County | Sweden", "Uppsala | Sweden")
    assert (found.kind, found.status) == ("admin_level", "open")


def test_a_chinese_county_against_an_english_city_is_another_level() -> None:
    comparison = compared(
        (source("a"), tables(rows("Uppsala | Sweden"))),
        (source("b", "zh"), tables(rows("乌普萨拉省 | 瑞典"))),
    )
    assert [f.kind for f in name_differences(comparison)] == ["admin_level"]


def test_provinces_counted_as_cities_are_one_finding_a_source() -> None:
    listed = rows("Turku | Finland\nUppsala County | Sweden\nLodz Voivodeship | Poland")
    (found,) = non_cities(compared((source("a"), tables(listed))))
    assert found.values == {"a": "Uppsala County; Lodz Voivodeship"}


def test_traditional_characters_stand_out_in_a_simplified_list_only() -> None:
    mixed = rows("图尔库 | 芬兰\n萬塔 | 芬兰\n奥卢 | 芬兰")
    (found,) = mixed_characters(compared((source("a", "zh"), tables(mixed))))
    assert (found.values, found.suggestion) == ({"a": "萬塔"}, "万塔")
    throughout = rows("圖爾庫 | 芬蘭\n萬塔 | 芬蘭\n奧盧 | 芬蘭")
    assert not list(mixed_characters(compared((source("a", "zh"), tables(throughout)))))


def test_one_string_for_two_places_is_told_with_both_countries() -> None:
    listed = rows("圣地亚哥 | 智利\n圣地亚哥 | 古巴")
    (found,) = repeated_names(compared((source("a", "zh"), tables(listed))))
    assert found.kind == "duplicate_name_in_source"
    assert len(found.entries) == 2


def test_one_place_in_two_printings_of_one_list_is_listed_twice() -> None:
    listed = rows("Lodz | Poland\nTurku | Finland\nŁódź | Poland")
    (found,) = listed_twice(compared((source("a"), tables(listed))))
    assert [spot.line for spot in found.entries] == [10, 12]


def test_two_usual_names_of_a_country_are_one_finding_with_all_entries() -> None:
    left = rows("Brno | Czech Republic\nPlzeň | Czech Republic\nTurku | Finland")
    right = rows("Brno | Czechia\nPlzeň | Czechia\nTurku | Finland")
    (found,) = country_names(compared((source("a"), tables(left)), (source("b"), tables(right))))
    assert (found.status, len(found.entries)) == ("explained", 4)


def test_the_article_of_a_country_makes_no_other_name() -> None:
    left, right = rows("Leeds | the United Kingdom"), rows("Leeds | United Kingdom")
    assert not list(
        country_names(compared((source("a"), tables(left)), (source("b"), tables(right))))
    )


def test_one_partner_in_two_countries_is_a_conflict() -> None:
    comparison = compared(
        (source("a"), tables(rows("Savonlinna | Finland\nTurku | Finland"))),
        (source("b"), tables(rows("Savonlinna | Sweden\nTurku | Finland"))),
    )
    (found,) = country_conflicts(comparison)
    assert found.values == {"a": "Finland", "b": "Sweden"}


def test_a_conflict_of_countries_is_no_matter_of_two_usual_names() -> None:
    comparison = compared(
        (source("a"), tables(rows("Savonlinna | Finland\nTurku | Finland"))),
        (source("b"), tables(rows("Savonlinna | Sweden\nTurku | Finland"))),
    )
    assert not list(country_names(comparison))


def test_a_country_word_that_can_mean_two_is_held_to_the_one_that_another_list_names() -> None:
    left, right = rows("Kinshasa | Congo"), rows("Kinshasa | DR Congo")
    (found,) = country_names(compared((source("a"), tables(left)), (source("b"), tables(right))))
    assert found.message == ('Democratic Republic of the Congo is "Congo" in a and "DR Congo" in b')


def kinds(text: str, language: str = "en") -> list[str]:
    found = places_unknown(compared((source("a", language), tables(rows(text)))))
    return [finding.kind for finding in found]


def test_the_gazetteer_confirms_what_it_knows() -> None:
    assert kinds("Turku | Finland\nTampere | Finland") == []


def test_the_gazetteer_tells_a_misspelling_from_an_unknown_name() -> None:
    assert kinds("Jyvaskyllä | Finland") == ["name_spelling"]
    assert kinds("Xyzzyville | Finland") == ["unknown_place"]


def test_a_name_known_only_in_another_country_is_a_mismatch() -> None:
    assert kinds("Ouagadougou | Finland") == ["place_country_mismatch"]


def test_a_landscape_or_a_territory_is_no_city() -> None:
    assert kinds("Napa Valley Corridor Valley | United States") == ["non_place_entry"]
    assert kinds("Greenland | Denmark") == ["non_place_entry"]


def test_headings_without_entries_are_one_finding() -> None:
    wiki = tables(rows("Turku | Finland"), sections=(section(5, 0, "Pärnu"), section(9, 1)))
    (found,) = lost_parts(compared((source("a"), wiki)))
    assert [(spot.line, spot.table) for spot in found.entries] == [(5, "sections")]


def test_a_source_older_than_another_s_ties_is_outdated() -> None:
    old = source("b", as_of=AsOf(earliest="2010", latest="2010"))
    comparison = compared(
        (source("a"), tables(rows("Turku | Finland | 2012"))), (old, tables(rows("Oulu | Finland")))
    )
    (found,) = outdated_sources(comparison)
    assert found.values == {"b": "2010", "a": "2012"}


def test_layout_oddities_of_one_cause_are_one_finding() -> None:
    odd = tuple(Anomaly(source="a", line=n, what="blank line inside a table") for n in (12, 30))
    (found,) = layout_oddities(
        compared((source("a"), tables(rows("Turku | Finland"), anomalies=odd)))
    )
    assert [spot.line for spot in found.entries] == [12, 30]


def test_a_footnote_about_a_county_of_the_subject_s_name_is_found_on_its_line() -> None:
    title = "Gemellaggio con la Contea di Tartu"
    cited = tables(
        rows("Turku | Finland", references=(7,)),
        references=(replace(reference(7, ""), title=title),),
    )
    (found,) = footnotes_about_another_place(compared((source("a"), cited)))
    assert [(spot.line, spot.table) for spot in found.entries] == [
        (10, "entries"),
        (907, "references"),
    ]


def test_lines_that_the_reader_could_not_place_stand_open() -> None:
    unread = (Anomaly(source="a", line=40, what="could not be read: no rule of the layout fits"),)
    (found,) = layout_oddities(
        compared((source("a"), tables(rows("Turku | Finland"), anomalies=unread)))
    )
    assert (found.kind, found.status) == ("incomplete_capture", "open")


def test_two_names_that_the_gazetteer_knows_for_one_partner_are_two_usual_names() -> None:
    (found,) = names("Åbo | Finland", "Turku | Finland")
    assert (found.kind, found.status) == ("name_form", "explained")
    assert found.message.endswith(": two usual names")

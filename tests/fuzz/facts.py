"""Harnesses for what is read out of one short text: a date, a number, a total, a name."""

from __future__ import annotations

from fuzz.laws import text_of
from iso_dates import is_iso

from reconcile.fold import fold, fold_han, is_han
from reconcile.names import country, dates, han, numbers, translated
from reconcile.names.generic import levels_agree, split_generic
from reconcile.names.readings import readings
from reconcile.names.text import clean, parts, script
from reconcile.reading.document.items import listed
from reconcile.reading.document.totals import totals
from reconcile.reading.moments import find_moments
from reconcile.sound import letters


def date(data: bytes) -> None:
    """A parsed date is one of the calendar, and its own reading; a doubtful one has none."""
    text = text_of(data)
    found = dates.parse_date(text)
    if found:
        assert is_iso(found)
        assert dates.parse_date(found) == found
        assert dates.compare(found, found) == "equal"
        assert dates.compare(found[:4], found) != "conflict"
    doubtful = dates.ambiguous_date(text)
    assert len(doubtful) in {0, 2}
    assert not (doubtful and found)
    assert all(map(is_iso, doubtful))
    for moment in find_moments(text, found):
        assert not moment.date or is_iso(moment.date)
        assert 0 <= moment.start < moment.end <= len(text)


def number(data: bytes) -> None:
    """A number is whole and from 0, a total stands where it says."""
    text = text_of(data)
    found = numbers.parse_number(text)
    assert found is None or 0 <= found < 10**61
    if found is not None and found < 10**15:
        assert numbers.parse_number(str(found)) == found
    seen = totals(text)
    assert len({(total.what, total.relation) for total in seen}) == len(seen)
    for total in seen:
        assert total.what in {"entries", "countries"}
        assert total.value >= 0
        assert 0 <= total.offset < len(text)


def name(data: bytes) -> None:
    """Every step of the normalisation settles at once, and no step makes letters up."""
    text = text_of(data)
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert script(cleaned) in {"han", "latin", "mixed", "other", ""}
    zh, en = parts(cleaned)
    assert script(zh) in {"han", ""}
    assert script(en) in {"latin", ""}
    for folded in (fold, fold_han):
        assert folded(folded(text)) == folded(text)
        assert folded(folded(cleaned)) == folded(cleaned)
    simple = han.simplified(cleaned)
    assert han.simplified_many([cleaned, "里昂"]) == [simple, "里昂"]
    if is_han(cleaned):
        assert is_han(fold_han(cleaned))
    for language in ("zh", "en"):
        found = split_generic(cleaned, language=language)
        assert found.specific in cleaned
        assert found.generic in cleaned
        assert bool(found.generic) == (found.level is not None)
        assert levels_agree(found.generic, "city") == levels_agree("city", found.generic)
        assert -1 <= levels_agree(found.generic, "province") <= 1
    assert all(word.isascii() and word for word in letters.words(cleaned))
    assert set(letters.han(cleaned)) <= set(cleaned)


def place(data: bytes) -> None:
    """What is known of any name: countries, readings, its parts when it is translated."""
    text = clean(text_of(data))[:200]
    codes = country.country_codes(text)
    assert all(len(code) == 2 for code in codes)
    assert len(set(codes)) == len(codes)
    country.country_form(text)
    country.suggest_country(text)
    for code in ("JP", "KR", "VN"):
        assert all(reading.text.strip() for reading in readings(text, code))
    if script(text) == "han":
        translated.han_parts(text)
        translated.han_orders(text)
    else:
        translated.latin_parts(text)
        translated.latin_orders(text)
    for one in listed(text):
        assert one.name

"""Zip archives of XML from strangers."""

from __future__ import annotations

import io
import zipfile

import pytest

from reconcile.archives import MAX_DEPTH, MAX_INSIDE, Part, elements, refuse_document_type

BOMB = '<!DOCTYPE a [<!ENTITY b "bb">]><a><b>&b;</b></a>'


def test_elements_of_a_tag_come_in_order_with_all_that_is_in_them() -> None:
    xml = b'<x xmlns="u"><a n="1">p<b>q</b></a><c/><a n="2"/></x>'
    found = list(elements(io.BytesIO(xml), "{u}a"))
    assert [(e.get("n"), "".join(e.itertext())) for e in found] == [("1", "pq"), ("2", "")]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "latin-1"])
def test_a_document_type_is_refused_in_every_encoding(codec: str) -> None:
    data = f'<?xml version="1.0" encoding="{codec}"?>{BOMB}'.encode(codec)
    with pytest.raises(ValueError, match="document type"):
        list(elements(io.BytesIO(data), "b"))
    with pytest.raises(ValueError, match="document type"):
        refuse_document_type(io.BytesIO(data))
    refuse_document_type(io.BytesIO(b"<a>&lt;!DOCTYPE</a>"))


def test_depth_and_number_of_elements_are_bounded() -> None:
    with pytest.raises(ValueError, match="deep"):
        list(elements(io.BytesIO(b"<a>" * (MAX_DEPTH + 1)), "b"))
    row = b"<r>" + b"<c/>" * MAX_INSIDE + b"</r>"
    with pytest.raises(ValueError, match="inside one"):
        list(elements(io.BytesIO(row), "r"))


def test_a_part_may_not_have_elements_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconcile.archives.MAX_ELEMENTS", 1_000)
    assert len(list(elements(io.BytesIO(b"<x>" + b"<a/>" * 999 + b"</x>"), "a"))) == 999
    for tag in ("a", "b"):
        with pytest.raises(ValueError, match="more than 1,000 elements"):
            list(elements(io.BytesIO(b"<x>" + b"<a/>" * 1_000 + b"</x>"), tag))


def test_a_part_ends_in_an_error_where_more_comes_out_than_it_may() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", bytes(3 << 20))
    with zipfile.ZipFile(packed) as archive:
        part = Part(archive, "a", 1 << 20)
        assert len(part.read(1 << 20)) == 1 << 20
        with pytest.raises(ValueError, match="1 MiB"):
            part.read(1)

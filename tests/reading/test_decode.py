"""Bytes to text, or a message that says which byte stands in the way."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.errors import UnreadableError
from reconcile.reading import decode

CHINESE = "塔尔图市国际友好城市一览\n1.\t图尔库\t芬兰\t1989.5.3\n2.\t吕讷堡\t德国\t1993.10.29\n"


@pytest.mark.parametrize(
    "data",
    [
        CHINESE.encode(),
        codecs.BOM_UTF8 + CHINESE.encode(),
        codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + CHINESE.encode("utf-32-le"),
        CHINESE.encode("gb18030"),
        CHINESE.encode("gb2312"),
        CHINESE.encode("utf-16-le"),
        CHINESE.encode("utf-16-be"),
    ],
)
def test_a_usual_encoding_is_told_by_its_bytes(data: bytes) -> None:
    assert decode(data, where="a.txt") == CHINESE


@pytest.mark.parametrize(
    "text",
    [
        "塔爾圖市國際友好城市一覽與圖爾庫\n",
        "臺北市締結姊妹市一覽表\n編號,城市,國家,締盟日期\n1,休士頓,美國,民國五十年\n",
        "1. 雪梨，澳洲（1968年）\n2. 約翰尼斯堡，南非（1983年）\n",
    ],
)
def test_traditional_chinese_in_big5_is_told_by_its_bytes(text: str) -> None:
    assert decode(text.encode("cp950"), where="a.txt") == text


@pytest.mark.parametrize(
    ("declared", "codec"), [("gb2312", "gbk"), ("big5", "cp950"), ("iso-8859-2", "iso-8859-2")]
)
def test_a_page_says_its_own_encoding(declared: str, codec: str) -> None:
    word = "Łódź" if codec.startswith("iso") else "城市"
    page = f'<html><head><meta charset="{declared}"></head><p>{word}</p></html>'
    assert word in decode(page.encode(codec), where="a.html")


def test_the_source_can_name_the_encoding() -> None:
    text = "Malmö och Ängelholm\n"
    assert decode(text.encode("latin-1"), where="a.txt", encoding="latin-1") == text
    with pytest.raises(UnreadableError, match="utf-16-le"):
        decode("Łódź".encode("utf-16-le")[:-1], where="a.txt", encoding="utf-16-le")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Lüneburg, Łódź\nMalmö\n", "cp1250"),
        ("Malmö och Ängelholm är städer\n", "latin-1"),
        ("Города-побратимы города Тарту и другие\n", "cp1251"),
        ("姉妹都市・友好都市はいくつありますか\n", "shift_jis"),
        ("姉妹都市と友好都市のリストです、ここにあります\n", "euc_jp"),
        ("타르투시의 자매도시는 투르쿠와 뤼네부르크입니다\n", "euc_kr"),
    ],
)
def test_another_encoding_is_refused_with_the_line_and_the_byte(text: str, encoding: str) -> None:
    data = f"one\ntwo {text}".encode(encoding)
    with pytest.raises(UnreadableError) as error:
        decode(data, where="a.txt")
    assert error.value.where == "a.txt:2"
    assert "byte 0x" in error.value.message
    assert "UTF-8" in error.value.hint


def test_a_nul_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableError, match="NUL") as error:
        decode(b"Turku\0Tartu\n", where="a.txt")
    assert error.value.where == "a.txt:1"


def test_a_cut_utf16_is_refused() -> None:
    with pytest.raises(UnreadableError, match="UTF-16"):
        decode(codecs.BOM_UTF16_LE + b"a\0b", where="a.txt")


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n", where="a.txt") == "a\r\nb\rc\n"


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data, where="a.txt")
    except UnreadableError as error:
        where = error.where
    else:
        where = "a.txt:"
        assert "\0" not in text
    assert where.startswith("a.txt:")


@given(st.text(alphabet=st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])))
def test_utf8_comes_back_whole(text: str) -> None:
    assert decode(text.encode(), where="a.txt") == text

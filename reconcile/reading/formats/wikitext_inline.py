"""What stands in a line of wikitext: links, flags, footnotes, language variants."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from reconcile.names.dates import iso, parse_date
from reconcile.reading.formats.blocks import Note, Skipped, Text, Writer
from reconcile.reading.formats.limits import MAX_TEMPLATE

if TYPE_CHECKING:
    from mwparserfromhell.nodes import Template

_ASIDE: Final = re.compile(r"(?:category|file|image|分类|分類|文件|檔案|图像|圖像|media)\s*:", re.I)
_INTERWIKI: Final = re.compile(r":?[a-z]{2,3}(?:-[a-z]+)?:", re.IGNORECASE)
_VARIANT: Final = re.compile(r"-\{([^{}]*)\}-")
_WANTED: Final = ("zh-cn", "zh-hans", "zh-sg", "zh", "zh-hant", "zh-tw", "zh-hk")
_FLAG: Final = {"flagicon", "flag icon", "flagcountry2", "旗帜", "flagdeco", "flagicon2", "flagd"}
_FLAG_TEXT: Final = {"flag", "flagcountry", "flagu", "flag+link", "flaglist", "国旗", "flagg"}
_LINKS: Final = {
    "link-en",
    "le",
    "link-ja",
    "lj",
    "link-de",
    "link-fr",
    "link-ru",
    "link-wd",
    "link-es",
}
_ILL: Final = {"ill", "illm", "interlanguage link", "internal link helper"}
_SECOND: Final = {"lang", "nobold", "color", "font color", "tooltip", "abbr", "small", "nowrap",
                  "nobr", "transl", "big", "linktext", "le"}  # fmt: skip
_DATES: Final = {"date", "dts", "start date", "start date and age", "dtsh", "日期"}
_NOTES: Final = {"efn", "notetag", "note", "refn", "r", "sfn", "citation needed", "cn", "fact",
                 "来源请求", "dead link", "clarify"}  # fmt: skip
_CITE: Final = re.compile(r"cit(?:e|ation)|引用|webarchive", re.IGNORECASE)
_URL: Final = re.compile(r"https?://(?:www\.)?([^/\s\]|]+)", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z]{3}")


@dataclass(slots=True)
class Inliner:
    """Texts of one page; it numbers the footnotes as they come."""

    where: str
    title: str = ""
    skipped: list[Skipped] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    contents: dict[int, tuple[str, int]] = field(default_factory=dict)
    unnamed: int = 0

    def text(self, source: str, line: int) -> Text:
        """The text of a piece of wikitext that begins on `line`."""
        writer = Writer()
        opened = source.count("{{") + source.count("[[") + 100 * source.count("{|")
        if len(source) > MAX_TEMPLATE or opened > 2_000:
            writer.add(source[:MAX_TEMPLATE], line)
            return writer.text()
        self._write(_VARIANT.sub(_variant, source), line, writer, strong=False, depth=0)
        return writer.text()

    def notes(self) -> tuple[Note, ...]:
        """The footnotes of the page, by number."""
        return tuple(_note(number, *self.contents[number]) for number in sorted(self.contents))

    def _write(self, source: str, line: int, writer: Writer, *, strong: bool, depth: int) -> None:
        if not re.search(r"[\[{<&']", source) or depth > 12:
            writer.add(source, line, strong=strong)
            return
        import mwparserfromhell

        for node in mwparserfromhell.parse(source).nodes:
            self._node(node, line, writer, strong=strong, depth=depth)
            line += str(node).count("\n")

    def _node(self, node: Any, line: int, writer: Writer, *, strong: bool, depth: int) -> None:
        kind = type(node).__name__
        if kind == "Text":
            writer.add(str(node.value), line, strong=strong)
        elif kind == "Wikilink":
            title = str(node.title).strip()
            if _ASIDE.match(title) or (_INTERWIKI.match(title) and node.text is None):
                lines = tuple(range(line, line + str(node).count("\n") + 1))
                self.skipped.append(Skipped(lines, "an image, a category or another language"))
            else:
                shown = str(node.text) if node.text is not None else title.lstrip(":")
                self._write(shown, line, writer, strong=strong, depth=depth + 1)
        elif kind == "ExternalLink":
            if node.title is not None:
                self._write(str(node.title), line, writer, strong=strong, depth=depth + 1)
            elif not node.brackets:
                writer.add(str(node.url), line, strong=strong)
        elif kind == "HTMLEntity":
            writer.add(html.unescape(str(node)), line, strong=strong)
        elif kind == "Tag":
            self._tag(node, line, writer, strong=strong, depth=depth)
        elif kind == "Template":
            self._template(node, line, writer, strong=strong, depth=depth)
        elif kind == "Heading":
            writer.add(str(node), line)

    def _tag(self, node: Any, line: int, writer: Writer, *, strong: bool, depth: int) -> None:
        name = str(node.tag).strip().lower()
        if name == "ref":
            writer.references.append(self._reference(node, line))
        elif name == "br":
            writer.end_line()
        elif name == "references" and node.contents is not None:
            self._write(str(node.contents), line, Writer(), strong=False, depth=depth + 1)
        elif name not in {"rt", "rp", "references", "gallery", "hr"} and node.contents is not None:
            bold = strong or name in {"b", "strong"}
            inner = line + str(node)[: max(str(node).find(str(node.contents)), 0)].count("\n")
            self._write(str(node.contents), inner, writer, strong=bold, depth=depth + 1)

    def _reference(self, node: Any, line: int) -> int:
        name = str(node.get("name").value).strip(" \"'") if node.has("name") else ""
        if not name:
            self.unnamed += 1
            name = f"\0{self.unnamed}"
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        content = str(node.contents) if node.contents is not None else ""
        if content.strip():
            self.contents.setdefault(number, (content, line))
        return number

    def _template(
        self, node: Template, line: int, writer: Writer, *, strong: bool, depth: int
    ) -> None:
        name = str(node.name).strip().replace("_", " ")
        low = name.lower()
        values = [str(p.value).strip() for p in node.params if not p.showkey]
        first = values[0] if values else ""
        if low in _FLAG or low.startswith("flagicon"):
            writer.flags.append(_plain(first))
        elif low in _FLAG_TEXT or (_CODE.fullmatch(name) and _country(name)):
            writer.flags.append(_plain(first if low in _FLAG_TEXT else name))
            shown = first if low in _FLAG_TEXT else ""  # a code stands for the country's name
            shown = str(node.get("name").value) if node.has("name") else shown
            writer.add(f"{_plain(shown)} ", line, strong=strong)
        elif low in _DATES:
            numbers = [int(v) for v in values[:3] if v.isdigit()]
            writer.add((iso(*numbers) if numbers else "") or first, line, strong=strong)
        elif low in _ILL or low in _LINKS:
            given = [str(node.get(k).value) for k in ("lt", "display", "1") if node.has(k)]
            text = (given or [first])[0] if low in _ILL else (values[2:3] or [first])[0]
            self._write(text, line, writer, strong=strong, depth=depth + 1)
        elif low in {"nbsp", "space", "·", "dot", "•", "snd", "ndash", "spaced ndash", "–"}:
            writer.add(" – " if "nd" in low or low == "–" else " ", line)
        elif low in _NOTES:
            writer.references.extend([0] * (low not in {"dead link", "clarify"}))
        elif low in _SECOND and values:
            self._write(values[-1], line, writer, strong=strong, depth=depth + 1)
        elif low in {"ubl", "unbulleted list", "plainlist", "hlist", "flatlist", "bulleted list"}:
            for value in values:
                self._write(value, line, writer, strong=strong, depth=depth + 1)
                writer.end_line()
        elif low == "reflist" and node.has("refs"):
            refs = str(node.get("refs").value)
            before = str(node).find(refs)
            start = line + str(node)[: max(before, 0)].count("\n")
            self._write(refs, start, Writer(), strong=False, depth=depth + 1)
            self._set_aside(node, line, name)
        else:
            self._set_aside(node, line, name)

    def _set_aside(self, node: Template, line: int, name: str) -> None:
        lines = tuple(range(line, line + str(node).count("\n") + 1))
        self.skipped.append(Skipped(lines, f"template {' '.join(name.split())[:60]}"))


def _variant(match: re.Match[str]) -> str:
    """The simplified form of `-{zh-cn:悉尼; zh-tw:雪梨}-`; the text of `-{悉尼}-`."""
    inner = match[1].rpartition("|")[2]
    forms = {}
    for part in inner.split(";"):
        language, mark, text = part.partition(":")
        if mark:
            forms[language.strip().lower()] = text.strip()
    chosen = next((forms[w] for w in _WANTED if w in forms), "")
    return chosen or inner


def _country(code: str) -> str:
    """The country of a code, in English; empty where it is none."""
    from reconcile.names.country import country_codes, country_name

    codes = country_codes(code)
    return country_name(codes[0], "en") if codes else ""


def _plain(text: str) -> str:
    """The text of a template's argument, without links and comments."""
    if not re.search(r"[\[{<]", text):
        return text
    import mwparserfromhell

    return str(mwparserfromhell.parse(text).strip_code()).strip()


def _note(number: int, content: str, line: int) -> Note:
    import mwparserfromhell

    lines = tuple(range(line, line + content.count("\n") + 1))
    if len(content) > MAX_TEMPLATE:
        return Note(number, lines)
    code = mwparserfromhell.parse(content)
    for template in code.filter_templates(recursive=False):
        if _CITE.search(str(template.name)):
            given = {
                str(p.name).strip().lower(): _plain(str(p.value).strip()) for p in template.params
            }

            def of(*names: str, given: dict[str, str] = given) -> str:
                return next((given[name] for name in names if given.get(name)), "")

            url = _URL.search(of("url"))
            return Note(
                number,
                lines,
                site=of("website", "work", "newspaper", "journal", "publisher")
                or (url[1] if url else ""),
                title=of("title", "script-title", "trans-title"),
                published=parse_date(of("date", "year")),
                retrieved=parse_date(of("access-date", "accessdate")),
            )
    for link in code.filter_external_links(recursive=False):
        url = _URL.search(str(link.url))
        title = _plain(str(link.title)) if link.title is not None else ""
        return Note(number, lines, site=url[1] if url else "", title=title)
    return Note(number, lines, title=_plain(content)[:200])

"""The words of a letter to a publisher, in the two languages that sources have.

A sentence may name `{mine}` (what the publisher prints), `{suggestion}` and `{partner}`. Only kinds
of finding that a publisher can correct have sentences: with a suggestion, without one and, where
it reads differently, about the publisher's page alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything that a letter says in one language."""

    subject: str
    greeting: str
    opening: str
    corrections: str
    nothing: str
    known: str
    closing: str
    ending: str
    line: str
    lines: str
    number: str
    whole: str
    absent: str
    yours: str
    reason: str
    comma: str
    colon: str
    joiner: str
    totals: str
    relations: Mapping[str, str]
    sentences: Mapping[str, tuple[str, str]]
    alone: Mapping[str, str]


ENGLISH = Words(
    subject="Suggested corrections to “{title}”",
    greeting="Dear editors,",
    opening=(
        "We compared your list “{title}”{about} with {others}. Below is what we believe to be "
        "worth correcting, each point with what your page says and what the other sources say. "
        "Line numbers count the lines of each page's text."
    ),
    corrections="Suggested corrections ({count})",
    nothing="We found nothing to correct. Thank you for keeping it so carefully.",
    known="Differences that we know of and leave as they are ({count})",
    closing=(
        "Should we be mistaken in a point, we would be grateful for a word from you, so that we "
        "can record your reason. Thank you for publishing the list."
    ),
    ending="Yours sincerely,",
    line="line {lines}",
    lines="lines {lines}",
    number="No. {number}: ",
    whole="the page as a whole",
    absent="not listed",
    yours="your page",
    reason="Reason: {reason}",
    comma=", ",
    colon=": ",
    joiner=", ",
    totals="{stated} stated, {counted} listed",
    relations={
        "sister": "sister city",
        "friendship": "friendship city",
        "exchange": "friendly exchange city",
        "memorandum": "memorandum",
        "visit": "visit",
    },
    sentences={
        "name_spelling": (
            "The name is printed as “{mine}”; the usual spelling is “{suggestion}”.",
            "The name is printed as “{mine}”; other sources spell it in another way.",
        ),
        "country_typo": (
            "The country is printed as “{mine}”; probably “{suggestion}” is meant.",
            "The country is printed as “{mine}”, which is the name of no country.",
        ),
        "country_conflict": (
            "The country is given as “{mine}”; probably it is “{suggestion}”.",
            "The country is given as “{mine}”; other sources give another one.",
        ),
        "place_country_mismatch": (
            "The place is not known in the country given; perhaps “{suggestion}” is meant.",
            "The place is not known in the country given.",
        ),
        "unknown_place": (
            "No place of the name “{mine}” is known; perhaps “{suggestion}” is meant.",
            "No place of the name “{mine}” is known.",
        ),
        "date_conflict": (
            "The date is given as {mine}; probably it is {suggestion}.",
            "The date is given as {mine}; another date is given as well.",
        ),
        "missing_entry": (
            "{partner} is not in your list; the sources below have it.",
            "{partner} is not in your list; the sources below have it.",
        ),
        "total_vs_listed": (
            "The total stated differs from the list: {mine}.",
            "The total stated differs from the list: {mine}.",
        ),
        "total_vs_total": (
            "Your total is {mine}; another source has another total.",
            "Your total is {mine}; another source has another total.",
        ),
        "duplicate_entry": (
            "The same place is listed more than once: {mine}.",
            "The same place is listed more than once: {mine}.",
        ),
        "admin_level": (
            "The entry reads “{mine}”; “{suggestion}” may be meant.",
            "The entry reads “{mine}”; other sources name a place of another administrative level.",
        ),
        "relation_type": (
            "The tie is given as {mine}; that does not agree with what is told of it elsewhere.",
            "The tie is given as {mine}; that does not agree with what is told of it elsewhere.",
        ),
        "non_place_entry": (
            "“{mine}” is no place of the kind that the list holds.",
            "“{mine}” is no place of the kind that the list holds.",
        ),
        "order_violation": (
            "The row stands out of the order that the list follows.",
            "The row stands out of the order that the list follows.",
        ),
        "ordinal_gap": (
            "The numbering of the list skips or repeats a number here.",
            "The numbering of the list skips or repeats a number here.",
        ),
        "internal_inconsistency": (
            "Two statements of the page contradict each other: {mine}.",
            "Two statements of the page contradict each other: {mine}.",
        ),
        "outdated": (
            "The page is older than what other sources tell ({mine}).",
            "The page is older than what other sources tell ({mine}).",
        ),
    },
    alone={
        "admin_level": "“{mine}” names a county, a province or the like; please check whether it "
        "belongs into a list of cities.",
    },
)

CHINESE = Words(
    subject="关于《{title}》的更正建议",
    greeting="尊敬的编辑：",
    opening=(
        "您好！我们将贵方发布的《{title}》{about}与{others}作了逐条比对。现将我们认为值得更正之处"
        "整理如下，每一条均列出贵方页面及其他来源的原文，供核实。行号均指各页面正文的行数。"
    ),
    corrections="更正建议（{count}条）",
    nothing="我们没有发现需要更正之处。感谢贵方的细致工作。",
    known="已知并保留的差异（{count}条）",
    closing="如有我们理解不当之处，敬请告知，我们会记录贵方的说明。感谢贵方发布这份名单。",
    ending="此致\n敬礼",
    line="第{lines}行",
    lines="第{lines}行",
    number="序号{number}：",
    whole="整个页面",
    absent="未列出",
    yours="贵方页面",
    reason="理由：{reason}",
    comma="，",
    colon="：",
    joiner="、",
    totals="文中所述为{stated}，实际列出{counted}",
    relations={
        "sister": "友好城市",
        "friendship": "友好关系",
        "exchange": "友好合作交流城市",
        "memorandum": "备忘录",
        "visit": "访问",
    },
    sentences={
        "name_spelling": (
            "名称写作“{mine}”，通行写法为“{suggestion}”。",
            "名称写作“{mine}”，与其他来源的写法不同。",
        ),
        "country_typo": (
            "国家写作“{mine}”，疑为“{suggestion}”之误。",
            "国家写作“{mine}”，查无此国名。",
        ),
        "country_conflict": (
            "国家写作“{mine}”，疑应为“{suggestion}”。",
            "国家写作“{mine}”，与其他来源不一致。",
        ),
        "place_country_mismatch": (
            "所列国家查无此地，疑应为“{suggestion}”。",
            "所列国家查无此地。",
        ),
        "unknown_place": (
            "查无名为“{mine}”的地方，疑应为“{suggestion}”。",
            "查无名为“{mine}”的地方。",
        ),
        "date_conflict": (
            "日期写作{mine}，疑应为{suggestion}。",
            "日期写作{mine}，另有不同的日期。",
        ),
        "missing_entry": (
            "名单中没有{partner}，而下列来源列有该地。",
            "名单中没有{partner}，而下列来源列有该地。",
        ),
        "total_vs_listed": (
            "所述总数与名单不符：{mine}。",
            "所述总数与名单不符：{mine}。",
        ),
        "total_vs_total": (
            "贵方所述总数为{mine}，与另一来源不同。",
            "贵方所述总数为{mine}，与另一来源不同。",
        ),
        "duplicate_entry": (
            "同一地方重复列出：{mine}。",
            "同一地方重复列出：{mine}。",
        ),
        "admin_level": (
            "此条写作“{mine}”，疑应为“{suggestion}”。",
            "此条写作“{mine}”，其他来源所指的行政级别不同。",
        ),
        "relation_type": (
            "关系列为{mine}，与其他记述不一致。",
            "关系列为{mine}，与其他记述不一致。",
        ),
        "non_place_entry": (
            "“{mine}”不属于名单所列的地方类别。",
            "“{mine}”不属于名单所列的地方类别。",
        ),
        "order_violation": (
            "此行不符合名单的排列顺序。",
            "此行不符合名单的排列顺序。",
        ),
        "ordinal_gap": (
            "此处序号有缺漏或重复。",
            "此处序号有缺漏或重复。",
        ),
        "internal_inconsistency": (
            "页面中有两处说法互相矛盾：{mine}。",
            "页面中有两处说法互相矛盾：{mine}。",
        ),
        "outdated": (
            "页面内容早于其他来源的记述（{mine}）。",
            "页面内容早于其他来源的记述（{mine}）。",
        ),
    },
    alone={
        "admin_level": "“{mine}”为郡、省、州等行政区，请核实是否应列入城市名单。",
    },
)

WORDS: Mapping[str, Words] = {"en": ENGLISH, "zh": CHINESE}

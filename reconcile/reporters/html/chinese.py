"""The kinds of finding in Chinese, and one sentence for a finding made from what it holds.

The rules write their messages in English; the page shows them beside this sentence.
"""

from __future__ import annotations

from reconcile.kinds import BY_NAME
from reconcile.model import Finding
from reconcile.reporters.places import by_source, source_lines

# name: (title, what it says; `{who}` sources and lines with what they say, `{absent}` sources that
# lack it, `{subject}`, `{suggestion}`)
KINDS: dict[str, tuple[str, str]] = {
    "schema": ("值不符合模式", "{who}：值不符合该来源的模式"),
    "missing_entry": ("名单中缺少该地点", "{absent} 的{subject}名单中没有；列出者：{who}"),
    "total_vs_listed": ("声明的总数与名单不符", "声明的总数与所列条目：{who}"),
    "total_vs_total": ("两个来源的总数不同", "两个来源的总数：{who}"),
    "name_spelling": ("名称拼写有误", "名称拼写不一致：{who}"),
    "country_typo": ("国家名称有误", "国家名称有误：{who}"),
    "country_conflict": ("来源所写国家不同", "同一伙伴的国家不同：{who}"),
    "place_country_mismatch": ("该地点属于另一国家", "地名录只知道该名称在另一国家：{who}"),
    "duplicate_entry": ("重复列出", "同一地点在一份名单中出现两次：{who}"),
    "date_conflict": ("同一事件有两个日期", "同一事件的日期不同：{who}"),
    "admin_level": ("行政级别不同", "城市与县、省等级别不同：{who}"),
    "relation_type": ("关系级别不同", "名单与正文（或两个来源）所述关系级别不同：{who}"),
    "possible_match": ("需要人工判断的配对", "可能是同一地点，证据不足：{who}"),
    "ambiguous_name": ("名称可指多个地点", "名称可指多个地点：{who}"),
    "unknown_place": ("地名录中没有该地点", "地名录中没有该名称，也没有相近拼写：{who}"),
    "non_place_entry": ("条目不是所列类型的地点", "不是该名单应列的地点：{who}"),
    "order_violation": ("次序有误", "有的行不符合名单的次序：{who}"),
    "ordinal_gap": ("编号中断", "编号跳号、重复或倒退：{who}"),
    "internal_inconsistency": ("来源自相矛盾", "同一来源自相矛盾：{who}"),
    "incomplete_capture": ("来源的一部分未采集到", "采集时丢失了内容，这不等于没有条目：{who}"),
    "stale_decision": ("决定已失效", "决定已过期，或不再对应任何发现：{who}"),
    "name_form": ("同一名称的另一形式", "同一名称的不同形式：{who}"),
    "country_name": ("同一国家的另一名称", "同一国家的不同名称：{who}"),
    "date_precision": ("日期精度不同", "日期一致，但精度不同：{who}"),
    "date_format": ("日期写法不同", "同一日期的不同写法：{who}"),
    "duplicate_name_in_source": ("同名异地", "同一来源中一个名称指两个地点：{who}"),
    "outdated": ("来源较旧", "来源的时间不同，较旧者未含较新的内容：{who}"),
    "format_anomaly": ("排版异常", "排版会妨碍简单的读取程序：{who}"),
}


def title(kind: str) -> tuple[str, str]:
    """The title of a kind in English and Chinese."""
    known = BY_NAME.get(kind)
    english = known.title if known else kind
    return english, KINDS.get(kind, (english, ""))[0]


def sentence(finding: Finding) -> str:
    """What was found, in one Chinese sentence; names and values as the sources print them."""
    heading, pattern = KINDS.get(finding.kind, (finding.kind, "{who}"))
    lines = by_source(finding.entries)
    said = [
        f"{source_lines(source, lines.get(source, ()), most=3)} 作“{value}”"
        for source, value in finding.values.items()
        if value is not None
    ]
    said += [
        source_lines(source, own, most=3)
        for source, own in lines.items()
        if finding.values.get(source) is None
    ]
    absent = [s for s, value in finding.values.items() if value is None and s not in lines]
    if "{absent}" in pattern and not absent:
        pattern = heading + "：{who}"
    # str.format reads its pattern only, never what it fills in.
    return pattern.format(
        who="，".join(said) or "见下", absent="、".join(absent), subject=finding.subject
    )

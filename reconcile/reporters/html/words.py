"""What the page itself says, in English and Chinese; `{0}` takes a number or a name.

The page is written in English. Its script replaces each text by the Chinese one of the same key,
so one file serves both readers. What a source says is never translated.
"""

from __future__ import annotations

import json
from functools import lru_cache

from markupsafe import Markup, escape

from reconcile.reporters.safe import visible

WORDS: dict[str, tuple[str, str]] = {
    "skip": ("Skip to the findings", "跳到发现"),
    "contents": ("Contents", "目录"),
    "answer": ("The totals", "总数"),
    "no_totals": ("No two totals could be compared.", "没有可以比较的总数。"),
    "changes": ("Since the baseline", "与基线相比"),
    "new": ("new", "新增"),
    "fixed": ("fixed", "已修复"),
    "still_open": ("still open", "仍未解决"),
    "fixed_unknown": ("not told by this run", "本次运行未提供"),
    "findings": ("What to do", "需要做什么"),
    "matrix": ("Who lists whom", "谁列出了谁"),
    "map": ("Where they are", "伙伴所在地"),
    "sources": ("The sources", "来源"),
    "source": ("Source", "来源"),
    "kind": ("Kind", "类型"),
    "severity": ("Severity", "严重程度"),
    "status": ("Status", "状态"),
    "all": ("all", "全部"),
    "reset": ("Show all", "全部显示"),
    "filters": ("Filter the findings", "筛选发现"),
    "shown": ("{0} of {1} shown", "显示 {0} / {1}"),
    "rows": ("{0} to {1}", "第 {0} 至 {1} 项"),
    "rest_in_table": ("and {0} more in the table above", "其余 {0} 个见上表"),
    "needs_script": (
        "Rows behind a heading such as 101 to 200 need a script; report.md has them all.",
        "“第 101 至 200 项”之类标题下的内容需要脚本；report.md 列出全部内容。",
    ),
    "none_shown": ("No finding fits these filters.", "没有符合筛选条件的发现。"),
    "language": ("中文", "English"),
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "info": ("info", "提示"),
    "open": ("open", "未解决"),
    "explained": ("explained", "已解释"),
    "accepted": ("accepted", "已接受"),
    "unchecked": ("could not be checked", "无法核对"),
    "unchecked_is": (
        "These parts could not be compared. That is no agreement, and no absence either.",
        "这些部分无法比较：既不表示一致，也不表示缺失。",
    ),
    "suggestion": ("Suggestion", "建议"),
    "perhaps": ("Perhaps", "或许"),
    "because": ("Explained", "解释"),
    "decided": ("Decided", "决定"),
    "reasons": ("Held to be one place because", "视为同一地点的理由"),
    "out_of_scope": ("out of scope", "不在范围内"),
    "absent": ("not listed", "未列出"),
    "decide": ("Decide", "作出决定"),
    "line": ("Line", "行"),
    "chinese": ("Chinese", "中文"),
    "pinyin": ("Pinyin", "拼音"),
    "english": ("English", "英文"),
    "country": ("Country", "国家"),
    "date": ("Date", "日期"),
    "says": ("Says", "所述"),
    "more_lines": ("and {0} more: {1}", "另有 {0} 处：{1}"),
    "nothing_open": ("Nothing is open.", "没有未解决的问题。"),
    "partner": ("Partner", "伙伴"),
    "relation": ("Relation", "关系"),
    "state": ("State", "状态"),
    "confidence": ("Confidence", "置信度"),
    "matrix_is": (
        "Numbers are lines of the original. A dash: outside what that source lists.",
        "数字是原文的行号。横线：不在该来源所列的范围之内。",
    ),
    "sister": ("sister", "友城"),
    "friendship": ("friendship", "友好关系"),
    "exchange": ("exchange", "友好合作交流"),
    "memorandum": ("memorandum", "备忘录"),
    "visit": ("visit", "访问"),
    "agrees": ("sources agree", "来源一致"),
    "s_error": ("an error is open", "有未解决的错误"),
    "s_warning": ("a warning is open", "有未解决的警告"),
    "alone": ("only one source lists such ties", "只有一个来源列此类关系"),
    "settled": ("differs, explained or accepted", "有差异，已解释或接受"),
    "map_as_text": ("The map as text", "地图的文字版"),
    "not_on_map": ("Not on the map: no coordinates", "未在地图上：无坐标"),
    "map_is": (
        "Each mark is one partner; shape and colour tell its state. Land only: no borders.",
        "每个标记代表一个伙伴，形状和颜色表示状态。只画陆地，不画边界。",
    ),
    "rests_on": ("Rests on (its agreement is not independent)", "依据（其一致并非独立佐证）"),
    "as_of": ("As of", "截至"),
    "not_stated": ("not stated", "未注明"),
    "entries": ("Entries", "条目"),
    "compared": ("{0} entries, {1} of them compared here", "{0} 个条目，其中 {1} 个参与比较"),
    "schema_checks": ("Schema", "模式检查"),
    "schema_none": ("no value breaks it", "没有不符合模式的值"),
    "schema_unchecked": ("not checked: it names no schema", "未检查：未指定模式"),
    "unread_lines": ("{0} lines of the original could not be read", "原文有 {0} 行未能读取"),
    "schema_some": ("{0} findings", "{0} 项发现"),
    "claims": ("Stated totals", "声明的总数"),
    "no_claims": ("none is part of this report's totals", "本报告的总数中没有该来源的声明"),
    "states": ("line {0} states {1}; {2} counted for {3}", "第 {0} 行称 {1}；{3} 实列 {2}"),
    "own_findings": ("Findings", "发现"),
    "unread": ("Not checked", "未核对"),
    "unread_none": ("nothing is known to be lost", "未发现丢失的部分"),
    "fingerprint": ("Fingerprint", "指纹"),
    "count": ("Count", "数量"),
    "what": ("What it counts", "所计内容"),
    "stated_by": ("stated by {0}", "{0} 声明"),
    "counted_in": ("counted in {0}", "{0} 中计数"),
    "line_of_totals": ("{0} against {1}", "{0} 与 {1}"),
    "unexplained": ("unexplained", "未解释"),
    "as_table": ("Other totals", "其他总数"),
    "d_title": ("Decide this finding", "对此发现作出决定"),
    "d_verdict": ("Verdict", "裁定"),
    "d_reason": ("Reason; whoever reads the report sees it", "理由（读报告的人会看到）"),
    "d_command": ("Run this in the workspace", "在工作区中运行此命令"),
    "d_copy": ("Copy", "复制"),
    "d_copied": ("Copied", "已复制"),
    "d_select": ("Selected: press Ctrl+C to copy", "已选中，请按 Ctrl+C 复制"),
    "d_close": ("Close", "关闭"),
    "v_accepted": ("accepted: it may stay as it is", "接受：可以保持原样"),
    "v_wrong": ("wrong: this finding is mistaken", "误报：此发现有误"),
    "v_fixed": ("fixed upstream: the publisher corrected it", "来源已更正"),
    "v_same": ("same: the two entries are one place", "相同：两个条目是同一地点"),
    "v_not_same": ("not the same: they are two places", "不同：它们是两个地点"),
    "made": (
        "Made by reconcile from {0} sources as of {1}. This file asks nothing of any network.",
        "由 reconcile 根据 {0} 个来源生成，截至 {1}。本文件不访问任何网络。",
    ),
    "r_gazetteer": ("gazetteer", "地名录"),
    "r_gazetteer_spelling": ("gazetteer spelling", "地名录中的拼写"),
    "r_reading": ("reading", "读音"),
    "r_sound": ("sound", "音译"),
    "r_translated_part": ("translated part", "意译部分"),
    "r_spelling": ("spelling", "拼写"),
    "r_pronunciation": ("pronunciation", "发音"),
    "r_long_and_short_form": ("long and short form", "全称与简称"),
    "r_type": ("type", "行政类型"),
    "r_country": ("country", "国家"),
    "r_region": ("region", "地区"),
    "r_date": ("date", "日期"),
    "r_position": ("position", "序号"),
    "made_undated": (
        "Made by reconcile from {0} sources. This file asks nothing of any network.",
        "由 reconcile 根据 {0} 个来源生成。本文件不访问任何网络。",
    ),
    "scope": ("the other source does not list this relation or subject", "另一来源不列此类关系"),
    "convention": ("another usual name, spelling or notation", "另一种惯用名称、拼写或写法"),
    "arithmetic": ("a total follows from other findings", "总数由其他发现推出"),
    "capture": ("that part of the source was not captured", "来源的该部分未采集到"),
    "sequence": ("two acts of one story", "同一事件的两个阶段"),
    "as_of_reason": ("newer than the other source", "晚于另一来源"),
}


@lru_cache(maxsize=1024)
def word(key: str, *values: object) -> Markup:
    """The English text of a key, marked so that the script can replace it.

    Values are escaped by Markup; they may come from a source.
    """
    if not values:
        return Markup("<span data-t={}>{}</span>").format(key, WORDS[key][0])
    shown = [visible(str(value)) for value in values]
    text = WORDS[key][0].format(*shown)
    told = json.dumps(shown, ensure_ascii=False)
    return Markup('<span data-t={} data-a="{}">{}</span>').format(key, told, text)


def both(english: str, chinese: str) -> Markup:
    """A text in both languages, of which the page shows one."""
    return Markup("<span class=en lang=en>{}</span><span class=zh lang=zh>{}</span>").format(
        visible(english), visible(chinese)
    )


def reason(text: str) -> Markup:
    """A reason of the matcher, `sound: ...`, with its title in the reader's language."""
    title, colon, rest = text.partition(": ")
    key = "r_" + title.replace(" ", "_")
    if not colon or key not in WORDS:
        return plain(text)
    return Markup("{}: <span lang=en>{}</span>").format(word(key), visible(rest))


def plain(text: str) -> Markup:
    """Text from a source or a rule, all of it visible, escaped."""
    return escape(visible(text))

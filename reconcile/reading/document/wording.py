"""The words by which lists of partner places name their parts, in Chinese and English.

General vocabulary of such lists, of no one document: relations, what ends a list, what stands
around it. A source's `[reader]` adds its own where these do not fit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PLACES: Final = (
    r"(?:cit(?:y|ies)|towns?|municipalit(?:y|ies)|count(?:y|ies)|provinces?|states?|regions?|"
    r"districts?|ports?|places?|communit(?:y|ies)|prefectures?)"
)
# The first that fits wins: a list of exchange cities is often called one of friendship too.
RELATION_WORDS: Final = tuple(
    (relation, re.compile(pattern, re.IGNORECASE))
    for relation, pattern in (
        ("memorandum", r"备忘录|備忘錄|意向|memorand|letters?\sof\sintent|MoUs?\b"),
        ("exchange",
         r"(?:友好)?(?:合作|交流)(?:与|和|及)?(?:交流|合作)?(?:关系|關係)?(?:城市|市|地区|省州|伙伴|關係|关系)|"
         r"交流合作|合作交流|合作伙伴|交流城市|伙伴城市|夥伴城市|"
         rf"\bexchange|co-?operat|partner\s?(?:ship)?\s?{_PLACES}|partnerships\b"),
        ("sister",
         r"友好(?:城市|省州|省|州|市|县|区|港|城区|地区|都市)|友城|姐妹|姊妹|结好|友好關係城市|友好关系城市|締盟|缔结友好|友市|"
         rf"\bsister|\btwin|\btwinn|\bjumelage|brother\s?{_PLACES}|town\stwinning"),
        ("friendship",
         r"友好(?:关系|往来|交往)|友谊城市|"
         rf"friend(?:ship|ly)\s(?:relation\w*\s)?(?:with\s)?(?:{_PLACES})?"),
        ("visit", r"访问|訪問|\bvisits?\b|delegations?\b"),
    )
)  # fmt: skip
_CONTINENT: Final = re.compile(
    r"(?:[一二三四五六七八九十]+、\s*)?(?:亚洲|亞洲|欧洲|歐洲|非洲|美洲|北美洲|南美洲|拉丁美洲|拉美|大洋洲|北美|南美|中美洲|中东|中東|东亚|东南亚|"
    r"西亚|南亚|中亚|大洋洲地区|亚非|asia|europe|africa|america|the\samericas|americas|north\samerica|"
    r"south\samerica|central\samerica|latin\samerica|oceania|middle\seast|australasia|"
    r"asia[-\s]pacific|east\sasia|south-?\s?east\sasia|caribbean)"
    r"(?:地区|及其他地区)?(?:\s?[(（]\s?\d{1,3}\s?(?:个|個)?[)）])?(?:\s?[:：])?",
    re.IGNORECASE,
)
STOP: Final = re.compile(
    r"(?:see\salso|references?|notes?|footnotes|external\slinks?|sources?|bibliography|citations|"
    r"further\sreading|related\s(?:links|articles|pages)|navigation\smenu|参考(?:文献|资料|來源|来源)|"
    r"參考(?:文獻|資料|來源)|参见|參見|参看|外部(?:链接|連結|链結)|脚注|註釋|注释|注釋|註解|资料来源|資料來源|"
    r"相关(?:链接|新闻|文章|条目)|相關(?:連結|條目)|延伸阅读|延伸閱讀|友情链接)",
    re.IGNORECASE,
)
# What stands around a list and says nothing of it. Whole lines, from their beginning.
BOILERPLATE: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), why)
    for pattern, why in (
        (r"(?:copyright\b|©|\(c\)\s?\d{4}|版权所有|版權所有|all\srights\sreserved)|.*all\srights\sreserved",
         "terms of use"),
        (r".*(?:ICP备|ICP證|公网安备|网站标识码|CC\sBY(?:-SA)?\b|creative\scommons)", "terms of use"),
        (r"(?:主办|承办|主管|技术支持|维护单位|建议使用|主辦|承辦)(?:单位|單位)?\s?[:：]", "who runs the site"),
        (r"(?:当前位置|您(?:的|现在的)位置|目前位置|home|首页|首頁)\s?(?:[:：>›»/|]|$)", "navigation"),
        (r"(?:上一篇|下一篇|上一页|下一页|返回(?:顶部|首页)|打印|关闭|分享|字号|【?打印|back\sto\stop|print|share|"
         r"previous|next|close|login|search|menu|skip\sto|jump\sto|contents|目录|目錄)(?:\W.*)?$", "navigation"),
        (r"(?:发布|更新|发表|公布|修改|製表|制表|統計|统计|填表|update[ds]?|last\s(?:updated?|modified|revised)|published|posted|"
         r"date\sof\spublication)\s?(?:时间|日期|時間|on|date)?\s?[:：]?\s?[（(]?\d", "date of the page"),
        (r"(?:this\s(?:page|list|article)\s(?:was|is)\s(?:last\s)?(?:edited|updated|modified|current)|"
         r"本页面?最后|本頁面最後|最后更新)", "date of the page"),
        (r"(?:来源|來源|信息来源|稿源|作者|编辑|責任編輯|责任编辑|source|author|editor|by)\s?[:：]",
         "publisher"),
        (r"(?:浏览|阅读|点击|瀏覽)(?:次数|量|人次|率)?\s?[:：]?\s?\d|views?\s?[:：]", "counter"),
        (r"(?:联系(?:电话|我们|方式)|电话|聯絡|地址|邮编|传真|contact|tel(?:ephone)?|e-?mail|address|fax)\s?[:：]",
         "contact"),
        (r"retrieved\sfrom\b|取自[“\"「]|from\swikipedia|维基百科，自由|維基百科，自由|categor(?:y|ies)\s?:|分类\s?[:：]|分類\s?[:：]|"
         r"hidden\scategor", "navigation"),
        (r"[(（]?\s?(?:[按依]|以).{0,14}(?:先后|先後|顺序|順序|排列|为序|為序|排序).{0,6}$|"
         r"(?:\(?(?:in|listed\sin|sorted\s(?:by|in)|ordered\sby)\s(?:order|alphabetical|chronological|date)\b.*)$",
         "the order of the list"),
        (r"(?:第\s?\d+\s?页(?:\s?[,，/共].{0,12})?|page\s\d+(?:\s(?:of|/)\s\d+)?|[-–—]\s?\d{1,3}\s?[-–—]|\d{1,3}\s?/\s?\d{1,3})$",
         "page number"),
        (r"(?:单位|單位|unit)\s?[:：]\s?\S{1,10}$", "unit of the table"),
        (r"this\sis\sa\slist\sof\b|the\sfollowing\s(?:is|are|table|list)\b|below\sis\b|以下(?:是|为|為|列出)|"
         r"本(?:列表|条目|條目|表)(?:列出|收录|收錄|为|為)", "what the document lists"),
        (r"(?:注|註|备注|備註|说明|說明|note|notes|remark|n\.b\.)\s?\d?\s?[:：.]", "a note under the list"),
        (r"map\sof\b|图\s?\d?\s?[:：]|圖\s?\d?\s?[:：]|photo\s?[:：]|图片|照片", "caption of an image"),
        (r".{0,80}\bhas\s(?:twinning|sister|the\sfollowing)\b.{0,80}[:：]$|.{0,60}\bis\stwinned\swith\s?[:：]$|"
         r".{0,40}(?:与|與)(?:以下|下列).{0,40}[:：]$|.{0,80}\balso\s(?:cooperates|has)\b.{0,40}[:：]$",
         "introduces the list"),
    )
)  # fmt: skip
_LETTER: Final = re.compile(r"[A-ZÀ-Þ](?:\s?[-–—]\s?[A-Z])?|[一二三四五六七八九十]+[、.]?|\d{4}(?:s|年代)?")


@lru_cache(maxsize=4096)
def relation_of(text: str) -> str:
    """The relation that a heading or cell names, empty where it names none.

    Example:
        >>> relation_of("国际友好城市一览"), relation_of("Friendship cities"), relation_of("Oulu")
        ('sister', 'friendship', '')
    """
    return next((name for name, pattern in RELATION_WORDS if pattern.search(text)), "")


def is_group(text: str) -> bool:
    """Whether a heading only groups: a continent, a letter, a decade.

    Example:
        >>> is_group("Europe"), is_group("A"), is_group("亚洲（12个）"), is_group("Oulu")
        (True, True, True, False)
    """
    plain = text.strip(" :：")
    return bool(_CONTINENT.fullmatch(plain) or _LETTER.fullmatch(plain))


def boilerplate(text: str) -> str:
    """Why a line says nothing of the list, empty where it may.

    Example:
        >>> boilerplate("Copyright © 2020 Oulu"), boilerplate("Oulu, Finland")
        ('terms of use', '')
    """
    return next((why for pattern, why in BOILERPLATE if pattern.match(text)), "")

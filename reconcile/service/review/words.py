"""What the page says, in English and Chinese; what a source says is never translated."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.reporters.html import chinese
from reconcile.reporters.html.words import WORDS as REPORT_WORDS
from reconcile.reporters.safe import visible

LANGUAGES = ("en", "zh")

WORDS: dict[str, tuple[str, str]] = {
    "review": ("Review", "审核"),
    "skip": ("Skip to the finding", "跳到当前发现"),
    "report": ("Report", "报告"),
    "you_are": ("You are {0}", "您是 {0}"),
    "change": ("Change", "更改"),
    "your_name": ("Your name", "您的姓名"),
    "name_why": (
        "It stands beside every decision that you make. Asked once.",
        "您作出的每项决定都会附上此名。只需填写一次。",
    ),
    "save": ("Save", "保存"),
    "keys": ("Keys", "快捷键"),
    "close": ("Close", "关闭"),
    "progress": ("{0} of {1} decided", "已决定 {0} / {1}"),
    "queue": ("Findings", "发现"),
    "search": ("Search", "搜索"),
    "search_in": ("Name, source, id …", "名称、来源、编号……"),
    "find": ("Find", "查找"),
    "all_kinds": ("all kinds", "所有类型"),
    "show_open": ("To decide", "待决定"),
    "show_unsure": ("Unsure", "存疑"),
    "show_decided": ("Decided", "已决定"),
    "show_explained": ("Explained", "已解释"),
    "show_all": ("All", "全部"),
    "is_open": ("to decide", "待决定"),
    "is_unsure": ("unsure", "存疑"),
    "is_decided": ("decided", "已决定"),
    "is_explained": ("explained", "已解释"),
    "place_of": ("{0} of {1}", "第 {0} 项，共 {1} 项"),
    "not_in_view": ("not among those shown", "不在当前列表中"),
    "earlier": ("{0} more above", "上面还有 {0} 项"),
    "later": ("{0} more below", "下面还有 {0} 项"),
    "previous": ("Previous", "上一项"),
    "next": ("Next", "下一项"),
    "nothing_left": ("Nothing is left to decide", "没有待决定的发现"),
    "nothing_fits": ("Nothing fits", "没有符合条件的发现"),
    "all_done": (
        "Every finding of this report is explained or decided. The decisions stand in {0}; commit "
        "that file and the history beside it.",
        "本报告的每项发现都已解释或已决定。决定写在 {0} 中；请提交该文件及其旁的历史文件。",
    ),
    "try_else": ("Choose another list above, or", "请在上方选择其他列表，或"),
    "show_everything": ("show everything", "显示全部"),
    "is_gone": (
        "This finding is not in the report any more.",
        "此发现已不在报告中。",
    ),
    "is_gone_why": (
        "Its sources changed, or a decision on a pair settled it.",
        "来源已更改，或有关配对的决定已将其解决。",
    ),
    "same_question": ("Are these one and the same place?", "它们是同一个地点吗？"),
    "decide_title": ("Your decision", "您的决定"),
    "reason": ("Reason or note", "理由或备注"),
    "reason_hint": (
        "Left empty, the reason reads “{0}”.",
        "留空时，理由写作“{0}”。",
    ),
    "default_reason": ("judged by what the sources say", "根据来源内容判断"),
    "until": ("Look again after", "此日期后重新查看"),
    "more_verdicts": ("More verdicts", "其他裁定"),
    "b_same": ("Same place", "同一地点"),
    "b_not_same": ("Different places", "不同地点"),
    "b_accepted": ("Accept as it is", "接受现状"),
    "b_wrong": ("Finding is mistaken", "误报"),
    "b_fixed": ("Corrected at the source", "来源已更正"),
    "b_unsure": ("Unsure, skip", "存疑，跳过"),
    "undo": ("Undo", "撤销"),
    "undo_this": ("Take this decision back", "撤回此决定"),
    "decided_by": ("{0} decided: {1}", "{0} 的决定：{1}"),
    "on_day": ("on {0}", "{0}"),
    "holds_until": ("look again after {0}", "{0} 后重新查看"),
    "verdict_accepted": ("accepted as it is", "接受现状"),
    "verdict_wrong": ("the finding is mistaken", "误报"),
    "verdict_fixed-upstream": ("corrected at the source", "来源已更正"),
    "verdict_same": ("same place", "同一地点"),
    "verdict_not-the-same": ("different places", "不同地点"),
    "said_decided": ("Decided: {0}.", "已决定：{0}。"),
    "said_unsure": ("Noted as unsure.", "已记为存疑。"),
    "said_undone": ("Taken back.", "已撤回。"),
    "nothing_to_undo": ("You have no decision to take back.", "您没有可撤回的决定。"),
    "needs_name": ("A decision needs your name.", "作出决定需要您的姓名。"),
    "conflict": ("Somebody was faster", "他人已先行处理"),
    "conflict_is": (
        "Nothing was written. What you wrote stands below; look at the other decision first.",
        "未写入任何内容。您填写的内容保留在下方；请先查看他人的决定。",
    ),
    "replace_theirs": (
        "To decide otherwise, choose your verdict below: it takes theirs back, and the history "
        "keeps both.",
        "如需改变，请在下方选择裁定：将撤回对方的决定，历史中两者都会保留。",
    ),
    "just_changed": (
        "This finding was changed by somebody else just now.",
        "他人刚刚更改了此发现的状态。",
    ),
    "look_again": ("Show how it stands now", "显示当前状态"),
    "problem": ("That did not work", "操作未成功"),
    "nothing_written": ("Nothing was written.", "未写入任何内容。"),
    "comparing": (
        "The sources are being compared anew, since a pair was decided.",
        "已决定一个配对，正在重新比较来源。",
    ),
    "waiting": ("Comparing the sources …", "正在比较来源……"),
    "waiting_is": (
        "Once after the start, and whenever a source changes. The page opens by itself.",
        "启动后以及来源更改时需要比较一次。完成后页面会自动打开。",
    ),
    "sources_say": ("What the sources say", "各来源所写"),
    "why": ("Evidence", "证据"),
    "show_scores": ("Show the scores", "显示分数"),
    "scores_blind": (
        "Hidden, so that you judge for yourself first.",
        "默认隐藏，便于您先独立判断。",
    ),
    "confidence_is": ("Confidence {0}", "置信度 {0}"),
    "weights_are": (
        "Weights are log-odds: what points to one place goes right, what speaks against it left.",
        "权重为对数几率：支持同一地点者向右，反对者向左。",
    ),
    "weight": ("Weight", "权重"),
    "drawn": ("Sum so far", "累计"),
    "evidence": ("Evidence", "证据"),
    "detail": ("What it saw", "所见"),
    "closest": ("Closest in {0}", "{0} 中最接近的"),
    "closest_none": (
        "Every row of {0} about this subject is paired already.",
        "{0} 中有关此主题的每一行都已配对。",
    ),
    "closest_far": (
        "{1} rows of {0} are unpaired; none comes near this name:",
        "{0} 有 {1} 行未配对，没有与此名称相近的：",
    ),
    "closest_is": (
        "{1} rows of {0} are unpaired. These come closest to {2}:",
        "{0} 有 {1} 行未配对，与 {2} 最接近的是：",
    ),
    "it_is_this": ("It is this one", "就是这一个"),
    "in_the_lists": ("In the lists", "在名单中"),
    "neighbours_are": (
        "The rows before and after it in each list.",
        "各名单中的前后各行。",
    ),
    "number": ("No.", "序号"),
    "name": ("Name", "名称"),
    "where": ("Where it is", "位置"),
    "map_of": ("Map with {0}", "地图：{0}"),
    "history": ("Who decided what", "谁作了什么决定"),
    "history_here": ("What was decided here", "对此发现的处理"),
    "history_none": ("Nobody has decided anything yet.", "还没有人作出决定。"),
    "did_decided": ("{0} decided", "{0} 决定"),
    "did_undone": ("{0} took back what {1} decided", "{0} 撤回了 {1} 的决定"),
    "did_undone_own": ("{0} took back", "{0} 撤回"),
    "did_unsure": ("{0} was unsure", "{0} 存疑"),
    "by_hand": ("in the file", "在文件中修改"),
    "somebody": ("somebody", "某人"),
    "in_file": ("Decisions are written to {0} at once.", "决定会立即写入 {0}。"),
    "k_accept": ("accept, or same place", "接受，或同一地点"),
    "k_reject": ("reject: mistaken, or different places", "否定：误报，或不同地点"),
    "k_fixed": ("corrected at the source", "来源已更正"),
    "k_unsure": ("unsure: write a note, then Enter", "存疑：写备注后按回车"),
    "k_reason": ("the same with a reason: write it, then Enter", "附理由：写好后按回车"),
    "k_undo": ("undo my last decision", "撤销我的上一个决定"),
    "k_next": ("next, previous", "下一项、上一项"),
    "k_scores": ("show or hide the scores", "显示或隐藏分数"),
    "k_search": ("search", "搜索"),
    "k_help": ("this help", "本帮助"),
    "k_leave": ("leave a field", "离开输入框"),
    "keys_need_script": (
        "Keys need JavaScript; buttons do not.",
        "快捷键需要 JavaScript；按钮不需要。",
    ),
    "offline": (
        "The service does not answer. What you do now is not written.",
        "服务没有响应，当前操作不会写入。",
    ),
    "e_prior": ("prior", "先验"),
    "e_same_place": ("same place", "同一地点"),
    "e_same_stem": ("same stem", "同一词干"),
    "e_other_place": ("other place", "另一地点"),
    "e_half_known": ("known on one side", "仅一方已知"),
    "e_left_spelling": ("spelling", "拼写"),
    "e_right_spelling": ("spelling", "拼写"),
    "e_reading": ("reading", "读音"),
    "e_sound": ("sound", "音译"),
    "e_translated": ("translated part", "意译部分"),
    "e_level": ("type", "行政类型"),
    "e_one_level": ("type on one side", "仅一方有行政类型"),
    "e_same_country": ("same country", "同一国家"),
    "e_other_country": ("other country", "不同国家"),
    "e_region": ("region", "地区"),
    "e_date": ("date", "日期"),
    "e_spelling": ("spelling", "拼写"),
    "e_contained": ("long and short form", "全称与简称"),
    "e_pronunciation": ("pronunciation", "发音"),
    "e_calibration": ("calibration", "校准"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of the page in one language: `words("next")`."""

    language: str

    def __call__(self, key: str, *values: object) -> str:
        """The text of a key; a word without one stands for itself."""
        texts = WORDS.get(key) or REPORT_WORDS.get(key) or (key.removeprefix("e_"),) * 2
        text = texts[LANGUAGES.index(self.language)]
        return text.format(*(visible(str(value)) for value in values)) if values else text

    def kind(self, kind: str) -> str:
        """The title of a kind of finding."""
        return chinese.title(kind)[LANGUAGES.index(self.language)]

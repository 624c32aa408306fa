"""What a person can do about a finding: the order and headings of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.model import Finding
from reconcile.reporters.order import ordered


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: a heading, advice, and the kinds of finding that ask for it."""

    name: str
    title: tuple[str, str]
    advice: tuple[str, str]
    kinds: tuple[str, ...] = ()


CORRECT = Action(
    "correct",
    ("Correct a source", "更正来源"),
    ("One source is wrong; its publisher can put it right.", "某一来源有误，可请其发布者更正。"),
    (
        "schema", "total_vs_listed", "total_vs_total", "name_spelling", "country_typo",
        "country_conflict", "place_country_mismatch", "duplicate_entry", "date_conflict",
        "order_violation", "ordinal_gap", "internal_inconsistency",
    ),
)  # fmt: skip
COMPLETE = Action(
    "complete",
    ("Find out who is right", "查明哪方正确"),
    (
        "One list has a place that another lacks. Add it there, or accept it with a reason.",
        "一份名单列出的地点另一份没有：请补上，或说明理由后接受。",
    ),
    ("missing_entry",),
)
JUDGE = Action(
    "judge",
    ("Judge", "人工判断"),
    ("A person who knows the places should look.", "需要了解这些地点的人来判断。"),
)
RECAPTURE = Action(
    "recapture",
    ("Could not be checked: take the source again", "无法核对：请重新采集来源"),
    (
        "What was lost is unknown. It is neither agreement nor absence.",
        "丢失的内容不得而知：既不表示一致，也不表示缺失。",
    ),
    ("incomplete_capture",),
)
KNOW = Action(
    "know",
    ("Good to know", "供参考"),
    ("Nothing needs to be done.", "无需处理。"),
)
ACCEPTED = Action(
    "accepted",
    ("Accepted by a decision", "已由决定接受"),
    ("Somebody decided these; the reason stands beside each.", "已有人作出决定，理由附后。"),
)
EXPLAINED = Action(
    "explained",
    ("Explained: nothing to do", "已解释：无需处理"),
    (
        "Differences that follow from the sources, the gazetteer or a convention.",
        "这些差异可由来源、地名录或惯例推出。",
    ),
)
ACTIONS = (CORRECT, COMPLETE, JUDGE, RECAPTURE, KNOW, ACCEPTED, EXPLAINED)


def action_of(finding: Finding) -> Action:
    """What to do about one finding; a kind that no action names is to be judged."""
    if finding.status == "explained":
        return EXPLAINED
    if finding.status == "accepted":
        return ACCEPTED
    if finding.severity == "info":
        return KNOW
    for action in ACTIONS:
        if finding.kind in action.kinds:
            return action
    return JUDGE


def by_action(findings: Sequence[Finding]) -> list[tuple[Action, dict[str, list[Finding]]]]:
    """The findings by action, then kind, in the order in which a person should read them."""
    sorted_out: dict[str, dict[str, list[Finding]]] = {}
    for finding in ordered(findings):
        kinds = sorted_out.setdefault(action_of(finding).name, {})
        kinds.setdefault(finding.kind, []).append(finding)
    return [(action, sorted_out[action.name]) for action in ACTIONS if action.name in sorted_out]

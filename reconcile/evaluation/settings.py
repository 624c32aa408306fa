"""The settings that the matcher is held to, and their evaluation with the baseline beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reconcile.errors import UsageError
from reconcile.evaluation import dev, metrics
from reconcile.evaluation.baseline import pinyin_baseline
from reconcile.evaluation.metrics import Evaluation
from reconcile.evaluation.run import Matcher, evaluate_tasks, ours, partner_ranks
from reconcile.evaluation.tasks import Task
from reconcile.matching import MatchOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One line of the table: how lists are made, and with what options they are matched."""

    name: str
    title: str
    tasks: Callable[[Path], list[Task]]
    gazetteer: str = "default"
    ranked: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="recall",
        title="recall@1 in the country, no gazetteer",
        tasks=dev.recall_tasks,
        gazetteer="none",
        ranked=True,
    ),
    Setting(name="lists", title="lists, everything on", tasks=dev.list_tasks),
    Setting(name="lists-none", title="lists, no gazetteer", tasks=dev.list_tasks, gazetteer="none"),
    Setting(name="crowded", title="crowded: 300 other names", tasks=dev.crowded_tasks),
    Setting(name="merged", title="all lists merged, no country", tasks=dev.merged_tasks),
    Setting(name="mixed", title="cities and regions mixed", tasks=dev.mixed_tasks),
    Setting(name="sisters", title="sister cities, with country", tasks=dev.sister_tasks),
    Setting(
        name="sisters-anywhere",
        title="sister cities, without country",
        tasks=partial(dev.sister_tasks, countries=False),
    ),
    Setting(
        name="sisters-none",
        title="sister cities, without country or gazetteer",
        tasks=partial(dev.sister_tasks, countries=False),
        gazetteer="none",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingResult:
    """A setting with what our matcher and the baseline reached in it."""

    setting: Setting
    ours: Evaluation
    baseline: Evaluation | None


def evaluate_dev(
    folder: Path, *, only: Iterable[str] = (), baseline: bool = True
) -> tuple[SettingResult, ...]:
    """Every setting (or those named in `only`) on a folder of development data."""
    wanted = set(only)
    unknown = wanted - {setting.name for setting in SETTINGS}
    if unknown:
        raise UsageError(
            f"no setting is called {', '.join(sorted(unknown))}",
            hint=f"Choose from {', '.join(setting.name for setting in SETTINGS)}.",
        )
    results: list[SettingResult] = []
    for setting in SETTINGS:
        if wanted and setting.name not in wanted:
            continue
        tasks = setting.tasks(folder)
        options = MatchOptions(gazetteer=setting.gazetteer)
        results.append(
            SettingResult(
                setting=setting,
                ours=_evaluate(tasks, setting, options, ours),
                baseline=_evaluate(tasks, setting, options, pinyin_baseline) if baseline else None,
            )
        )
    return tuple(results)


def _evaluate(
    tasks: list[Task], setting: Setting, options: MatchOptions, matcher: Matcher
) -> Evaluation:
    if not setting.ranked:
        return evaluate_tasks(tasks, options=options, matcher=matcher)
    ranks = [place for task in tasks for place in partner_ranks(task, options, matcher)]
    return Evaluation(
        quality=metrics.Quality(right=0, wrong=0, missed=0),
        rankings=metrics.rankings(ranks),
        reliability=(),
        brier=0.0,
        errors=(),
    )

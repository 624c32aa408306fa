"""How good the matcher is: on labelled lists of yours, and in the settings that we hold it to.

`tasks` builds labelled lists, `run` matches them with our matcher and with the peer baseline
(pinyin and rapidfuzz), `metrics` counts.
"""

from reconcile.evaluation.metrics import Bin, Evaluation, Quality, Ranking
from reconcile.evaluation.run import evaluate_tables, evaluate_tasks
from reconcile.evaluation.settings import SETTINGS, Setting, SettingResult, evaluate_dev
from reconcile.evaluation.tasks import Task

__all__ = [
    "SETTINGS",
    "Bin",
    "Evaluation",
    "Quality",
    "Ranking",
    "Setting",
    "SettingResult",
    "Task",
    "evaluate_dev",
    "evaluate_tables",
    "evaluate_tasks",
]

"""Many sentences judged: how often each grade, what was wrong, in which kind of scene."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from datasets.scenes.facts import GRADES
from datasets.scenes.judge import Verdict, judge
from datasets.scenes.scene import Scene


def examine(sentences: Sequence[str], scenes: Sequence[Scene]) -> dict[str, Any]:
    """n, shares of the grades 1 to 4 overall and by kind of scene, and faults by kind."""
    verdicts = [judge(said, scene) for said, scene in zip(sentences, scenes, strict=True)]
    kinds = [scene.kind for scene in scenes]
    by_kind = {
        kind: grades([v for v, k in zip(verdicts, kinds, strict=True) if k == kind]) for kind in dict.fromkeys(kinds)
    }
    faults = Counter(fault.kind for verdict in verdicts for fault in verdict.faults)
    return {"n": len(verdicts), "grades": grades(verdicts), "by_kind": by_kind, "faults": dict(faults.most_common())}


def grades(verdicts: Sequence[Verdict]) -> list[float]:
    """The shares of the grades 1 to 4."""
    counted = Counter(verdict.grade for verdict in verdicts)
    return [counted[grade] / max(1, len(verdicts)) for grade in GRADES]

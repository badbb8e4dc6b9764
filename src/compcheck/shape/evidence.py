"""The evidence of a submission: what somebody saw, how many cases they looked at, and when."""

from __future__ import annotations

from decimal import Decimal

from compcheck.model.figure import count_shown
from compcheck.model.framework import Framework
from compcheck.model.submission import DIRECTIONS, KINDS, Evidence, Number, Sample
from compcheck.shape.reading import Reading, Refused, mapping, optional_text, text, when
from compcheck.shape.schema import LARGEST

KEYS = frozenset(
    {"about", "kind", "independent", "sample", "grade", "counts", "share", "direction", "on", "source", "says", "plan",
     "of_this_inspection"}
)  # fmt: skip
CONTENT = ("grade", "counts", "share", "direction")


def all_evidence(data: object, framework: Framework | None, reading: Reading) -> dict[str, Evidence]:
    """Every piece of evidence by topic; those that say only what they are about are as if absent."""
    if type(data) is not dict:
        reading.refused.append("/evidence")
        return {}
    known = reading.library.catalogue.topics
    found = {}
    for name, given in data.items():
        pointer = f"/evidence/{name}"
        if name not in known:
            reading.refused.append(pointer)
            continue
        try:
            evidence = _evidence(name, mapping(given, KEYS), pointer, framework, reading)
        except (Refused, KeyError):
            reading.refused.append(pointer)
        else:
            if evidence is not None:
                found[name] = evidence
    return found


def _evidence(
    topic: str, given: dict[str, object], pointer: str, framework: Framework | None, reading: Reading
) -> Evidence | None:
    if "about" in given and type(given["about"]) is not str:
        raise Refused
    if given.keys() == {"about"}:
        return None
    kind = given["kind"]
    content = [key for key in CONTENT if key in given]
    if kind not in KINDS or len(content) > 1 or (content and kind == "statement"):
        raise Refused
    on = when(given["on"], reading, f"{pointer}/on", "day, month or year") if "on" in given else None
    if "on" not in given and kind != "statement":
        raise Refused
    if on is not None and on.first > reading.judged:
        reading.check_not_after_judgement(on.first, f"{pointer}/on", "is no earlier than")
    sample = _sample(given["sample"], pointer, reading) if "sample" in given else None
    counts = _counts(given["counts"], sample, framework, pointer, reading) if "counts" in given else None
    return Evidence(
        topic,
        pointer,
        str(kind),
        on,
        text(given["source"], reading, f"{pointer}/source") if "source" in given else reading.source,
        _truth(given.get("independent", False)),
        sample,
        _grade(given["grade"], framework, f"{pointer}/grade", reading) if "grade" in given else None,
        counts,
        _share(given["share"]) if "share" in given else None,
        _direction(given["direction"]) if "direction" in given else None,
        optional_text(given, "says", reading, pointer),
        optional_text(given, "plan", reading, pointer),
        _truth(given.get("of_this_inspection", False)),
    )


def _truth(data: object) -> bool:
    if type(data) is not bool:
        raise Refused
    return data


def _count(data: object) -> int:
    if type(data) is not int or not 0 <= data <= LARGEST:
        raise Refused
    return data


def _share(data: object) -> Number:
    if (type(data) is not int and type(data) is not Decimal) or not 0 <= data <= 100:
        raise Refused
    return data


def _direction(data: object) -> str:
    if type(data) is not str or data not in DIRECTIONS:
        raise Refused
    return data


def _grade(data: object, framework: Framework | None, pointer: str, reading: Reading) -> str:
    if type(data) is not str or data not in reading.library.words:
        raise Refused
    own = framework is not None and not reading.another_framework
    if framework is not None and own and framework.grade_for(data) is None:
        reading.problem(
            "grade-of-another-scale", pointer, f'is "{data}", which is no grade of {framework.id}.',
            f"Use one of: {', '.join(framework.scale.words)}.",
        )  # fmt: skip
    return data


def _sample(data: object, pointer: str, reading: Reading) -> Sample:
    given = mapping(data, frozenset({"n", "of", "chosen"}))
    n = _count(given["n"])
    of = _count(given["of"]) if "of" in given else None
    if of is not None and n > of:
        reading.problem(
            "sample-above-whole", f"{pointer}/sample", f"looked at {count_shown(n)} cases of {count_shown(of)}.",
            'Correct "n" or "of": no more cases can be looked at than there are.',
        )  # fmt: skip
    return Sample(n, of, optional_text(given, "chosen", reading, f"{pointer}/sample"))


def _counts(
    data: object, sample: Sample | None, framework: Framework | None, pointer: str, reading: Reading
) -> dict[str, int]:
    counts = {
        _grade(word, framework, f"{pointer}/counts/{word}", reading): _count(n)
        for word, n in mapping(data, None).items()
    }
    if not counts:
        raise Refused
    total = sum(counts.values())
    if sample is not None and total != sample.n:
        reading.problem(
            "counts-do-not-add-up", f"{pointer}/counts",
            f"add up to {count_shown(total)}, but the sample has {count_shown(sample.n)} cases.",
            'Correct the counts or "n": every case sampled has one grade.',
        )  # fmt: skip
    if not total:
        reading.problem(
            "counts-do-not-add-up", f"{pointer}/counts", "counts no case at all.", "Leave the counts out, or give them."
        )
    return counts

"""How a framework makes its judgements, in words."""

from __future__ import annotations

from compcheck.model.framework import Area, Limit, Overall


def limits_told(overall: Overall | None) -> dict[str, str]:
    """Each limit by what it is on, and what is so otherwise, each with what it comes to."""
    if overall is None:
        return {}
    limits = {_on(one): f"at most {one.at_most.word}{f' ({one.why})' if one.why else ''}" for one in overall.limits}
    return {**limits, "otherwise": _otherwise(overall, "areas")}


def overall_text(overall: Overall | None, what: str = "areas") -> str:
    """`any area below good: at most good; otherwise the best grade that 1/2 of the areas reach`."""
    if overall is None:
        return "no judgement"
    otherwise = _otherwise(overall, what)
    limits = [f"{on}: {then}" for on, then in limits_told(overall).items() if on != "otherwise"]
    return "; ".join([*limits, f"otherwise {otherwise}" if limits else otherwise])


def _otherwise(overall: Overall, what: str) -> str:
    if overall.reached_by == 1:
        return f"the lowest of the {what}"
    return f"the best grade that {overall.reached_by} of the {what} reach"


def _on(one: Limit) -> str:
    areas = f"any of {', '.join(one.areas)}" if len(one.areas) > 1 else "".join(one.areas) or "any area"
    return f"{areas} below {one.below.word}"


def area_text(area: Area) -> str:
    """What makes an area other than most: "" where it is judged by its own rules and counts in the whole."""
    parts = [f"part of {area.part_of}"] if area.part_of else []
    parts += [f"nothing feeds it: {area.nothing_feeds}"] if area.nothing_feeds else []
    parts += [f"worked out from its parts: {overall_text(area.from_parts, 'parts')}"] if area.from_parts else []
    return "; ".join(parts)

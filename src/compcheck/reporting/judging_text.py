"""How a framework makes its judgements, in words."""

from __future__ import annotations

from compcheck.model.framework import Area, Limit, Overall


def overall_text(overall: Overall | None, what: str = "areas") -> str:
    """`any area below good: at most good; otherwise the best grade that 1/2 of the areas reach`."""
    if overall is None:
        return "no judgement"
    otherwise = (
        f"the lowest of the {what}"
        if overall.reached_by == 1
        else f"the best grade that {overall.reached_by} of the {what} reach"
    )
    limits = [_limit(one) for one in overall.limits]
    return "; ".join([*limits, f"otherwise {otherwise}" if limits else otherwise])


def _limit(one: Limit) -> str:
    areas = f"any of {', '.join(one.areas)}" if len(one.areas) > 1 else "".join(one.areas) or "any area"
    why = f" ({one.why})" if one.why else ""
    return f"{areas} below {one.below.word}: at most {one.at_most.word}{why}"


def area_text(area: Area) -> str:
    """What makes an area other than most: "" where it is judged by its own rules and counts in the whole."""
    parts = [f"part of {area.part_of}"] if area.part_of else []
    parts += [f"nothing feeds it: {area.nothing_feeds}"] if area.nothing_feeds else []
    parts += [f"worked out from its parts: {overall_text(area.from_parts, 'parts')}"] if area.from_parts else []
    return "; ".join(parts)

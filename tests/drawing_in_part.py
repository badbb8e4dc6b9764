"""Submissions at random of which not every case is recorded, or whose figures are known only as "at least"."""

from __future__ import annotations

from hypothesis import strategies as st

from builders import replace
from compcheck.model.framework import Framework
from compcheck.model.recording import Recording
from compcheck.model.submission import Entry
from drawing_frameworks import Given, submissions


def most_not_recorded(one: Entry) -> int:
    if isinstance(one.numerator, int) and isinstance(one.denominator, int):
        return one.denominator - one.numerator
    return 9 if isinstance(one.value, int) and not isinstance(one.value, bool) else 0


@st.composite
def in_part(draw: st.DrawFn, one: Entry) -> Entry:
    """The same with some cases not recorded, perhaps at least so much, and its history likewise."""
    history = tuple([draw(in_part(earlier)) for earlier in one.history])
    if isinstance(one.value, bool) or one.not_supplied is not None:
        return replace(one, history=history)
    most = most_not_recorded(one)
    said = Recording(draw(st.integers(0, min(most, 8))), at_least=draw(st.sampled_from(["", "", "", "of one year"])))
    return replace(one, history=history, recording=said)


@st.composite
def known_in_part(draw: st.DrawFn, editions: st.SearchStrategy[Framework]) -> tuple[Framework, Given]:
    edition = draw(editions)
    whole = draw(submissions(edition))
    return edition, replace(whole, entries={name: draw(in_part(one)) for name, one in whole.entries.items()})

"""How a code may be written: with its letter, its title, either or both, in any case, and a little misspelt."""

from __future__ import annotations

import re
from collections.abc import Mapping

from compcheck.model.records import Code

_LETTER = re.compile(r"^\s*[a-z]{1,2}\d?\s*\)\s*", re.IGNORECASE)
"""The letter Ofsted's template puts before a code: "a) ", "zz) ", "p1) "."""
_MARKED = re.compile(r"^\s*(\w{1,20})\s*[:;=\u2010-\u2015\u2212-]\s*(\S.*)$", re.DOTALL)
"""A code before its title: "PR4: Private provision", "N1 - Abuse or neglect"."""
_NUMBERED = re.compile(r"^\s*((?=\w*[0-9])(?=\w*[A-Za-z])\w{1,4})\s+\S", re.DOTALL)
"""The same without a mark between them, where the code cannot be a word: "N1 Abuse or neglect"."""
_NO_WORD = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['`\u2018\u2019\u02bc]")
SHORTEST_MISSPELT, LONGEST_MISSPELT, ALIKE = 6, 120, 0.88
MOST_MISSPELT = 100
"""How many different unknown codes of a column are looked at for a slip of the pen: a column of prose has thousands."""


def plain(text: str) -> str:
    """The letters and digits of a text, one blank between words: what two ways of writing one thing share."""
    return _NO_WORD.sub(" ", _APOSTROPHES.sub("", text).casefold().replace("&", " and ")).strip()


class CodeWords:
    """A list of codes by everything that is written for them. A title that two of them share tells neither."""

    def __init__(self, codes: Mapping[str, Code]) -> None:
        self._names = {plain(name): name for name in codes}
        for name, code in codes.items():
            for also in code.also:
                self._names.setdefault(plain(also), name)
        titled: dict[str, list[str]] = {}
        for name, code in codes.items():
            titled.setdefault(plain(code.title), []).append(name)
        self._words = {title: names[0] for title, names in titled.items() if len(names) == 1} | self._names
        self._misspelt = 0

    def name_of(self, text: str) -> str | None:
        """The code's own name, or None where nobody knows it."""
        bare = _LETTER.sub("", text)
        for written in (text, bare) if bare != text else (text,):
            if known := self._words.get(plain(written)):
                return known
        if marked := _MARKED.match(bare):
            return self._names.get(plain(marked[1])) or self._words.get(plain(marked[2])) or self._close_to(marked[2])
        if (numbered := _NUMBERED.match(bare)) and (known := self._names.get(plain(numbered[1]))):
            return known
        return self._close_to(bare)

    def _close_to(self, text: str) -> str | None:
        """Only one code may be so like what is written: between two, neither is guessed."""
        written = plain(text)
        if not SHORTEST_MISSPELT <= len(written) <= LONGEST_MISSPELT or any(one.isdigit() for one in written):
            return None
        self._misspelt += 1
        if self._misspelt > MOST_MISSPELT:
            return None
        import difflib  # noqa: PLC0415  # most columns have no misspelt code, and pay nothing for it

        close = {self._words[one] for one in difflib.get_close_matches(written, self._words, n=3, cutoff=ALIKE)}
        return close.pop() if len(close) == 1 else None

"""Where each part of a JSON file stands, and what in it no submission may hold.

Python's own parser tells neither: it forgets places, and of a key given twice it keeps the last without a word.
So this goes over the text once, token by token, with a list of open brackets instead of recursion. It leaves
syntax to that parser: of text that is not JSON it makes what it can.
"""

from __future__ import annotations

import json
import re
from decimal import DecimalException
from typing import NamedTuple

from compcheck.model.document import Position
from compcheck.reading.limits import DEEPEST, EXACT, LONGEST_POINTER, MOST_PLACES, MOST_PROBLEMS

# Possessive throughout, so that neither time nor memory can grow faster than the text. A string that is never
# closed runs to the end. Numbers so short that nothing can be wrong with them have a group of their own.
_TOKEN = re.compile(
    r"""(?s:
        "((?:[^"\\]++|\\.?)*+)(?:"(\s*+:)?|\Z)
      | ([{\[])
      | ([}\]])
      | (?:true|false|null|-?[0-9]{1,7}(?:\.[0-9]{1,7})?)(?=[\s,\]}])()
      | ([^\s,:"{}\[\]]++)
    )[\s,:]*+""",
    re.VERBOSE,
)
_TEXT, _KEY, _OPENED, _CLOSED, _PLAIN, _WORD = range(1, 7)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})


class Oddity(NamedTuple):  # quicker to import than a dataclass, and no part of the model
    """Something JSON's grammar allows, or Python's parser lets through, and a submission may not hold.

    `code` is that of the problem it becomes; `what` the key or the number as written; `first` is where a
    repeated key stood the first time.
    """

    code: str
    what: str
    pointer: str
    position: Position
    first: Position | None = None


def places(text: str) -> dict[str, Position]:
    """JSON pointer (RFC 6901) to the place of the key, or of the item in a list; "" is the first value.

    Of a file larger than any submission, only the first so many: what comes later has a parent among them.
    """
    return _Scan(text).places


def oddities(text: str) -> list[Oddity]:
    """In the order of the text; at most MOST_PROBLEMS, and nothing after a bracket nested too deep."""
    return _Scan(text).oddities


class _Scan:
    """One pass over a text. `here` is the pointer of the value that comes next.

    Of the innermost open bracket: `pointer`, the `keys` of a mapping seen so far (None in a list), and the number
    of the last `item` of a list. Those of the brackets around it wait in `outer`.
    """

    __slots__ = (
        "_counted", "_line", "_line_start", "_text", "here", "item", "keys", "oddities", "outer", "places", "pointer",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._line_start, self._counted = 1, 0, 0
        self.places: dict[str, Position] = {}
        self.oddities: list[Oddity] = []
        self.outer: list[tuple[str, dict[str, Position] | None, int]] = []
        self.pointer, self.item = "", -1
        self.keys: dict[str, Position] | None = {}
        self.here = ""
        self._scan()

    def _scan(self) -> None:
        for token in _TOKEN.finditer(self._text):
            kind = token.lastindex
            if not self.places:
                self.places[""] = self._position(token.start())
            if kind == _CLOSED:
                if self.outer:
                    self.pointer, self.keys, self.item = self.outer.pop()
            elif kind == _KEY and self.keys is not None:
                self._key(token[_TEXT], self.keys, token.start())
            else:
                if self.keys is None:
                    self._next_item(token.start())
                if kind == _OPENED:
                    self._open(token[_OPENED], token.start())
                elif kind != _PLAIN:
                    self._look_at(token[_TEXT], token[_WORD], token.start())
            if self.oddities and self._has_enough():
                return

    def _has_enough(self) -> bool:
        return len(self.oddities) >= MOST_PROBLEMS or self.oddities[-1].code == "nested-too-deep"

    def _next_item(self, at: int) -> None:
        self.item += 1
        self.here = self._below(str(self.item))
        if len(self.places) < MOST_PLACES:
            self.places.setdefault(self.here, self._position(at))

    def _open(self, bracket: str, at: int) -> None:
        self.outer.append((self.pointer, self.keys, self.item))
        self.pointer, self.keys, self.item = self.here, {} if bracket == "{" else None, -1
        if len(self.outer) > DEEPEST:
            self._odd("nested-too-deep", bracket, at)

    def _key(self, key: str, keys: dict[str, Position], at: int) -> None:
        position = self._position(at)
        if "\\" in key:
            key = _unescaped(key)
            if not _is_writable(key):
                self._odd("half-a-character", "", at)
                key = key.encode("unicode_escape").decode("ascii")
        self.here = self._below(key)
        if key in keys:
            self.oddities.append(Oddity("key-repeated", key, self.here, position, keys[key]))
        else:
            keys[key] = position
            if len(self.places) < MOST_PLACES:
                self.places.setdefault(self.here, position)

    def _look_at(self, string: str | None, word: str | None, at: int) -> None:
        """A value that is a string, or else anything that is no short number, true, false or null."""
        if word is None:
            if string and "\\u" in string and not _is_writable(_unescaped(string)):
                self._odd("half-a-character", "", at)
        elif word in _NOT_FINITE:
            self._odd("number-not-finite", word, at)
        elif _NUMBER.fullmatch(word):
            try:
                EXACT.create_decimal(word)
            except DecimalException:
                self._odd("number-too-long", word, at)

    def _odd(self, code: str, what: str, at: int) -> None:
        self.oddities.append(Oddity(code, what, self.here, self._position(at)))

    def _below(self, step: str) -> str:
        """The pointer of a member; beyond a length no honest file reaches, that of the mapping or list itself."""
        if len(self.pointer) + len(step) > LONGEST_POINTER:
            return self.pointer
        if "~" in step or "/" in step:
            step = step.replace("~", "~0").replace("/", "~1")
        return f"{self.pointer}/{step}"

    def _position(self, at: int) -> Position:
        """Lines are counted on from the last place asked for, so places must be asked for in order."""
        newline = self._text.rfind("\n", self._counted, at)
        if newline >= 0:
            self._line += self._text.count("\n", self._counted, at)
            self._line_start = newline + 1
        self._counted = at
        return Position(self._line, at - self._line_start + 1)


def _unescaped(string: str) -> str:
    """What the escapes in a JSON string stand for; a broken one is left as it is."""
    try:
        text: str = json.loads(f'"{string}"', strict=False)
    except ValueError:
        return string
    return text


def _is_writable(text: str) -> bool:
    """Half a character (a lone surrogate) can be escaped in JSON, but no file or terminal can take it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

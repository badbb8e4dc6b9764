"""YAML read strictly: plain data with the place of every key, and no word ever taken for something it does not say.

YAML reads `no` as false, `12:30` as 750 and `1_000` as 1000. Here such a word is a problem with its line, and a
number is exactly what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from compcheck.model.document import Position
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import LONGEST_NUMBER
from compcheck.reading.yaml_file import Path, YamlFile, shown

DEEPEST = 24

WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
FRACTION = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
NOTHING = re.compile(r"~|null|", re.IGNORECASE)
TRUE_OR_FALSE = re.compile(r"y|n|yes|no|on|off|true|false", re.IGNORECASE)
LIKE_A_NUMBER = re.compile(
    r"""[-+]?(?: 0[xob][0-9a-f_]+ | \.inf | \.nan        # 0x1f, .inf
      | [0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?      # 12:30 counts in sixties
      | (?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:e[-+]?[0-9]+)? )""",  # 010, 1_000, 1., .5, 1e3
    re.IGNORECASE | re.VERBOSE,
)
LIKE_A_TIME = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)")
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(raw: bytes, file: str) -> YamlFile:
    """The one document in these bytes; ProblemsFound with everything that is wrong with them."""
    problems: list[Problem] = []
    found = yaml_so_far(raw, file, problems)
    if problems:
        raise ProblemsFound(problems)
    return found


def yaml_so_far(raw: bytes, file: str, problems: list[Problem]) -> YamlFile:
    """What can be read for all that is wrong, which is added to the problems: None where nothing can."""
    reader = _Reader(file, iter(()), problems)
    unread = YamlFile(file, None, {})
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - before.rfind(b"\n")
        reader.problem(
            (before.count(b"\n"), column - 1),
            "rules-yaml-not-utf8",
            "is not UTF-8 text.",
            "Save the file as UTF-8.",
        )
        return unread
    if found := UNPRINTABLE.search(text):
        before_it = text[: found.start()]
        at = (before_it.count("\n"), found.start() - before_it.rfind("\n") - 1)
        reader.problem(
            at,
            "rules-yaml-control-character",
            f"holds the control character {shown(found.group())}.",
            "Take it out.",
        )
        return unread
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    reader.events = iter(yaml.parse(text, Loader=loader))
    try:
        data = reader.document()
    except yaml.MarkedYAMLError as error:
        reader.problem(
            _of(error.problem_mark or error.context_mark),
            "rules-yaml-syntax",
            f"cannot be read as YAML: {shown(error.problem or error.context)}.",
            "Look at the brackets, quotes, colons and indentation here and just before.",
        )
        return unread
    return YamlFile(file, data, reader.places)


@dataclass(slots=True)
class _Reader:
    """Takes YAML's events apart. Anchors and tags are seen here, before YAML has acted on them."""

    file: str
    events: Iterator[Any]
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path, Position] = field(default_factory=dict)

    def problem(self, at: tuple[int, int], code: str, fact: str, way_out: str) -> None:
        """`at` counts lines and columns from 0, as YAML does."""
        self.problems.append(Problem(code, self.file, fact, way_out, "", at[0] + 1, at[1] + 1))

    def document(self) -> object:
        next(self.events)  # the stream starts
        started = isinstance(next(self.events), yaml.DocumentStartEvent)
        event = next(self.events) if started else None
        if event is None or (isinstance(event, yaml.ScalarEvent) and event.implicit[0] and not event.value):
            self.problem((0, 0), "rules-yaml-empty-file", "is empty.", "Write it, or remove the file.")
            return None
        data = self.node(event, ())
        next(self.events)  # the document ends
        following = next(self.events)
        if isinstance(following, yaml.DocumentStartEvent):
            self.problem(
                _at(following),
                "rules-yaml-several-documents",
                "a second document starts here.",
                "Keep one document in a file: remove the line `---`, or make two files.",
            )
        return data

    def node(self, event: yaml.NodeEvent, path: Path) -> object:
        self._anchor_or_tag(event)
        if len(path) > DEEPEST:
            self.problem(
                _at(event),
                "rules-yaml-too-deep",
                f"is nested more than {DEEPEST} deep.",
                "No rule needs that: flatten it.",
            )
            raise ProblemsFound(self.problems)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._value(event) if isinstance(event, yaml.ScalarEvent) else None

    def _list(self, path: Path) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            here = (*path, len(items))
            self.places[here] = _position(event)
            items.append(self.node(event, here))
        return items

    def _mapping(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in found:
                first = self.places[*path, key].line
                self.problem(
                    _at(event),
                    "rules-yaml-repeated-key",
                    f"`{shown(key)}` stands here a second time, after line {first}.",
                    "Keep one of the two.",
                )
                self.node(next(self.events), (*path, key))
                continue
            self.places[*path, key] = _position(event)
            found[key] = self.node(next(self.events), (*path, key))
        return found

    def _key(self, event: yaml.NodeEvent, path: Path) -> str:
        """The key as a word: here YAML's other readings of `yes` or `no` do not matter."""
        if not isinstance(event, yaml.ScalarEvent):
            self.node(event, (*path, "?"))
            self._no_word(event, "a key is a list, a mapping or an alias.")
            return "?"
        self._anchor_or_tag(event)
        plain = event.implicit[0]
        if plain and event.value == "<<":
            self.problem(
                _at(event),
                "rules-yaml-merge-key",
                "`<<` merges another mapping into this one, and rules do not.",
                "Write the keys out here.",
            )
        elif plain and NOTHING.fullmatch(event.value):
            self._no_word(event, "a key is empty.")
        elif plain and LIKE_A_NUMBER.fullmatch(event.value.removeprefix("-")):
            self._no_word(event, f"the key `{shown(event.value)}` is a number.")
        return str(event.value)

    def _value(self, event: yaml.ScalarEvent) -> object:
        text = event.value
        if found := UNPRINTABLE.search(text):
            fact = f"holds the control character {shown(found.group())}."
            self.problem(_at(event), "rules-yaml-control-character", fact, "Take it out.")
        if not event.implicit[0] or event.tag is not None:
            return text
        if NOTHING.fullmatch(text):
            self.problem(
                _at(event),
                "rules-yaml-empty-value",
                "has no value.",
                "Give it one, leave its key out, or put the word in quotes.",
            )
            return None
        if text in {"true", "false"}:
            return text == "true"
        if WHOLE.fullmatch(text) or FRACTION.fullmatch(text):
            return self._number(event)
        reading = _misread(text)
        if reading:
            self.problem(
                _at(event),
                "rules-yaml-ambiguous-word",
                f"`{shown(text)}` stands without quotes, and YAML may read it as {reading}.",
                f'Put it in quotes: "{shown(text)}"; or write what it means.',
            )
        return text

    def _number(self, event: yaml.ScalarEvent) -> int | Decimal:
        text = event.value
        if len(text.lstrip("-0.").replace(".", "")) > LONGEST_NUMBER:
            self.problem(
                _at(event),
                "rules-yaml-long-number",
                f"has more than {LONGEST_NUMBER} digits.",
                "Write a shorter number: no line is drawn so finely.",
            )
            return 0
        return int(text) if WHOLE.fullmatch(text) else Decimal(text)

    def _anchor_or_tag(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.problem(
                _at(event),
                "rules-yaml-anchor",
                f"`{mark}{shown(event.anchor)}` is an anchor or an alias, and rules have none.",
                "Write the value out where it is used.",
            )
        tag: str | None = getattr(event, "tag", None)  # an alias has none
        if tag is not None:
            self.problem(
                _at(event),
                "rules-yaml-tag",
                f"`{shown(tag.replace('tag:yaml.org,2002:', '!!'))}` is a tag, and rules have none.",
                "Take the tag away; put a word in quotes to keep it text.",
            )

    def _no_word(self, event: yaml.Event, fact: str) -> None:
        self.problem(_at(event), "rules-yaml-key-not-a-word", fact, "Write a word before the colon.")


def _misread(text: str) -> str:
    """What YAML, in one of its versions, takes a bare word for; "" if it is plainly text."""
    if TRUE_OR_FALSE.fullmatch(text):
        return "true or false"
    if LIKE_A_NUMBER.fullmatch(text):
        return "another number"
    if LIKE_A_TIME.fullmatch(text):
        return "a point in time"
    return "an instruction" if text in {"<<", "="} else ""


def _at(event: yaml.Event) -> tuple[int, int]:
    return _of(event.start_mark)


def _of(mark: Any) -> tuple[int, int]:  # one class in YAML's fast reader, another in its slow one
    return (mark.line, mark.column) if mark else (0, 0)


def _position(event: yaml.Event) -> Position:
    line, column = _at(event)
    return Position(line + 1, column + 1)

"""A requirement of one scale in the words of another, so that a line is held against the line it became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.rule import Rule


def corresponding(old: Framework, new: Framework) -> dict[str, str]:
    """What a word of the older scale is on the newer one, as either of the two says; others stay as they are."""
    there = {here: word for word, here in old.corresponds.items() if word in new.scale.words}
    here = {word: here for word, here in new.corresponds.items() if word in old.scale.words}
    return {word: to for word, to in {**there, **here}.items() if word not in new.scale.words}


def in_words_of(rule: Rule, words: Mapping[str, str]) -> Rule:
    if not words:
        return rule
    said = {one.name: _told(getattr(rule, one.name), words) for one in fields(rule) if one.init}
    return replace(rule, **said)


def _told(value: Any, words: Mapping[str, str]) -> Any:  # whatever a rule is made of
    if isinstance(value, Grade):
        return value._replace(scale=tuple(words.get(word, word) for word in value.scale))
    if isinstance(value, tuple):
        told = [_told(one, words) for one in value]
        return type(value)(*told) if hasattr(value, "_fields") else tuple(told)
    return value

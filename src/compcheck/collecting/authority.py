"""Whose records they are: by the code in the file, by name, or by both where they agree."""

from __future__ import annotations

from collections.abc import Sequence

from compcheck.collecting.said import Said
from compcheck.model.comparators import Authority, Comparators
from compcheck.model.extract import FileRead
from compcheck.model.problem import Problem, ProblemsFound


def authority_of(reads: Sequence[FileRead], said: Said, comparators: Comparators) -> dict[str, object]:
    """As a submission says it; ProblemsFound where nobody says it or two disagree."""
    file = reads[0].file
    with_code = {read.authority_code: read.file for read in reads if read.authority_code}
    if len(with_code) > 1:
        (code, one), (other_code, other), *_ = with_code.items()
        fact = f"is of the authority {other_code}, and {one} is of {code}."
        raise _problem("records-otherwise", other, fact, "Collect the files of one authority at a time.")
    code = next(iter(with_code), "")
    beside = _beside(said)
    name = said.authority or str(beside.get("name", ""))
    if said.authority and beside.get("name") and not _same(said.authority, beside, comparators):
        fact = f"is of another authority than --authority {said.authority}."
        assert said.beside is not None  # it has a name
        raise _problem("records-otherwise", said.beside.path, fact, "Correct one of them.")
    known = comparators.authorities.get(code) if code else comparators.authority(name, name)
    if code and name not in {"", code} and not _is_called(code, known, name, comparators):
        called = f"{code} ({known.name})" if known is not None else code
        fact = f"is of the authority {called}, and --authority says {name}."
        raise _problem("records-otherwise", with_code[code], fact, "Leave --authority out, or name the right file.")
    if known is not None:
        return {"name": known.name, "code": known.code, "ons_code": known.ons_code}
    if not name or name == code:
        fact = (
            f"The authority code is {code}, which is none known here."
            if code
            else "The records do not say whose they are."
        )
        raise _problem("records-not-said", file, fact, "Say it, as in: --authority Exampleshire")
    own = {key: beside[key] for key in ("code", "ons_code") if beside.get(key)}
    return {"name": name} | ({"code": code} if code else {}) | own


def _beside(said: Said) -> dict[str, object]:
    given = said.part.get("authority")
    return given if isinstance(given, dict) else {}


def _same(name: str, beside: dict[str, object], comparators: Comparators) -> bool:
    theirs = str(beside["name"])
    one, other = (comparators.authority(word, word) for word in (name, theirs))
    return name.casefold() == theirs.casefold() or (one is not None and one == other)


def _is_called(code: str, known: Authority | None, name: str, comparators: Comparators) -> bool:
    """A name nobody knows may be that of a code nobody knows: an invented authority has both."""
    if known is not None:
        return known.name.casefold() == name.casefold()
    other = comparators.authority(name, name)
    return other is None or other.code == code


def _problem(code: str, file: str, fact: str, way_out: str) -> ProblemsFound:
    return ProblemsFound([Problem(code, file, fact, way_out)])

"""Everything that judgements are made by: the catalogue and the frameworks, from one folder or as packaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.framework import Framework
from compcheck.model.indicator import Catalogue

if TYPE_CHECKING:
    from compcheck.model.records import RecordRules


class ByNeed(Mapping[str, Framework]):
    """Frameworks that are built when somebody asks for them: a run needs one, and there are many.

    `words` are those of all their scales, which a submission may use whatever it is judged under.
    """

    def __init__(self, makers: Mapping[str, Callable[[], Framework]], words: tuple[str, ...]) -> None:
        self._makers = makers
        self._built: dict[str, Framework] = {}
        self.words = words

    def __getitem__(self, name: str) -> Framework:
        if name not in self._built:
            self._built[name] = self._makers[name]()
        return self._built[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class RulesForRecords:
    """The rules that records are read and counted by, built when somebody has records."""

    def __init__(self, make: Callable[[], RecordRules]) -> None:
        self._make = make
        self._built: RecordRules | None = None

    def __call__(self) -> RecordRules:
        if self._built is None:
            self._built = self._make()
        return self._built


def no_rules_for_records() -> RecordRules:
    from compcheck.model.records import RecordRules  # noqa: PLC0415  # who has no records need not wait for it

    return RecordRules({}, {}, {}, {}, {}, {}, (), "")


class Library(NamedTuple):
    """`home` is "packaged" or the folder as typed; it never reaches a result, only messages."""

    catalogue: Catalogue
    frameworks: Mapping[str, Framework]
    home: str
    record_rules: Callable[[], RecordRules] = no_rules_for_records

    def records(self) -> RecordRules:
        """What records are read and counted by; empty for a folder of rules without records/."""
        return self.record_rules()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of every scale, in the order of the frameworks."""
        frameworks = self.frameworks
        if isinstance(frameworks, ByNeed):
            return frameworks.words
        return tuple(dict.fromkeys(word for one in frameworks.values() for word in one.scale.words))

    def in_force_on(self, day: date) -> tuple[Framework, ...]:
        """The frameworks that a submission of that day is judged under if it names none, by id."""
        ruled = [one for _, one in sorted(self.frameworks.items()) if one.in_force_on(day)]
        return tuple(one for one in ruled if not one.only_by_name)

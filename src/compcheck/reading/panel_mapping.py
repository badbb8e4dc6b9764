"""A mapping file (YAML): what the columns of somebody else's panel are here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from compcheck.model.document import Position
from compcheck.model.library import Library
from compcheck.model.panel import ALL_OTHERS, Ends, PanelMapping
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.when import When
from compcheck.reading.limits import LARGEST_FILE
from compcheck.reading.panel_columns import is_target, targets
from compcheck.reading.strict_yaml import read_yaml
from compcheck.reading.text_file import bytes_of, shown_path
from compcheck.reading.yaml_file import Path, YamlFile, did_you_mean, shown

KEYS = ("columns", "ends", "ignore", "words", "source")
KEYS_OF_ENDS = ("month_day", "of")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


def read_panel_mapping(path: str, library: Library) -> PanelMapping:
    """ProblemsFound with everything that is wrong with the file."""
    file = read_yaml(bytes_of(path, LARGEST_FILE), shown_path(path))
    reader = _Reader(file, targets(library), library)
    mapping = reader.whole()
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return mapping


@dataclass(slots=True)
class _Reader:
    """What was found wrong, and where every column is named."""

    file: YamlFile
    known: tuple[str, ...]
    library: Library
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Position] = field(default_factory=dict)

    def problem(self, code: str, fact: str, way_out: str, path: Path = ()) -> None:
        self.problems.append(self.file.problem(code, fact, way_out, path))

    def whole(self) -> PanelMapping:
        data = self.file.data
        if not isinstance(data, Mapping):
            self.problem("mapping-shape", "is no mapping.", "Begin with `columns:`. docs/panels.md shows one.")
            return PanelMapping()
        for key in data:
            if key not in KEYS:
                self.problem("mapping-key", f"`{shown(key)}` is no key here.", did_you_mean(key, KEYS), (key,))
        source = data.get("source", "")
        if not isinstance(source, str):
            self.problem("mapping-shape", "`source` is no text.", "Say where the figures are from.", ("source",))
        columns = self._columns()
        ends = tuple(self._ends())
        return PanelMapping(
            self.file.file, columns, ends, self._ignored(data.get("ignore", [])), dict(self._words()), str(source),
            self.places,
        )  # fmt: skip

    def _mapping(self, key: str, path: Path, example: str) -> Mapping[str, object]:
        """The mapping under a key of the whole, or none where it is left out or is something else."""
        data = self.file.data
        found = data.get(key, {}) if isinstance(data, Mapping) else {}
        if isinstance(found, Mapping):
            return found
        self.problem("mapping-shape", f"`{key}` is no mapping.", f"Write it as `{example}`.", path)
        return {}

    def _named(self, column: str, path: Path) -> str:
        """The column's name as headers are compared; said of no column twice."""
        name = column.strip().casefold()
        if name in self.places:
            line = self.places[name].line
            fact = f"`{shown(column)}` has its meaning already, in line {line}."
            self.problem("mapping-repeated", fact, "Keep one of the two.", path)
        self.places.setdefault(name, self.file.places.get(path, Position(1, 1)))
        return name

    def _columns(self) -> dict[str, str]:
        columns: dict[str, str] = {}
        taken: dict[str, str] = {}
        for column, target in self._mapping("columns", ("columns",), "columns: {la_name: authority.name}").items():
            path = ("columns", column)
            name = self._named(column, path)
            if not isinstance(target, str) or not is_target(target, self.known):
                said = did_you_mean(str(target), self.known) or "`compcheck indicators list` has every indicator."
                fact = f"`{shown(column)}` is to be `{shown(target)}`, which is no column of a panel."
                self.problem("mapping-target", fact, said, path)
            elif target in taken:
                fact = f"`{shown(column)}` is to be `{target}`, and so is `{shown(taken[target])}`."
                self.problem("mapping-repeated", fact, "Ignore one of the two.", path)
            else:
                taken[target] = column
                columns[name] = target
        return columns

    def _ends(self) -> Iterator[Ends]:
        example = "ends: {year: {month_day: 03-31, of: [re_referrals]}}"
        taken: dict[str, str] = {}
        for column, said in self._mapping("ends", ("ends",), example).items():
            path = ("ends", column)
            name = self._named(column, path)
            if not isinstance(said, Mapping) or set(said) != set(KEYS_OF_ENDS):
                fact = f"`{shown(column)}` does not say `month_day` and `of`, and these alone."
                self.problem("mapping-shape", fact, f"Write it as `{example}`.", path)
                continue
            month_day, of = said["month_day"], said["of"]
            if not _is_month_day(month_day):
                fact = f"`month_day` is `{shown(month_day)}`, which is no day of every year."
                self.problem("mapping-shape", fact, "Write it as 03-31.", (*path, "month_day"))
            if not isinstance(of, list) or not of:
                self.problem("mapping-shape", "`of` is no list.", "List the indicators.", (*path, "of"))
                continue
            for place, indicator in enumerate(of):
                self._check_end(indicator, column, taken, (*path, "of", place))
            yield Ends(name, str(month_day), tuple(str(one) for one in of))

    def _check_end(self, indicator: object, column: str, taken: dict[str, str], path: Path) -> None:
        indicators = self.library.catalogue.indicators
        if indicator not in indicators:
            said = did_you_mean(str(indicator), indicators) or "`compcheck indicators list` has them all."
            self.problem("mapping-target", f"`{shown(indicator)}` is no indicator.", said, path)
        elif str(indicator) in taken:
            fact = f"`{indicator}` ends by `{shown(taken[str(indicator)])}` already."
            self.problem("mapping-repeated", fact, "Keep one of the two.", path)
        taken.setdefault(str(indicator), column)

    def _ignored(self, said: object) -> frozenset[str] | None:
        if said == ALL_OTHERS:
            return None
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            way_out = f"Write it as `ignore: [region, notes]`, or as `ignore: {ALL_OTHERS}`."
            self.problem("mapping-shape", "`ignore` is no list of columns.", way_out, ("ignore",))
            return frozenset()
        return frozenset(self._named(str(one), ("ignore", place)) for place, one in enumerate(said))

    def _words(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """What the cells of a column mean: `framework: {SIF: single-inspection-2013}`."""
        example = "words: {inspection: {SIF: single-inspection-2013}}"
        for column, said in self._mapping("words", ("words",), example).items():
            path = ("words", column)
            if not isinstance(said, Mapping) or not all(isinstance(one, str) for one in said.values()):
                fact = f"`{shown(column)}` is no mapping of words to words."
                self.problem("mapping-shape", fact, f"Write it as `{example}`.", path)
                continue
            if column.strip().casefold() not in self.places:
                fact = f"`{shown(column)}` stands under `words`, and neither under `columns` nor `ends`."
                self.problem("mapping-target", fact, "Say under `columns` what it is.", path)
            yield column.strip().casefold(), {key.casefold(): str(one) for key, one in said.items()}


def _is_month_day(said: object) -> bool:
    """29 February is no day of every year."""
    if not isinstance(said, str) or not _MONTH_DAY.fullmatch(said):
        return False
    try:
        When.read(f"2015-{said}")
    except ValueError:
        return False
    return True

"""The rules for records side by side: what is named must be there, and a way of counting must be one that can count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from compcheck.model.counting import CANNOT, RATE
from compcheck.model.problem import Problem
from compcheck.model.records import ON_THE_DAY, WORKED_OUT
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.record_folder import COUNTED, RecordFolder
from compcheck.reading.record_sources import unfit_codes, unfit_source, unfit_table
from compcheck.reading.record_words import Place, Words, columns_in, unknown_words
from compcheck.reading.rule_folder import Found, RuleFolder
from compcheck.reading.yaml_file import Path, YamlFile, did_you_mean, shown

OF_WHAT_CANNOT = frozenset({"source", "gives", "why", "since", "until"})
NOT_FROM_RECORDS: Mapping[str, str] = {
    "rate per 10,000": "records do not hold the population",
    "yes/no": "records hold no answers",
}
"""By unit."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """Everything that names may lead to."""

    records: RecordFolder
    parameters: Mapping[str, Found]

    def words(self, table: str, beside: str = "") -> Words:
        codes = {name: one.raw for name, one in self.records.codes.items()}
        return Words(self.columns(table), self.columns(beside), self.parameters, codes)

    def columns(self, table: str) -> Mapping[str, Raw]:
        found = self.records.tables.get(table)
        columns: Mapping[str, Raw] = found.raw["columns"] if found is not None else {}
        return columns

    def missing(self, source: str, table: str, columns: Iterable[str]) -> list[str]:
        """Those that the source does not have, and that nothing works out."""
        tables = self.records.sources[source].raw["tables"]
        kept = tables[table].get("columns") if table in tables else None
        known = self.columns(table)
        return [one for one in columns if kept is not None and one not in kept and not known[one].get("derived")]

    def has(self, source: str, table: str) -> bool:
        """Whether the source has the table, or one that it is worked out of."""
        tables = self.records.sources[source].raw["tables"]
        return table in tables or WORKED_OUT.get(table) in tables


def unfit_records(folder: RuleFolder, records: RecordFolder) -> list[Problem]:
    """Everything about the record rules, and about how indicators are counted, that one file alone does not show."""
    rules = _Rules(records, folder.parameters)
    problems = [
        *(problem for name, one in records.codes.items() for problem in unfit_codes(one, name)),
        *(problem for name, one in records.tables.items() for problem in unfit_table(one, name, records.codes)),
        *(problem for one in records.sources.values() for problem in unfit_source(one, records.tables)),
        *(problem for name, one in records.checks.items() for problem in _unfit_check(rules, one, name)),
        *(problem for name, one in records.watch_lists.items() for problem in _unfit_watch_list(rules, one, name)),
        *(problem for name, one in folder.indicators.items() for problem in _unfit_counted(rules, one, name)),
    ]
    if not (records.whole and folder.catalogue_is_whole):  # what is unknown may only be unreadable
        problems = [problem for problem in problems if problem.code != "rules-unknown-name"]
    return problems


def _apart(file: YamlFile, fact: str, way_out: str, path: Path) -> Problem:
    return file.problem("rules-combination", fact, way_out, path)


def _unknown(file: YamlFile, what: str, name: str, known: Collection[str], path: Path) -> Problem:
    fact = f"there is no {what} `{shown(name)}`."
    return file.problem("rules-unknown-name", fact, did_you_mean(name, known) or "Correct it, or define it.", path)


def _unfit_counted(rules: _Rules, one: Found, name: str) -> Iterator[Problem]:
    for at, way in enumerate(one.raw.get(COUNTED, ())):
        path: Path = (name, COUNTED, at)
        if way["source"] not in rules.records.sources:
            yield _unknown(one.file, "source", way["source"], rules.records.sources, (*path, "source"))
        elif way["gives"] == CANNOT:
            yield from _cannot(one.file, way, path)
        else:
            yield from _counts(rules, one, way, path)
        if "since" in way and "until" in way and way["since"] > way["until"]:
            yield _apart(one.file, "it ends before it begins.", "Correct one of the two days.", (*path, "until"))


def _cannot(file: YamlFile, way: Raw, path: Path) -> Iterator[Problem]:
    if "why" not in way:
        yield _apart(file, "nothing says why the figure cannot be given.", "Add `why:` with the reason.", path)
    for key in way:
        if key not in OF_WHAT_CANNOT:
            fact = f"`{key}` says how to count what cannot be given."
            yield _apart(file, fact, "Take it out.", (*path, key))


def _counts(rules: _Rules, one: Found, way: Raw, path: Path) -> Iterator[Problem]:
    file, unit, source = one.file, one.raw["unit"], way["source"]
    if unit in NOT_FROM_RECORDS:
        fact = f"a figure in {unit} cannot be counted: {NOT_FROM_RECORDS[unit]}."
        yield _apart(file, fact, f"Write `gives: {CANNOT}` with its reason.", (*path, "gives"))
    if "why" in way:
        yield _apart(file, f"`why` is for what {CANNOT}.", "Take it out, or say what the source gives.", (*path, "why"))
    if "unless_given" in way and "at_least" not in way:
        fact = "nothing says why the figure may be too low."
        yield _apart(file, fact, "Add `at_least:` with the reason.", (*path, "unless_given"))
    yield from _keys_of_unit(file, unit, way, path)
    if "table" not in way:
        yield _apart(file, "no table is named.", "Add `table:`.", path)
        return
    table, tables = way["table"], rules.records.sources[source].raw["tables"]
    if table not in rules.records.tables:
        yield _unknown(file, "table", table, rules.records.tables, (*path, "table"))
        return
    if not rules.has(source, table):
        fact = f"{source} has no table `{shown(table)}`."
        way_out = did_you_mean(table, tables) or "Name one that it has."
        yield file.problem("rules-unknown-name", fact, way_out, (*path, "table"))
        return
    if way["gives"] == RATE and tables.get(table, {}).get("window") == ON_THE_DAY:
        fact = f"`{table}` of {source} is of one day, and a rate is over a period."
        yield _apart(file, fact, "Say what it gives on the day.", (*path, "gives"))
    if "dated" in way and rules.columns(table).get(way["dated"], {}).get("holds", "date") != "date":
        yield _apart(file, f"`{way['dated']}` holds no date.", "Name the day a row is counted on.", (*path, "dated"))
    names = [("each",), ("dated",), *(("shows", at) for at in range(len(way.get("shows", ()))))]
    yield from _named_columns(rules, file, table, way, path, names)
    places = [
        *_places(file, way, path, ("where", "met", "value", "first")),
        *(Place(file, (*path, "leaves_out", label), raw) for label, raw in way.get("leaves_out", {}).items()),
    ]
    words = rules.words(table)
    yield from (problem for place in places for problem in unknown_words(place, words))
    yield from _within(rules, file, way, words, path)
    yield from _never(rules, file, source, table, way, path)


def _keys_of_unit(file: YamlFile, unit: str, way: Raw, path: Path) -> Iterator[Problem]:
    """A share has rows that meet something, an amount is an aggregate, and a count is of the rows themselves."""
    met = [key for key in ("met", "within", "value") if key in way]
    if len(met) > 1:
        fact = f"`{met[0]}` and `{met[1]}` both say what is counted."
        yield _apart(file, fact, "Keep one of the two.", (*path, met[1]))
    elif unit == "percent" and not met:
        fact = "nothing says which rows are in the numerator."
        yield _apart(file, fact, "Add `met:` or `within:`, or `value:` for a share of amounts.", path)
    elif unit == "number" and met != ["value"]:
        fact = "a number is worked out of the rows, and nothing says how."
        yield _apart(file, fact, "Add `value:` with an aggregate, as `median(cases)`.", path)
    elif unit == "count" and met not in ([], ["value"]) and "each" not in way:
        fact = f"a count is of the rows that `where` lets in, and `{met[0]}` makes it a share."
        yield _apart(file, fact, "Say it in `where`.", (*path, met[0]))
    for key in ("leaves_out", "within"):
        if key in way and "each" in way:
            fact = f"`each` counts the values of a column, and `{key}` is said of single rows."
            yield _apart(file, fact, "Say it in `where`, or in `met` of all their `cases`.", (*path, key))
    if "where" not in way and "value" not in way:
        yield _apart(file, "nothing says which rows count.", "Add `where:`; `where: true` is every row.", path)


def _places(file: YamlFile, raw: Raw, path: Path, keys: Iterable[str]) -> Iterator[Place]:
    for key in keys:
        if key in raw:
            yield Place(file, (*path, key), raw[key], key == "value", "each" in raw)


def _named_columns(
    rules: _Rules, file: YamlFile, table: str, raw: Raw, path: Path, steps: Iterable[tuple[str | int, ...]]
) -> Iterator[Problem]:
    """What is no expression and names a column."""
    columns = rules.columns(table)
    for step in steps:
        name = raw.get(str(step[0]))
        if name is not None and len(step) > 1:
            name = name[step[1]]  # the number of an item of a list
        if name is not None and name not in columns:
            yield _unknown(file, "column", name, columns, (*path, *step))


def _within(rules: _Rules, file: YamlFile, raw: Raw, words: Words, path: Path) -> Iterator[Problem]:
    within = raw.get("within")
    if within is None:
        return
    here = (*path, "within")
    for key in ("from", "to"):
        yield from unknown_words(Place(file, (*here, key), within[key]), words)
    limit = within["limit"]
    if isinstance(limit, str) and limit not in rules.parameters:
        yield _unknown(file, "parameter", limit, rules.parameters, (*here, "limit"))
    elif isinstance(limit, str) and (unit := rules.parameters[limit].raw["unit"]) != within["unit"]:
        fact = f"`{limit}` is in {unit}, and the limit here in {within['unit']}."
        yield _apart(file, fact, "Write the parameter's own unit.", (*here, "unit"))


def _never(rules: _Rules, file: YamlFile, source: str, table: str, way: Raw, path: Path) -> Iterator[Problem]:
    """A way that rests on what its source does not hold would be silent for ever."""
    for column in rules.missing(source, table, sorted(_used(way, rules.columns(table)))):
        fact = f"{source} has no `{column}` in `{table}`, so this can never be counted."
        way_out = f"Count it otherwise, or write `gives: {CANNOT}`."
        yield _apart(file, fact, way_out, path)


def _used(raw: Raw, columns: Mapping[str, Raw]) -> set[str]:
    """The table's own columns that a count, check or watch list cannot do without."""
    within = raw.get("within", {})
    texts = [raw.get(key, "") for key in ("where", "met", "value", "first", "touched", "of")]
    texts += [within.get("from", ""), within.get("to", ""), *raw.get("leaves_out", {}).values()]
    named = {raw.get("each", ""), raw.get("dated", ""), raw.get("match", ""), *raw.get("repeated", ())} & {*columns}
    return named.union(*(columns_in(text, columns) for text in texts if isinstance(text, str)))


def _tables_of(rules: _Rules, one: Found, raw: Raw, path: Path) -> Iterator[Problem]:
    """The table and the sources a check or watch list names."""
    for key in ("table", "beside"):
        if key in raw and raw[key] not in rules.records.tables:
            yield _unknown(one.file, "table", raw[key], rules.records.tables, (*path, key))
    for at, source in enumerate(raw.get("sources", ())):
        here = (*path, "sources", at)
        if source not in rules.records.sources:
            yield _unknown(one.file, "source", source, rules.records.sources, here)
            continue
        for key in ("table", "beside"):
            if key in raw and raw[key] in rules.records.tables and not rules.has(source, raw[key]):
                fact = f"{source} has no table `{shown(raw[key])}`."
                yield _apart(one.file, fact, "Take the source out, or name another table.", here)
        table = raw["table"]
        if rules.has(source, table) and table in rules.records.tables:
            for column in rules.missing(source, table, sorted(_used(raw, rules.columns(table)))):
                fact = f"{source} has no `{column}` in `{table}`, so this can never be counted there."
                yield _apart(one.file, fact, "Take the source out.", here)


def _unfit_check(rules: _Rules, one: Found, name: str) -> Iterator[Problem]:
    raw, path = one.raw, (name,)
    yield from _tables_of(rules, one, raw, path)
    if ("touched" in raw) == ("repeated" in raw):
        fact = "it says twice which rows it touches." if "touched" in raw else "nothing says which rows it touches."
        yield _apart(one.file, fact, "Write `touched:` or `repeated:`, and not both.", path)
    if ("beside" in raw) != ("match" in raw):
        fact = "another table is matched on a column: `beside` and `match` belong together."
        yield _apart(one.file, fact, "Add the other, or take both out.", path)
    if raw["table"] not in rules.records.tables:
        return
    match = raw.get("match")
    if match is not None and raw.get("beside") in rules.records.tables and match not in rules.columns(raw["beside"]):
        yield _unknown(one.file, f"column of {raw['beside']}", match, rules.columns(raw["beside"]), (*path, "match"))
    names = [("match",), *(("repeated", at) for at in range(len(raw.get("repeated", ()))))]
    yield from _named_columns(rules, one.file, raw["table"], raw, path, names)
    words = rules.words(raw["table"], raw.get("beside", ""))
    for place in _places(one.file, raw, path, ("touched", "of")):
        yield from unknown_words(place, words)


def _unfit_watch_list(rules: _Rules, one: Found, name: str) -> Iterator[Problem]:
    raw, path = one.raw, (name,)
    yield from _tables_of(rules, one, raw, path)
    if raw["table"] not in rules.records.tables:
        return
    names = [("shows", at) for at in range(len(raw.get("shows", ())))]
    yield from _named_columns(rules, one.file, raw["table"], raw, path, names)
    words = rules.words(raw["table"])
    for place in _places(one.file, raw, path, ("where", "first")):
        yield from unknown_words(place, words)
    yield from _within(rules, one.file, raw, words, path)

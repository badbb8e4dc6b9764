"""Values a submission might hold that some reader of a report would obey, and a run in which they stand everywhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from builders import (
    INADEQUATE,
    at_least,
    bands,
    evaluated,
    evidence_rule,
    figure,
    framework,
    part_of,
    replace,
    rule,
    seen,
)
from compcheck.model.evaluation import Run
from compcheck.model.explanation import IN_FORCE, Explained, Explanation, ExplanationFile
from compcheck.model.problem import Problem
from compcheck.model.rule import Recommendation
from compcheck.model.submission import Inspection

HOSTILE = {
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "an attribute": "\" onmouseover='alert(1)' x=\"",
    "Markdown": "| cell | `code` **bold** [link](http://evil.example) ![i](http://evil.example/i.png)",
    "a name, an issue and a link": "@director fixes #1, GH-2; me@evil.example https://evil.example www.evil.example",
    "a workflow command": "::set-output name=grade::good",
    "a workflow command in a second line": "note\n::error file=a.py,line=1::gone%0A::stop-commands::x",
    "an older command": "##[set-env name=PATH]x ##vso[task.setvariable variable=a]b",
    "an escaped line": "%0A::warning::x%0D%25",
    "the end of CDATA": "]]></system-out><testcase name='x'/><![CDATA[",
    "an entity": "&lt;b&gt; &#64;director <!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "a formula": "=cmd|' /C calc'!A0",
    "another formula": '+HYPERLINK("http://evil.example","x")',
    "a third formula": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a fourth formula": "-2+3+cmd|' /C calc'!A0",
    "a formula behind a tab": "\t=1+1",
    "a quotation mark, commas and lines": 'a "quoted", cell\r\nand another;row',
    "colours of a terminal": "\x1b[31mred\x1b[0m\x07\x9b31m",
    "text that turns round": "\u202egood\u202c \u2066x\u2069 \ufeff",
    "what XML may not hold": "a\x00b\x0bc\x1fd\ufffee\uffff",
    "half a character": "a\ud800b",
}  # fmt: skip


def hostile_run(value: str, *, internal: bool = False) -> Run:
    """Every text of a submission and of what stands beside it is `value`; findings of each kind are among them."""
    timely = rule(
        "practice/timely", bands(at_least("88.2"), at_least("68.5")),
        recommend=(Recommendation(INADEQUATE, "do it", "immediately"),),
    )  # fmt: skip
    well = rule("practice/well", bands(at_least(10)), indicator="done_well")
    unseen = rule("practice/unseen", bands(at_least(10)), indicator="not_given")
    late = rule("practice/late", bands(at_least(10)), indicator="given_as_missing")
    edition = framework(timely, well, unseen, late, evidence_rule(left_to_inspectors=""))
    figures = [
        figure(part_of(57, 100, source=value, note=value, plan=value)),
        figure(part_of(90, 100, "done_well", source=value, note=value)),
        figure(replace(part_of(None, None, "given_as_missing"), not_supplied=value, source=value)),
    ]
    evaluation = evaluated(edition, figures, [seen(source=value, says=value, plan=value, share=Decimal(40))])
    submission = replace(
        evaluation.submission,
        authority=replace(evaluation.submission.authority, name=value),
        note=value,
        inspection=Inspection("2013-05", value, "good"),
    )
    explained = Explained(
        Explanation("practice/timely", value, value, value, date(2013, 1, 1), date(2013, 12, 31), value, 1, 1), IN_FORCE
    )
    told = replace(
        evaluation,
        submission=submission,
        document=replace(evaluation.document, path=value),
        explanations={"practice/timely": (explained,)},
    )
    problem = Problem("not-json", value, "is no JSON.", "Mend it.", "/" + value, 3, 4)
    return Run((told,), (problem,), internal=internal, explanations=(ExplanationFile(value, "0" * 64, ()),))

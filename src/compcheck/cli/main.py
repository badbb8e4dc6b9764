"""`compcheck` and the register of its commands. Nothing here imports a command that was not asked for."""

from __future__ import annotations

import click

from compcheck import __version__
from compcheck.cli.commands import Listed, commands

COMMANDS = {
    "evaluate": Listed("compcheck.cli.evaluate:evaluate", "What submissions show, judged against a framework."),
    "explain": Listed("compcheck.cli.explain:explain", "Why one finding or one judgement is what it is."),
    "compare": Listed("compcheck.cli.compare:compare", "What became of an authority between two submissions."),
    "collect": Listed("compcheck.cli.collect:collect", "Children's records counted, and put into a submission."),
    "check-lists": Listed("compcheck.cli.check_lists:check_lists", "Where the lists contradict one another."),
    "cases": Listed("compcheck.cli.cases:cases", "The cases behind a finding, into a file of your own."),
    "validate": Listed("compcheck.cli.validate:validate", "Whether submissions can be read, and nothing more."),
    "backtest": Listed("compcheck.cli.backtest:backtest", "How far figures agree with what inspectors really found."),
    "template": Listed("compcheck.cli.template:template", "A blank submission to fill in, as JSON or CSV."),
    "schema": Listed("compcheck.cli.schema:schema", "The JSON Schema of a submission."),
    "frameworks": Listed("compcheck.cli.frameworks:frameworks", "The frameworks a submission can be judged under."),
    "rules": Listed("compcheck.cli.rules:rules", "The requirements of a framework, and the proof that they hold."),
    "indicators": Listed("compcheck.cli.indicators:indicators", "The figures and the evidence a submission may give."),
    "sample-records": Listed(
        "compcheck.cli.sample_records:sample_records", "Invented records of an invented authority, to try things on."
    ),
    "completion": Listed("compcheck.cli.completion:completion", "A script that completes commands in your shell."),
}


@click.group(
    cls=commands(COMMANDS),
    name="compcheck",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with:  compcheck evaluate samples/devon.json",
)
@click.version_option(__version__, prog_name="compcheck")
def compcheck() -> None:
    """What a local authority's own figures and evidence about children's services show, held against a stated
    line and its source.

    Exit codes: 0 met the bar, 1 did not or could not be judged, 2 could not be evaluated.
    """

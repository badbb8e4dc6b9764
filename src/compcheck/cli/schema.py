"""`compcheck schema`: the JSON Schema of a submission, for editors and for other tools."""

from __future__ import annotations

import json

import click

from compcheck.cli import options
from compcheck.cli.output import print_utf8, write_file
from compcheck.reading.rule_home import load_library
from compcheck.shape import submission_schema

EXAMPLES = """\b
Examples:
  compcheck schema
  compcheck schema --output submission.schema.json
"""


@click.command(epilog=EXAMPLES)
@options.rules
@options.output
def schema(rules_folder: str | None, output_path: str | None) -> None:
    """Print the JSON Schema (draft 2020-12) of a submission, made from the catalogue of indicators and evidence.

    A submission whose "$schema" names the file is checked and completed by most editors as it is typed.
    """
    text = json.dumps(submission_schema(load_library(rules_folder)), indent=2, ensure_ascii=False) + "\n"
    if output_path is None:
        print_utf8(text)
    else:
        write_file(output_path, text)

"""What is wrong where a text stops being JSON, in the words of somebody who edits it."""

from __future__ import annotations

from json import JSONDecodeError

_ONE_PLACE = "Put it right in this place, or just before it."

# What stands at the break is more telling than what the parser hoped for there.
_BY_CHARACTER = {
    "'": ("has text in single quotation marks.", 'JSON has double ones: write "…".'),
    "/": ("has a comment, and JSON knows none.", 'Take it out, or write it as a "note".'),
    "#": ("has a comment, and JSON knows none.", 'Take it out, or write it as a "note".'),
} | dict.fromkeys(
    "“”„‘’",  # a word processor puts these in place of plain ones
    ("has typographic quotation marks.", 'JSON has plain double ones: write "…".'),
)

_BY_MESSAGE = {
    "Expecting property name": (
        "has no key in double quotation marks where one is due.",
        'Write the key in double quotation marks, or take out a comma too many before "}".',
    ),
    "Illegal trailing comma": ("has a comma too many before a closing bracket.", "Take the comma out."),
    "Expecting ':'": ("has no colon between a key and its value.", "Put a colon after the key."),
    "Expecting ','": (
        "lacks a comma before this, or has a bracket that does not match.",
        "Put a comma after what stands before, or close its bracket.",
    ),
    "Expecting value": (
        "has no value where one is due, or one that JSON does not know.",
        "Write a number, a text in double quotation marks, true or false; or take out a comma too many.",
    ),
    "Unterminated string": (
        "has a text that is never closed.",
        "Close the text that begins here with a quotation mark.",
    ),
    "Invalid control character": (
        "has a text that runs over the end of its line, or holds a control character.",
        "Close the text on its line; write a new line in it as \\n.",
    ),
    "Invalid \\": ("has a backslash that begins no escape known to JSON.", "Write a backslash itself as \\\\."),
    "Extra data": (
        "goes on after its last bracket.",
        "Take out what stands here, or a closing bracket too many before it.",
    ),
}


def what_breaks(broken: JSONDecodeError) -> tuple[str, str]:
    """The fact and the way out."""
    in_a_string = broken.msg.startswith(("Unterminated", "Invalid"))
    if not in_a_string:
        if not broken.doc[broken.pos :].strip():
            return "ends before it is complete.", "Close what is open, or get the whole file again from where it came."
        found = _BY_CHARACTER.get(broken.doc[broken.pos])
        if found is not None:
            return found
    for message, said in _BY_MESSAGE.items():
        if broken.msg.startswith(message):
            return said
    return "is not JSON from here on.", _ONE_PLACE

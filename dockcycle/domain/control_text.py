"""Text without what steers a terminal: a log file is looked at with `cat`, and its lines are written by anybody."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: Control sequences (ECMA-48): CSI, OSC, DCS and its like up to their end, and those of two or three characters.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c\n]*(?:\x1b\\|\x9c)?|\x1b[ -/]*[0-~]"
)


def plain(text: str) -> str:
    """Return lines without control sequences; other control characters become their pictures (U+2400), tabs stay."""
    if not _CONTROL.search(text):
        return text
    text = _SEQUENCE.sub("", text.replace("\r\n", "\n"))
    return _CONTROL.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"

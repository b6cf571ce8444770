"""Removes terminal control sequences from text: users read the log with `cat`, and others can write into its lines."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: Control sequences (ECMA-48): CSI sequences, the strings OSC, DCS, SOS, PM and APC up to their end, and the sequences
#: of two or three characters.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c\n]*(?:\x1b\\|\x9c)?|\x1b[ -/]*[0-~]"
)


def plain(text: str) -> str:
    """Return the text without control sequences. Tabs and line feeds stay, CR LF becomes LF.

    Other control characters become their symbols (U+2400 and following), C1 controls become U+FFFD.
    """
    if not _CONTROL.search(text):
        return text
    text = _SEQUENCE.sub("", text.replace("\r\n", "\n"))
    return _CONTROL.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"

"""The part of Dockcycle that is true without a computer: no I/O, no clock of its own, no Flask, no docker SDK."""

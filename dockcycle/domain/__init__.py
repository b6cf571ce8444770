"""The domain layer: the rules of Dockcycle as pure functions and values, without I/O, clock, Flask or docker SDK."""

"""Shell scripts with their results, which are the same on a real engine and on the practice engine."""

#: A script, its output on stdout and stderr, and its exit code.
SCRIPTS: list[tuple[str, str, int]] = [
    ("true", "", 0),
    ("false", "", 1),
    ("nosuchcmd", "sh: nosuchcmd: not found\n", 127),
    ("echo one; echo two; exit 3", "one\ntwo\n", 3),
    ("false || echo no && echo so", "no\nso\n", 0),
    ("false; echo $?", "1\n", 0),
    ("A=b; echo $A ${A}c", "b bc\n", 0),
    ("echo text > /f; echo more >> /f; cat /f", "text\nmore\n", 0),
    ("cd /etc; pwd; touch /etc/x; test -e x", "/etc\n", 0),
    ("sh -c 'echo inner; exit 4'", "inner\n", 4),
    ("sleep 0.2; echo later", "later\n", 0),
    ("sleep never", "sleep: invalid number 'never'\n", 1),
    ("cat /nosuch", "cat: can't open '/nosuch': No such file or directory\n", 1),
    ("rm /nosuch", "rm: can't remove '/nosuch': No such file or directory\n", 1),
    ("rm -f /nosuch; exit", "", 0),
    ("test -e /nosuch || exit 6", "", 6),
    ("for n in 1 2; do echo $n; done", "1\n2\n", 0),
    ("while test ! -e /here; do touch /here; echo round; done", "round\n", 0),
    ("if test -d /etc; then echo yes; else echo no; fi", "yes\n", 0),
    ("exec echo last; echo never", "last\n", 0),
    ("seq 3", "1\n2\n3\n", 0),
]

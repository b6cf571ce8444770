"""The patterns of secrets, each with examples. The examples are the tests (tests/unit/domain/test_masking_rules.py).

All repetitions are bounded, so that a search takes time in proportion to the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

HIDDEN = "••••••"

#: Words that occur in the name of a secret value.
_WORDS = r"pass(?:word|wd|phrase)?|secret|token|apikey|privatekey|accesskey|[_-]key|credential|auth|bearer|dsn"
#: The name of a secret value. `pwd` alone is a command, which only some patterns exclude.
SECRET_NAME = re.compile(rf"{_WORDS}|pwd", re.IGNORECASE)
#: An option whose value is a secret, such as `--db-password`.
SECRET_OPTION = re.compile(rf"--?[\w.-]{{0,60}}(?:{_WORDS}|pwd)[\w.-]{{0,60}}", re.IGNORECASE)
_REST = r"[\w.-]{0,60}"
_SPACE = r"\s{0,40}"
#: A value: a quoted string, a command substitution, a YAML block scalar, or the text up to the next whitespace.
_VALUE = (
    r"\"(?:[^\"\\]|\\.)*(?:\"|\Z)|'(?:[^'\\]|\\.)*(?:'|\Z)|\$\([^)]*(?:\)|\Z)|`[^`]*(?:`|\Z)"
    r"|[|>][-+]?[ \t]*\n(?:[ \t]+[^\n]*(?:\n|\Z))+|\S+"
)


def ignore(_secret: str) -> None:
    """Do nothing with a secret that was found."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of secret. Group 2 of the pattern is the secret, group 1 is the text before it, and group 3 after it.

    Each example contains the secret `hunter2`, which the rule masks. It leaves the near misses as they are. `is_whole`:
    the pattern must match the whole text.
    """

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    is_whole: bool = False

    def masked(self, text: str, found: Callable[[str], object] = ignore) -> str:
        """Return the text with the secrets of this rule masked, and call `found` with each of them."""

        def hidden(match: re.Match[str]) -> str:
            found(match[2])
            return match[1] + HIDDEN + (match[3] if match.re.groups > 2 else "")

        return self.pattern.sub(hidden, text) if not self.is_whole or self.pattern.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class Token:
    """A kind of secret that is recognised without a name. A text that contains one is masked as a whole."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


OPTION_VALUE = Rule(
    name="the value of an option in one argument, spaces included",
    pattern=re.compile(rf"({SECRET_OPTION.pattern}=)(.+)", re.IGNORECASE | re.DOTALL),
    examples=("--password=correct horse hunter2", "--password=Tr0ub'hunter2", "--encryption-key=hunter2"),
    near_misses=("--port=80", "serve --password=x", "--password="),
    is_whole=True,
)
AUTHORIZATION = Rule(
    name="an HTTP header Authorization up to the end of its line or quotation mark, with any scheme",
    pattern=re.compile(  # the phrase "may require authorization: " of containerd is not a header
        rf"((?<!may require )authorization[\"']?{_SPACE}[=:]{_SPACE}[\"']?)([^\"'\n]+)", re.IGNORECASE
    ),
    examples=("curl -H 'Authorization: Bearer hunter2'", "Authorization: Token hunter2", "authorization=hunter2"),
    near_misses=("may require authorization: no basic auth credentials", "authorization failed"),
)
URL_PASSWORD = Rule(
    name="the password in a URL",
    pattern=re.compile(r"(://[^\s/:]{0,100}:)([^\s/]{1,300})(@)"),
    examples=("postgres://me:hunter2@db/shop", "postgres://me:p@hunter2@db", "smtp://me@example.com:hunter2@host"),
    near_misses=("http://db:5432/shop", "http://me@db/shop", "https://example.com/a:b@c"),
)
DATA_SOURCE_PASSWORD = Rule(
    name="the password in a data source name of Go's database drivers, user:password@tcp(host)/name",
    pattern=re.compile(r"(\b[\w.-]{1,64}:)([^\s:/]{1,300})(@(?:tcp|unix)\()"),
    examples=("me:hunter2@tcp(db)/shop", "me:hunter2@unix(/run/db.sock)/shop"),
    near_misses=("me@tcp(db)/shop", "image:1@sha256(x)"),
)
USER_PASSWORD = Rule(
    name="the password in -u name:password; two numbers are a user id and a group id",
    pattern=re.compile(r"((?:^|\s)(?:-u[\s=]?|--user[\s=])(?!\d+:\d+(?:\s|\Z))[^\s:=/]{1,100}:)(\S+)"),
    examples=("curl -u me:hunter2 http://x", "curl -ume:hunter2", "curl --user=me:hunter2"),
    near_misses=("serve -u 1000:1000", "serve -upstream=http://backend:8080", "serve --user-agent=a:b", "serve -u me"),
)
MYSQL_PASSWORD = Rule(
    name="-pPASSWORD as clients of MySQL and MariaDB take it, except other options that begin with -p",
    pattern=re.compile(
        r"(\b(?:mysql(?:admin|dump|show|import|check|pump|sh)?|mariadb(?:-\w{1,20})?|mycli)(?=\s)[^\n]{0,200}?\s-p)"
        r"(?!ort\b|ath\b|id\b|rint|lugin|rotocol)(\S+)"
    ),
    examples=("mysqladmin ping -h db -phunter2", "mariadb-dump -phunter2"),
    near_misses=("mysqld -port=3306", "mysql -port 3306", "mysqld_exporter -path=/x", "mysql -p", "serve -phttp"),
)
NAMED_VALUE = Rule(
    name="the value after its name, as in password=x or --secret x; the command pwd is not a name",
    pattern=re.compile(
        rf"((?:{_WORDS}|(?<=-)pwd|pwd(?={_REST}[\"']?{_SPACE}[=:])){_REST}"
        rf"(?:[\"']?{_SPACE}[=:]{_SPACE}|\s{{1,40}}))({_VALUE})",
        re.IGNORECASE,
    ),
    examples=(
        "PASSWORD=hunter2 serve", "serve --token hunter2", "export DB_PASSWORD=$(echo hunter2)", "serve --pwd hunter2",
        '{"password":"a\\"hunter2"}', "password:        hunter2", "password: |\n  hunter2\n", "db.pwd=hunter2",
    ),
    near_misses=("cd /srv && pwd && serve", "sleep 1000", "key=value", "monkey: 1"),
)  # fmt: skip
ERROR_VALUE = Rule(
    name=(
        "the value after its name in an error message: after =, after an option, after a quoted name with a colon, and "
        "after some names with a colon and a space; other words after such a name are mostly not a value"
    ),
    pattern=re.compile(
        rf"((?:(?:{_WORDS}|pwd){_REST}=|(?<![\w-])--?{_REST}(?:{_WORDS}|pwd){_REST}\s{{1,40}}"
        rf"|(?:{_WORDS}|pwd){_REST}[\"']{_SPACE}:{_SPACE}"
        r"|(?<![a-z])(?:password|passwd|passphrase|secret|apikey|[\w-]{0,60}[_-](?:token|key))\"?:\s{1,40}))"
        rf"(?![\"']?{HIDDEN})({_VALUE})",
        re.IGNORECASE,
    ),
    examples=(
        "plugin refused: password=hunter2", "invalid option --password hunter2", 'registry says {"token":"hunter2"}',
        "wrong password: hunter2", "api_key: hunter2",
    ),
    near_misses=(
        "unauthorized: authentication required", "No such image: token-server:1", "incorrect username or password",
        "container token-server is not running", "entries in passwd file", f"password={HIDDEN}",
    ),
)  # fmt: skip

#: Applied in this order to a command line, or to another text that has no field name.
TEXT_RULES = (
    OPTION_VALUE, AUTHORIZATION, URL_PASSWORD, DATA_SOURCE_PASSWORD, USER_PASSWORD, MYSQL_PASSWORD, NAMED_VALUE,
)  # fmt: skip
#: Applied in this order to an error message.
ERROR_RULES = (AUTHORIZATION, URL_PASSWORD, DATA_SOURCE_PASSWORD, ERROR_VALUE)

TOKENS = (
    Token(
        name="a private key in PEM",
        pattern=r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY",
        examples=("-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN RSA PRIVATE KEY-----"),
        near_misses=("-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----"),
    ),
    Token(
        name="a JSON Web Token",
        pattern=r"(?<![\w-])eyJ[\w-]{10,2000}\.[\w-]{10,}",
        examples=("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",),
        near_misses=("eyJ", "eyJhbGciOiJIUzI1NiJ9", "keyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0"),
    ),
    Token(
        name="an access key id of AWS",
        pattern=r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
        examples=("AKIAIOSFODNN7EXAMPLE", "key ASIAIOSFODNN7EXAMPLE"),
        near_misses=("AKIAIOSFODNN7", "AKIAIOSFODNN7EXAMPLES"),
    ),
    Token(
        name="a token of GitHub",
        pattern=r"\bgh[pousr]_\w{20,}",
        examples=("ghp_0123456789abcdefghij", "x ghs_0123456789abcdefghij"),
        near_misses=("ghp_short", "ghx_0123456789abcdefghij"),
    ),
    Token(
        name="a token of Slack",
        pattern=r"\bxox[abpr]-[\w-]{10,}",
        examples=("xoxb-0123456789",),
        near_misses=("xoxb-1", "xoxz-0123456789"),
    ),
    Token(
        name="a secret key of OpenAI or Stripe",
        pattern=r"\bsk-[\w-]{20,}",
        examples=("sk-0123456789abcdefghij",),
        near_misses=("sk-short", "task-0123456789abcdefghij"),
    ),
)
#: Finds any of the tokens.
ANY_TOKEN = re.compile("|".join(token.pattern for token in TOKENS))

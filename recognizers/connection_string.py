"""Connection strings of databases and brokers: the password and the user in `key=value;` lists and shorthand forms."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._values import placeholder
from recognizers.rule import Rule, Verdict

_EVIDENCE = re.compile(
    rb"(?:server|source|host|hostname|addr|address|dsn|driver|provider|catalog|database|dbq)[ \t]*=|[jo]dbc:",
    re.IGNORECASE,
)
_NEXT = re.compile(rb"[ \t][A-Za-z][0-9A-Za-z_-]*=")
_NEAR = 256
"""How far evidence may stand from the value."""
_USERS_TEXT = b"sa root admin postgres mysql sys system user guest oracle public"
_USERS = frozenset(_USERS_TEXT.split())


def in_list(line: bytes, start: int, end: int) -> Verdict:
    """Refuses where nothing on the line says that this is a connection string, and placeholders."""
    if _NEXT.search(line[start:end]):
        return Verdict.REFUSE  # another grammar's pairs, parted by blanks
    if placeholder(line[start:end]) or _EVIDENCE.search(line, max(0, start - _NEAR), end + _NEAR) is None:
        return Verdict.REFUSE
    return Verdict.ABSTAIN


def user_in_list(line: bytes, start: int, end: int) -> Verdict:
    """As `in_list`; refuses accounts that every installation has."""
    return (
        Verdict.REFUSE
        if line[start:end].lower() in _USERS or line[end - 1 : end] == b")"
        else in_list(line, start, end)
    )


RULES = (
    Rule(
        id="connection-string-password",
        entity="SECRET",
        pattern=r"[;?&\"' (](?:Password|Pwd|pass)[ \t]*=[ \t]*(?P<value>[^;\"'\s{][^;\"'\r\n]{0,255})(?:;|\"|'|$)",
        reference="ADO.NET and ODBC connection strings; JDBC URL properties of SQL Server",
        examples=(
            "Server=db.example.com;Database=shop;User Id=ann;Password=«p&ss word,1»;Encrypt=true",
            "jdbc:sqlserver://db.example.com:1433;user=ann;password=«w0rd»;",
            "Driver={SQL};Server=db;Uid=ann;Pwd=«w(0)rd»",
        ),
        near_misses=(
            "Server=db;Password=;",
            "a;password=x;b",
            "/ppp secret add server=x password=y profile=z service=l2tp",
            "Server=db;Persist Security Info=True;",
        ),
        trigger=("password[ \t]*=", "pwd[ \t]*=", "pass[ \t]*="),
        ignore_case=True,
        score=0.95,
        before="",
        after="",
        validate=in_list,
        blind=True,
    ),
    Rule(
        id="connection-string-user",
        entity="USERNAME",
        pattern=r"[;?&\"' (](?:User[ ]?Id|Uid|User[ ]?Name|User)[ \t]*=[ \t]*(?P<value>[^;\"'\s{&]{2,64})(?:[;\"'&]|$)",
        reference="ADO.NET and ODBC connection strings",
        examples=(
            "Server=db.example.com;User Id=«alee»;Password=x",
            "jdbc:sqlserver://db:1433;user=«alee»;password=x;",
        ),
        near_misses=("Server=db;User Id=sa;Password=x", "user=alee;", "a;uid=1000;b"),
        trigger=("user", "uid"),
        ignore_case=True,
        score=0.9,
        before="",
        after="",
        validate=user_in_list,
        blind=True,
        seeds=True,
    ),
    Rule(
        id="oracle-logon",
        entity="SECRET",
        pattern=(
            r"(?:sqlplus|exp|imp|expdp|impdp|sqlldr|rman target|tnsping|connect|conn)[ \t]+"
            r"(?:-[A-Za-z]{1,2}[ \t]+)?[\"']?[A-Za-z][0-9A-Za-z_$#]{1,30}/(?P<value>[^\s/@\"']{2,64})@"
        ),
        reference="Oracle SQL*Plus User's Guide, logon syntax user/password@identifier",
        examples=("sqlplus ann/«w0rd»@orcl", "connect ann/«w0rd»@//db.example.com/x"),
        near_misses=("sqlplus / as sysdba", "git clone a/b@c", "exp a/b"),
        trigger="@",
        score=0.95,
        after="",
    ),
    Rule(
        id="url-password-only",
        entity="SECRET",
        pattern=(
            r"(?:rediss?|amqps?|mongodb(?:\+srv)?|mqtts?|postgres(?:ql)?|mysql|mariadb|ldaps?|smtps?"
            r"|nats|sftp|ftps?|https?|socks5h?|kafka|elasticsearch|sentinel|tcp|ssh|vnc|rdp|rtsp"
            r"|sip)://[^\s:/@\"'<>]{0,80}:(?P<value>[^\s/@\"'<>]{1,256})@[0-9A-Za-z\[]"
        ),
        reference="RFC 3986 section 3.2.1 userinfo, as database and broker clients use it",
        examples=(
            "redis://:«w0rd»@cache.example.com:6379/0",
            "mongodb+srv://ann:«w0rd»@cluster.example.com/x",
            "amqp://ann:«p%40ss!»@mq.example.com//",
        ),
        near_misses=("redis://cache.example.com:6379/0", "http://example.com:80/a@b", "mqtt://ann@mq.example.com"),
        trigger="://",
        score=0.96,
        after="",
        validate=lambda line, start, end: Verdict.REFUSE if placeholder(line[start:end]) else Verdict.ABSTAIN,
        blind=True,
    ),
    Rule(
        id="sql-identified-by",
        entity="SECRET",
        pattern=(
            r"(?:IDENTIFIED[ \t]+(?:WITH[ \t]+\S{1,40}[ \t]+)?(?:BY|AS)|(?:ENCRYPTED[ \t]+)?PASSWORD"
            r"|SET[ \t]+PASSWORD[^'\"]{0,80}=)[ \t]+(?:PASSWORD[ \t]+)?[\"']"
            r"(?P<value>[^\"']{1,256})[\"']"
        ),
        reference="MySQL and MariaDB CREATE USER, Oracle IDENTIFIED BY, PostgreSQL ALTER ROLE … PASSWORD",
        examples=(
            "CREATE USER 'ann'@'%' IDENTIFIED BY '«w0rd x»';",
            "ALTER ROLE ann WITH PASSWORD '«w0rd»';",
        ),
        near_misses=("IDENTIFIED BY", "password ''", "ALTER ROLE ann WITH PASSWORD NULL"),
        trigger=("identified", "password"),
        ignore_case=True,
        score=0.95,
        after="",
        validate=lambda line, start, end: Verdict.REFUSE if placeholder(line[start:end]) else Verdict.ABSTAIN,
        blind=True,
    ),
)

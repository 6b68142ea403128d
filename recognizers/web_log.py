"""Accounts and hosts of web servers and proxies: access log columns, error log fields, virtual hosts, upstreams."""

from __future__ import annotations

from recognizers._log import ADDRESS, CLOCK, DOMAIN, HOST, MONTH, TOKEN, USER, either, host, opening, shaped_host, user
from recognizers.rule import Rule

_DAY = rf"\[[0-9]{{1,2}}/{MONTH}/[0-9]{{4}}:"
_METHOD = either(
    "GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS", "CONNECT", "PROPFIND", "REPORT", "RPC_IN_DATA"
)
_NAMED_PHRASES = (
    '(?:server|host|client|upstream|vhost|authority|SNI): ?"?',
    '(?:vhost|host|hostname|client|uri|authority|ServerName|SNI) "',
    'Host(?: header)?: "?',
    '(?:[Ss]erver|[Hh]ost) ?[Nn]ames? (?:is |for )?"?',
    "SSL server ",
    '[Cc]ertificate for "?',
    "(?:backend|[Ss]erver) [^ /]{1,64}/",
    r"\[client ",
)
_NAMED = either(*_NAMED_PHRASES)
_LOGS = frozenset({"log", "text", "json", "cli"})

RULES: tuple[Rule, ...] = (
    Rule(
        id="access-log-user",
        entity="USERNAME",
        pattern=rf"(?:{ADDRESS}|{HOST}) [^ \[\]]{{1,64}} {DOMAIN}(?P<value>{USER}) {_DAY}",
        trigger=rf"[0-9A-Za-z_$\x80-\xff] {_DAY}",
        before=TOKEN,
        after="",
        validate=user,
        blind=True,
        kinds=_LOGS,
        seeds=True,
        score=0.95,
        reference="Apache mod_log_config, Common Log Format `%h %l %u %t`",
        examples=(
            '192.0.2.1 - «carol» [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 1',
            'www.example.com:443 192.0.2.1 - «dave.m» [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1',
        ),
        near_misses=(
            '192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 1',
            '192.0.2.1 - admin [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 1',
        ),
    ),
    Rule(
        id="access-log-host",
        entity="HOSTNAME",
        pattern=(rf"(?:^(?P<value>{HOST})(?::[0-9]{{1,5}})? (?:{ADDRESS} )?[^ \[\]]{{1,64}} [^ \[\]]{{1,64}} {_DAY})"),
        trigger=rf"^[^ \n]*[A-Za-z\x80-\xff][^ \n]* [^\[\n]*{_DAY}",  # an address is no host
        before="",
        after="",
        validate=host,
        blind=True,
        kinds=_LOGS,
        score=0.9,
        reference="Apache vhost_combined `%v:%p %h %l %u %t`, HostnameLookups On",
        examples=(
            'www.example.com:443 192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1'.replace(
                "www.example.com", "«www.example.com»"
            ),
            '«pc7.example.net» - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 1',
        ),
        near_misses=(
            '192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 1',
            '- - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 1',
        ),
    ),
    Rule(
        id="access-log-column-host",
        entity="HOSTNAME",
        pattern=(
            rf"(?:{_DAY}[0-9:]{{8}} [+-][0-9]{{4}}\] (?:- )?|\[{ADDRESS}\] |{ADDRESS} "
            rf")\"?(?P<value>{HOST})(?::[0-9]{{1,5}})?\"?"
            rf" (?:[0-9A-Fa-f:.]{{1,45}} ){{0,3}}\"?{_METHOD} "
        ),
        trigger=rf"[0-9A-Za-z_.:\x80-\xff\"] \"?{_METHOD} ",
        after="",
        validate=shaped_host,
        blind=True,
        kinds=_LOGS,
        score=0.9,
        reference="nginx log_format with $host after the time, as proxy managers and ingress controllers configure it",
        examples=(
            '[10/Feb/2024:21:23:40 +0100] «wings.example.com» 192.0.2.1 0.002 "GET / HTTP/1.1" 401 77',
            "192.0.2.1 «shop.example.com» GET / HTTP/1.1",
        ),
        near_misses=('[10/Feb/2024:21:23:40 +0100] "GET / HTTP/1.1" 401 77', "192.0.2.1 80 GET /"),
    ),
    Rule(
        id="web-error-host",
        entity="HOSTNAME",
        pattern=rf"{_NAMED}(?P<value>{HOST})(?::[0-9]{{1,5}})?(?:[\"\],; )]|$)",
        trigger=opening(*_NAMED_PHRASES),
        after="",
        validate=shaped_host,
        blind=True,
        kinds=_LOGS,
        reference="nginx ngx_http_log_error, Apache ErrorLogFormat, ModSecurity, HAProxy server states",
        examples=(
            '*6 user "x": password mismatch, client: 192.0.2.1, server: «www.example.com», request: "GET /"',
            'upstream: "http://192.0.2.9:80/", host: "«shop.example.com»"',
            "Server be_web/«web01» is DOWN, reason: Layer4 timeout",
        ),
        near_misses=(
            ', server: , request: "GET / HTTP/1.1"',
            ', host: "localhost:8443"',
            ", server: 0.0.0.0:443",
            "[client 192.0.2.1]",
        ),
    ),
    Rule(
        id="iis-user",
        entity="USERNAME",
        pattern=rf"{_METHOD} [^ ]{{1,1000}} [^ \"]{{1,1000}} [0-9]{{1,5}} {DOMAIN}(?P<value>{USER}) {ADDRESS} ",
        trigger=rf"{_METHOD} [^ ]+ [^ \"]+ [0-9]{{1,5}} [0-9A-Za-z_\x80-\xff]",
        after="",
        validate=user,
        blind=True,
        kinds=_LOGS,
        seeds=True,
        score=0.95,
        reference="W3C extended log of IIS: cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip",
        examples=(
            "2024-01-02 03:04:05 192.0.2.9 GET /owa/ - 443 CORP\\«dave» 198.51.100.7 Mozilla/5.0 200",
            "2024-01-02 03:04:05 W3SVC1 SRV01 192.0.2.9 POST /EWS/Exchange.asmx &x=1 443 «erin» 198.51.100.7 "
            "Outlook 401",
        ),
        near_misses=(
            "192.0.2.9 GET /owa/ - 443 - 198.51.100.7 Mozilla/5.0",
            "GET /a - 443 200 198.51.100.7 x y".replace("200", "-"),
        ),
    ),
    Rule(
        id="iis-host",
        entity="HOSTNAME",
        pattern=rf"{CLOCK} (?:W3SVC|SMTPSVC|MSFTPSVC|FTPSVC)[0-9]{{1,10}} (?P<value>{HOST}) ",
        trigger="SVC[0-9]+ ",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.95,
        reference="W3C extended log of IIS: s-sitename s-computername",
        examples=(
            "2024-01-02 03:04:05 W3SVC1 «SRV01» 192.0.2.9 GET / - 443 - 198.51.100.7 x",
            "2024-01-02 03:04:05 FTPSVC2 «FTPBOX» x 192.0.2.9 21",
        ),
        near_misses=("2024-01-02 03:04:05 W3SVC1 192.0.2.9 GET / - 443", "03:04:05 W3SVC1 - x"),
    ),
    Rule(
        id="squid-user",
        entity="USERNAME",
        pattern=(
            rf"[A-Z_]{{3,40}}/[0-9]{{3}} [0-9]{{1,12}} {_METHOD} [^ ]{{1,1000}} "
            rf"{DOMAIN}(?P<value>{USER}) [A-Z_]{{4,40}}/"
        ),
        trigger=f"[A-Z_]/[0-9]{{3}} [0-9]+ {_METHOD} ",
        after="",
        validate=user,
        blind=True,
        kinds=_LOGS,
        seeds=True,
        score=0.95,
        reference="Squid native access.log: code/status bytes method URL user peerstatus/peerhost type",
        examples=(
            "1066036250.129  5 192.0.2.1 TCP_MISS/200 1779 CONNECT x.example.com:443 «dave» HIER_DIRECT/192.0.2.7 -",
            "1066036250.129  5 192.0.2.1 TCP_DENIED/407 17 GET http://example.com/ CORP\\«erin» NONE_NONE/- text/html",
        ),
        near_misses=(
            "1066036250.129  5 192.0.2.1 TCP_MISS/200 1779 CONNECT x.example.com:443 - HIER_DIRECT/192.0.2.7 -",
            "TCP_HIT/200 17 GET http://example.com/ NONE/- text/html",
        ),
    ),
    Rule(
        id="haproxy-server-host",
        entity="HOSTNAME",
        pattern=rf"\] [^ ]{{1,64}} [^ /]{{1,64}}/(?P<value>{HOST}) -?[0-9]{{1,9}}/-?[0-9]{{1,9}}/",
        trigger="/[^ /]+ -?[0-9]+/-?[0-9]+/",
        before="",
        after="",
        validate=shaped_host,
        blind=True,
        kinds=_LOGS,
        reference="HAProxy HTTP log format: frontend backend/server timers",
        examples=(
            "192.0.2.1:1234 [04/Mar/2024:10:11:12.345] fe~ be/«web01» 0/0/1/2/3 200 123",
            "192.0.2.1:1234 [04/Mar/2024:10:11:12.345] fe be/«app-2.example.com» 0/0/1 200",
        ),
        near_misses=("[04/Mar/2024:10:11:12.345] fe~ be/<NOSRV> 0/-1/-1/2/3 503 1", "] fe~ be/srv 0/0/1/2/3 200"),
    ),
)

"""Browser and client versions of user-agent strings, and the operating systems named in them.

The value is the token `Family/version`, or the whole phrase of an operating system.  Frozen tokens that every browser
sends (`Mozilla/5.0`, `AppleWebKit/537.36`, `Gecko/20100101`) say nothing and stay.
"""

from __future__ import annotations

from recognizers._near import ABSTAIN, REFUSE, byte
from recognizers.rule import Rule, Verdict

_REFERENCE = "RFC 9110 section 10.1.5 (product tokens); MDN, User-Agent header"

_BROWSERS = (
    r"Chrome|Chromium|HeadlessChrome|CriOS|Firefox|FxiOS|Focus|Safari|Edg|Edge|EdgA|EdgiOS|OPR|OPiOS|Opera|OPX|Version"
    r"|Vivaldi|Brave|YaBrowser|Whale|UCBrowser|UCWEB|SamsungBrowser|MiuiBrowser|HuaweiBrowser|DuckDuckGo|Silk|QQBrowser"
    r"|Konqueror|Epiphany|Iceweasel|IceCat|PaleMoon|SeaMonkey|Waterfox|Maxthon|Falkon|QupZilla|Lynx|Links|ELinks|w[0-9]m"
    r"|Thunderbird|Postbox|Evolution|AppleMail|Outlook|Electron|Slack|Teams|Trident|Mobile Safari"
)
_CLIENTS = (
    r"curl|libcurl|Wget|HTTPie|python-requests|python-httpx|Python-urllib|aiohttp|okhttp|axios|node-fetch|undici|got"
    r"|Go-http-client|Java|Apache-HttpClient|Jakarta Commons-HttpClient|Dalvik|PostmanRuntime|insomnia"
    r"|libwww-perl|Faraday"
    r"|GuzzleHttp|Symfony HttpClient|RestSharp|Boto[0-9]|Botocore|aws-cli|aws-sdk-[a-z0-9-]{1,16}|kubectl|helm|docker"
    r"|containerd|kube-probe|Prometheus|Grafana|Terraform|git|JGit|Microsoft-CryptoAPI|Microsoft-WNS|WindowsPowerShell"
    r"|CFNetwork|Darwin|ansible-httpget|Nextcloud-[a-z]{1,12}|mirall|Microsoft Office|DAVx[0-9]|iOS|Zabbix|Nagios"
)


def _token(line: bytes, start: int, end: int) -> Verdict:
    """Refuses path components (`/git/2.1`) and file names that only look like a product token."""
    if byte(line, start - 1) in b"/\\-." and start:
        return REFUSE
    return REFUSE if byte(line, end) == 0x2F else ABSTAIN


_VERSION = r"[vV]?[0-9]{1,9}(?:\.[0-9A-Za-z]{1,12}){0,5}"

RULES = (
    Rule(
        id="user-agent-browser",
        entity="BROWSER",
        pattern=rf"(?P<value>(?:{_BROWSERS})/{_VERSION})",
        trigger=tuple(f"{name}/" for name in _BROWSERS.split("|")),
        validate=_token,
        blind=True,
        reference=_REFERENCE,
        examples=(
            "Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML) «Chrome/120.0.6099.71» «Safari/537.36» «Edg/120.0.2210.61»",
            '"Mozilla/5.0 (X11; rv:109.0) Gecko/20100101 «Firefox/109.0»"',
            "«Version/16.3» Mobile/15E148 «Safari/604.1»",
        ),
        near_misses=("Mozilla/5.0", "GigabitEthernet1/0", "/Chrome/120", "HTTP/1.1 SSH/2.0", "Safari/x"),
    ),
    Rule(
        id="user-agent-client",
        entity="BROWSER",
        pattern=rf"(?P<value>(?:{_CLIENTS})/{_VERSION})",
        trigger=tuple(f"{name.partition('[')[0] if '[' in name else name + '/'}" for name in _CLIENTS.split("|")),
        validate=_token,
        blind=True,
        reference=_REFERENCE,
        examples=(
            '"GET / HTTP/1.1" 200 5 "-" "«curl/7.88.1»"',
            "User-Agent: «python-requests/2.31.0»",
            "«kubectl/v1.26.0» (linux/amd64)",
            "ua=«Go-http-client/1.1»",
        ),
        near_misses=("usr/lib/git/2.1", "/docker/2", "curl/x", "kubernetes/1b2c3d"),
    ),
    Rule(
        id="user-agent-words",
        entity="BROWSER",
        pattern=r"(?P<value>(?:Thunderbird|Firefox|Chrome|Google Chrome|Mozilla Firefox|Microsoft Edge|Safari"
        r"|Opera|MSIE"
        r"|Internet Explorer|Outlook Express|Microsoft Outlook) [0-9]{1,3}(?:\.[0-9]{1,8}){0,4})",
        trigger=tuple(
            f"{end} [0-9]" for end in ("bird", "fox", "rome", "Edge", "ari", "pera", "MSIE", "orer", "ress", "look")
        ),
        reference=_REFERENCE,
        score=0.8,
        examples=(
            "X-Mailer: Mozilla «Thunderbird 1.0.6» (X11)",
            "compatible; «MSIE 10.0»; Windows",
            "in «Google Chrome 120.0.6099.71»,",
        ),
        near_misses=("Safari 3 times", "firefox 12", "Opera house"),
        validate=lambda line, start, end: REFUSE if b"." not in line[start:end] else ABSTAIN,
        blind=True,
    ),
    Rule(
        id="user-agent-os",
        entity="OS_VERSION",
        pattern=r"(?P<value>Windows NT [0-9]{1,2}\.[0-9]|Windows Phone(?: OS)? [0-9.]{1,8}|Mac ?OS X"
        r" [0-9]{1,2}(?:[._][0-9]{1,3}){1,2}"
        r"|Mac_PowerPC|iPhone OS [0-9]{1,2}(?:[._][0-9]{1,3}){1,2}|iOS [0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?"
        r"|Android [0-9]{1,2}(?:\.[0-9]{1,2}){0,2}|CrOS [0-9A-Za-z_]{2,10} [0-9]{3,6}(?:\.[0-9]{1,3}){1,3}"
        r"|(?:Ubuntu|Fedora|Debian|SUSE|CentOS|Darwin|Linux)/[0-9][0-9A-Za-z.-]{1,30}[0-9A-Za-z])",
        trigger=(
            r"(?:Windows NT|Phone|Phone OS|OS X|iPhone OS|iOS|Android|CrOS [0-9A-Za-z_]{2,10}) [0-9]",
            r"Mac_PowerPC",
            r"(?:Ubuntu|Fedora|Debian|SUSE|CentOS|Darwin|Linux)/[0-9]",
        ),
        reference=_REFERENCE,
        examples=(
            "Mozilla/5.0 («Windows NT 10.0»; Win64; x64)",
            "(Macintosh; Intel «Mac OS X 10_15_7») AppleWebKit/605.1.15",
            "(iPhone; CPU «iPhone OS 16_3» like Mac OS X)",
            "(Linux; «Android 13»; Pixel 7)",
            "apt «Ubuntu/20.04» (focal)",
        ),
        near_misses=("Windows NT domain", "like Mac OS X)", "Android phone", "Linux/x86_64"),
    ),
)

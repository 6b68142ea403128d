"""Accounts, domains and machines in Windows logs: security events, Netlogon, DHCP server, Snare and NXLog lines."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._log import ADDRESS, HEADERS, HOST, USER, either, host, named_user, opening, user
from recognizers.rule import WORD, Rule, Verdict

_AUTHORITIES = frozenset(
    b"nt authority|builtin|nt service|iis apppool|window manager|font driver host|hklm|hkcu|hkcr|hku|hkcc|registry"
    b"|hkey_local_machine|hkey_current_user|hkey_classes_root|hkey_users|machine|software|system|windows|authority"
    b"|service|apppool|host|manager|workgroup|device|users|program files|temp|global|sessions|local|currentversion"
    b"|microsoft|nt|windows nt".split(b"|")
)
_PATH = re.compile(
    rb"(?:[A-Za-z]:|%[A-Za-z]+%|\.)?\\|[^\\\s]*\.(?:exe|dll|sys|log|txt|inf|cfg|ini|dat|bat|ps[0-9]|evtx|com|msi|xml)\b",
    re.I,
)
_MACHINE_PHRASES = (
    "Transitive Network logon of [^ ]{1,128} from ",
    "communicate with the computer ",
    "domain controller (?:for [^ ]{1,64} is )?",
    "(?:from the|on) computer ",
    "(?:joined to|in) (?:the )?domain ",
    "the (?:machine|server) ",
    "[Tt]he computer name ",
    "computer account ",
    "MSWinEventLog[\\t ][0-9][\\t ][^\\n]{1,300}(?:Audit|Information|Warning|Error)[\\t ]",
)
_MACHINE = either(*_MACHINE_PHRASES)
_SEPARATOR = "\\\\{1,4}"


def _domain(line: bytes, start: int, end: int) -> Verdict:
    """Refuse built-in authorities, registry hives and parts of paths."""
    if line[start:end].lower() in _AUTHORITIES or host(line, start, end) is Verdict.REFUSE:
        return Verdict.REFUSE
    tail = line[end : end + 80].lstrip(b"\\")
    name = re.match(rb"[^\\\s\"',;:)\]>]*", tail)
    rest = tail[name.end() :] if name else b""
    return Verdict.REFUSE if rest[:1] == b"\\" or _PATH.match(tail) else Verdict.ABSTAIN


def _member(line: bytes, start: int, end: int) -> Verdict:
    """The account behind a domain, under the same refusals."""
    before = line[:start].rstrip(b"\\")
    word = re.search(rb"[0-9A-Za-z_.-]*$", before)
    begin = word.start() if word else start
    if _domain(line, begin, len(before)) is Verdict.REFUSE:
        return Verdict.REFUSE
    return user(line, start, end)


RULES: tuple[Rule, ...] = (
    Rule(
        id="windows-domain-user",
        entity="USERNAME",
        pattern=rf"[A-Z][0-9A-Z-]{{1,14}}{_SEPARATOR}(?P<value>{USER})",
        trigger=r"[0-9A-Z-]\\",
        before=WORD + ".\\\\/:$%-",
        after=WORD + "\\\\",
        validate=_member,
        blind=True,
        seeds=True,
        score=0.85,
        reference="Microsoft down-level logon names DOMAIN\\user",
        examples=("granted to CORP\\«dave» from PC7", "User: EXAMPLE\\\\«erin.m», x"),
        near_misses=(
            "NT AUTHORITY\\SYSTEM",
            "HKLM\\Software\\x",
            "C:\\WINDOWS\\system32",
            "BUILTIN\\Users",
            "CORP\\Administrator",
        ),
    ),
    Rule(
        id="windows-domain",
        entity="HOSTNAME",
        pattern=rf"(?P<value>[A-Z][0-9A-Z-]{{1,14}}){_SEPARATOR}[0-9A-Za-z_.$@-]{{1,64}}",
        trigger=r"[0-9A-Z-]\\",
        before=WORD + ".\\\\/:$%-",
        after=WORD + "\\\\",
        validate=_domain,
        blind=True,
        score=0.8,
        reference="Microsoft down-level logon names DOMAIN\\user",
        examples=("granted to «CORP»\\dave from PC7", "User: «EXAMPLE»\\\\erin.m, x"),
        near_misses=(
            "NT AUTHORITY\\SYSTEM",
            "HKLM\\Software\\x",
            "C:\\WINDOWS\\system32\\x.dll",
            "BUILTIN\\Users",
            "BIN\\tool.exe",
        ),
    ),
    Rule(
        id="windows-event-user",
        entity="USERNAME",
        pattern=(
            r"(?:Account Name|Logon Account|User Name|Target User Name|Subject User Name|Client User Name|"
            r"Supplied Realm Name|SAM Account Name"
            r"|Caller User Name|Target Account Name|UserName|TargetUserName|SubjectUserName|SamAccountName|"
            r"Display Name|User Principal Name)"
            rf"['\"]?[:=>][ \t]*['\"]?(?P<value>{USER})(?:@[0-9A-Za-z.-]{{1,253}})?"
        ),
        trigger=either("Name", "Account", "NAME") + "['\"]?[:=>]",
        validate=named_user,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Windows security auditing events 4624, 4625, 4740, 4771, 4776",
        examples=(
            "Account Name:\t\t«dave»  Account Domain:\t\tCORP",
            "Logon Account:\t«erin»",
            "<Data Name='TargetUserName'>«dave»</Data>",
        ),
        near_misses=(
            "Account Name:\t\t-",
            "Account Name: Administrator",
            "Account Name:\tANONYMOUS LOGON".replace("ANONYMOUS LOGON", "SYSTEM"),
        ),
    ),
    Rule(
        id="windows-event-host",
        entity="HOSTNAME",
        pattern=(
            r"(?:Account Domain|Workstation Name|Source Workstation|Workstation|Caller Computer Name|Computer "
            r"Name|Computer|Client Name|Server Name"
            r"|Target Server Name|Domain Name|Machine Name|WorkstationName|TargetDomainName|SubjectDomainName|"
            r"ComputerName|Host Name"
            r"|MachineName|LogonServer|Domain Controller(?: Name)?|Realm Name)"
            rf"['\"]?[:=>][ \t]*['\"]?(?:\\\\){{0,2}}(?P<value>{HOST})"
        ),
        trigger=either("Name", "Domain", "Workstation", "Computer", "Controller", "LogonServer") + "['\"]?[:=>]",
        validate=_domain,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Windows security auditing events 4624, 4625, 4740, 4771, 4776",
        examples=(
            "Workstation Name:\t«PC7»",
            "Account Name:\t\tdave  Account Domain:\t\t«CORP»",
            "<Computer>«DC1.example.com»</Computer>",
            "Caller Computer Name:\t\\\\«KIOSK»",
        ),
        near_misses=("Workstation Name:\t-", "Account Domain:\t\tNT AUTHORITY".replace("NT AUTHORITY", "BUILTIN")),
    ),
    Rule(
        id="windows-unc-host",
        entity="HOSTNAME",
        pattern=rf"\\\\(?:\\\\)?(?P<value>{HOST})(?:\\{{1,2}}[0-9A-Za-z_$]|[ '\",;).]|$)",
        trigger=r"\\\\",
        before=WORD + ":\\\\%*.",
        after="",
        validate=host,
        blind=True,
        score=0.85,
        reference="Microsoft UNC paths \\\\server\\share",
        examples=("mapped to \\\\«fs01»\\users$", "secure channel to \\\\«DC1.example.com» lost"),
        near_misses=("C:\\\\Windows\\\\x", "\\\\192.0.2.1\\c$", "\\\\.\\pipe\\x"),
    ),
    Rule(
        id="windows-message-host",
        entity="HOSTNAME",
        pattern=(
            rf"{_MACHINE}['\"]?(?:\\\\)?"
            rf"(?P<value>[0-9A-Z\x80-\xff][0-9A-Z_-]{{1,14}}|[0-9A-Za-z-]{{1,63}}\.{HOST})(?:[ \t'\",;).]|$)"
        ),
        trigger=opening(*_MACHINE_PHRASES),
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        reference="Netlogon debug log; DistributedCOM 10028; Snare for Windows",
        examples=(
            "SamLogon: Transitive Network logon of CORP\\dave from «PC7» (via DC1) Entered",
            "DCOM was unable to communicate with the computer «SRV-9» using any of the configured protocols",
            "MSWinEventLog\t1\tSecurity\t12\tSat Jan 06 00:00:00 2024\t4624\tx\tCORP\\dave\tN/A\tSuccess "
            "Audit\t«DC01»\tLogon",
        ),
        near_misses=("the server is down", "on computer restart"),
    ),
    Rule(
        id="windows-dhcp-host",
        entity="HOSTNAME",
        pattern=(
            rf"[0-9]{{2}},[0-9]{{2}}/[0-9]{{2}}/[0-9]{{2}},[0-9:]{{8}},[A-Za-z ]{{2,32}},{ADDRESS},"
            rf"(?P<value>{HOST}),[0-9A-F]{{12}}"
        ),
        trigger=",[0-9]{2}/[0-9]{2}/[0-9]{2},",
        before="",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.97,
        reference="Microsoft DHCP server audit log: ID,Date,Time,Description,IP Address,Host Name,MAC Address",
        examples=(
            "11,01/02/24,00:00:12,Renew,192.0.2.1,«PC7.example.com»,00005E005301,",
            "10,01/02/24,00:00:12,Assign,192.0.2.1,«annes-ipad»,00005E005301,",
        ),
        near_misses=("11,01/02/24,00:00:12,Renew,192.0.2.1,,00005E005301,", "00,01/02/24,00:00:12,Started,,,,,0,6,,,"),
    ),
    Rule(
        id="windows-account-sid",
        entity="OTHER_ID",
        pattern=r"(?P<value>S-1-5-21-[0-9]{1,10}-[0-9]{1,10}-[0-9]{1,10}(?:-[0-9]{1,10})?)",
        trigger="S-1-5-21-[0-9]",
        before=WORD + "-",
        after=WORD + "-",
        score=0.97,
        reference="MS-DTYP 2.4.2 SID",
        examples=("Security ID:\t«S-1-5-21-1004336348-1177238915-682003330-512»", "sid «S-1-5-21-1-2-3»"),
        near_misses=("Security ID:\tS-1-5-18", "S-1-5-32-544"),
    ),
    Rule(
        id="exchange-protocol-user",
        entity="USERNAME",
        pattern=(
            rf"Z,[0-9A-F]{{16}},[0-9]{{1,9}},[^,\n]{{0,64}},[^,\n]{{0,64}},(?:[0-9A-Za-z.-]{{1,63}}[/\\\\])?(?P<value>{USER}),[0-9]"
        ),
        trigger="Z,[0-9A-F]{16},",
        before="",
        after="",
        validate=user,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Microsoft Exchange IMAP4 and POP3 protocol logs: dateTime,sessionId,seqNumber,sIp,cIp,user,duration",
        examples=(
            "2024-01-02T03:04:05.678Z,000000000000001A,2,192.0.2.9:143,198.51.100.7:50505,«dave»,15,22,55,login,x",
            "2024-01-02T03:04:05.678Z,000000000000001A,2,192.0.2.9:143,198.51.100.7:50505,corp\\«erin»,15,22,55,login,x",
        ),
        near_misses=(
            "2024-01-02T03:04:05.678Z,000000000000001A,1,192.0.2.9:143,198.51.100.7:50505,,0,0,0,OpenSession",
            "Z,1,2",
        ),
    ),
    Rule(
        id="samba-mapped-user",
        entity="USERNAME",
        pattern=(
            r"(?:user \[[^\]\n]{0,128}\](?: ->|\\)? ?\[|smbd_audit(?:\[[0-9]{1,10}\])?: (?:[0-9A-Z-]{1,15}\\)?)"
            rf"(?P<value>{USER})[\]|]"
        ),
        trigger=(r"user \[[^\]\n]*\][ \\\[]", "smbd_audit"),
        after="",
        validate=user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.93,
        reference="Samba check_ntlm_password, vfs_full_audit(8)",
        examples=(
            "check_ntlm_password:  Authentication for user [x] -> [«dave»] FAILED with error NT_STATUS_WRONG_PASSWORD",
            "smbd_audit: «erin»|192.0.2.1|pc9|share|connect|ok|x",
            "Auth: [SMB2,(null)] user [CORP]\\[«dave»] at [x]",
        ),
        near_misses=("for user [x] -> [root] ok", "smbd_audit: |192.0.2.1|"),
    ),
    Rule(
        id="samba-audit-host",
        entity="HOSTNAME",
        pattern=(
            rf"(?:smbd_audit(?:\[[0-9]{{1,10}}\])?: [^|\n]{{0,64}}\|{ADDRESS}\||workstation \[)"
            rf"(?P<value>{HOST})[|\]]"
        ),
        trigger=("smbd_audit", r"workstation \["),
        after="",
        validate=host,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.93,
        reference="Samba vfs_full_audit(8), auth_audit log class",
        examples=(
            "smbd_audit: x|192.0.2.1|«pc9»|share|connect|ok|y",
            "status [OK] workstation [«PC-9»] remote host [ipv4:192.0.2.1:1]",
        ),
        near_misses=("smbd_audit: x|192.0.2.1|192.0.2.1|share", "workstation [] remote"),
    ),
)

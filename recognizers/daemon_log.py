"""Hosts in the messages of daemons that no other log grammar knows: brokers, printers, VPNs, virtual machines, leases.

Each phrase is one that its program prints; the slot in it holds a name, whatever it looks like, unless it is empty.
"""

from __future__ import annotations

from recognizers._log import ADDRESS, CLOCK, HOST, host, shaped_host
from recognizers._phrase import phrase
from recognizers.common_words import is_ordinary
from recognizers.rule import WORD, Rule, Verdict

_MAC = "[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}"
_PEERS = (
    "server|host|node|broker|[Mm]aster|MASTER|replica|REPLICA|peer|leader|coordinator|seed|upstream|backend|endpoint"
)


def _named(line: bytes, start: int, end: int) -> Verdict:
    """A host behind a word of a sentence: refused where it is an ordinary word, too."""
    return Verdict.REFUSE if is_ordinary(line[start:end]) else shaped_host(line, start, end)


RULES: tuple[Rule, ...] = (
    phrase(
        "log-peer-port",
        "HOSTNAME",
        rf"(?:{_PEERS})(?: at| on| is)?[ =:]{{1,3}}[\"'\[<]?(?P<value>{HOST}):[0-9]{{2,5}}(?:[^0-9.]|\.[^0-9]|\.?$)",
        rf"(?:{_PEERS})(?: at| on| is)?[ =:]{{1,3}}[\"'\[<]?[0-9A-Za-z_]",
        "Redis, MQTT, Kafka and JVM clients: `server X:port`",
        ("Connecting to MASTER «cache-a1»:6379", "connect to MQTT server «mqtt-pi»:1883: refused"),
        ("server 192.0.2.1:80", "server localhost:80", "node status:12", "host name:80"),
        shaped_host,
        before=WORD,
    ),
    phrase(
        "jdbc-thin-host",
        "HOSTNAME",
        rf"jdbc:[a-z:]{{3,24}}@(?://)?(?P<value>{HOST})[:/][0-9A-Za-z]",
        "jdbc:[a-z:]{3,24}@",
        "Oracle Database JDBC Developer's Guide: thin URLs",
        ("jdbc:oracle:thin:@//«ora-prod-2»:1521/BILL", "jdbc:oracle:thin:@«oradb1»:1521:ORCL"),
        ("jdbc:oracle:thin:@//192.0.2.1:1521/X", "jdbc:oracle:thin:@TNSNAME"),
        host,
    ),
    phrase(
        "address-identity-host",
        "HOSTNAME",
        rf"(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}\[(?P<value>{HOST})\]",
        r"[0-9]\.[0-9]{1,3}\[[0-9A-Za-z_]",
        "strongSwan: address[identity]",
        ("...203.0.113.90[«site-b-rtr»]", "198.51.100.1[«vpn.example.com»]...203.0.113.90[«gw7»]"),
        ("192.0.2.1[500]", "192.0.2.1[192.0.2.1]", "192.0.2.1[any]"),
        shaped_host,
    ),
    phrase(
        "host-of-address",
        "HOSTNAME",
        rf"\[(?P<value>{HOST})\({ADDRESS}\)\]",
        r"\[[0-9A-Za-z_][0-9A-Za-z_.-]{0,252}\([0-9A-Fa-f:]",
        "Synology DSM connection log: [name(address)]",
        ("from [«MacBook-Jan»(192.0.2.21)] via [CIFS(SMB3)]", "[«nb7»(2001:db8::1)]"),
        ("[CIFS(SMB3)]", "[192.0.2.1(192.0.2.1)]"),
        host,
    ),
    phrase(
        "nfs-server-host",
        "HOSTNAME",
        rf"nfs: server (?P<value>{HOST}) (?:not responding|OK|is not)",
        "nfs: server ",
        "Linux net/sunrpc/clnt.c",
        ("nfs: server «nfs-prod» not responding, still trying", "nfs: server «filer» OK"),
        ("nfs: server 192.0.2.1 OK", "nfs: server started"),
        host,
    ),
    phrase(
        "kernel-ip-host",
        "HOSTNAME",
        rf"[ \t]ip=(?:[^:\s]{{0,39}}:){{4}}(?P<value>{HOST}):",
        "[ \\t]ip=[0-9.]{0,15}:",
        "Linux Documentation/admin-guide/nfs/nfsroot.rst: ip=client:server:gateway:mask:host:device",
        ("ro ip=192.0.2.10::192.0.2.1:255.255.255.0:«rack3-n07»:eno1:none", "x ip=::::«pxe-7»:eth0:dhcp"),
        ("ro ip=dhcp", "ro ip=192.0.2.10::192.0.2.1:255.255.255.0::eno1:none"),
        host,
    ),
    phrase(
        "syslog-epoch-host",
        "HOSTNAME",
        rf"<[0-9]{{1,3}}>1 [0-9]{{10}}\.[0-9]{{3,9}} (?P<value>{HOST}) [a-z]",
        r"<[0-9]{1,3}>1 [0-9]{10}\.",
        "Cisco Meraki syslog: version, epoch, device name",
        ("<134>1 1709547072.123456789 «MX84_Bern» urls src=192.0.2.60", "<134>1 1709547073.123 «MR33» events type=x"),
        ("<134>1 1709547072.123456789 192.0.2.1 urls", "<134>1 1709547072.1 x"),
        host,
    ),
    phrase(
        "lease-client-host",
        "HOSTNAME",
        rf"(?:assigned|deassigned|offering|lease) {ADDRESS} (?:for|to|from) {_MAC} (?P<value>{HOST})(?:[ \t]|$)",
        "(?:assigned|offering|lease) [0-9A-Fa-f:.]{3,39} (?:for|to|from) ",
        "MikroTik RouterOS dhcp topic",
        (
            "defconf assigned 192.0.2.52 for 00:00:5E:00:53:03 «Galaxy-S21»",
            "x deassigned 192.0.2.5 from 00:00:5e:00:53:04 «tv»",
        ),
        ("assigned 192.0.2.52 for 00:00:5E:00:53:03", "assigned 192.0.2.52 to x"),
        host,
    ),
    phrase(
        "resolver-name",
        "HOSTNAME",
        rf"dnsmasq(?:-dhcp)?\[[0-9]{{1,10}}\]: (?:[0-9]+ [^ ]{{1,64}} )?(?:query\[[A-Z0-9=]+\]|forwarded|reply|cached|config|DHCP"
        rf"|/[^ ]{{1,64}}) (?P<value>{HOST}) (?:from|to|is) ",
        "dnsmasq(?:-dhcp)?\\[[0-9]+\\]: ",
        "dnsmasq log-queries",
        ("dnsmasq[455]: query[A] «intranet» from 192.0.2.52", "dnsmasq[455]: /etc/hosts «nas» is 192.0.2.2"),
        ("dnsmasq[455]: using nameserver 192.0.2.1", "dnsmasq[455]: cached 192.0.2.2 is x"),
        host,
    ),
    phrase(
        "broker-client",
        "HOSTNAME",
        r"(?:[Nn]ew client connected from [^ ]{1,64} as |^(?:[0-9TZ:.-]{10,32}: )?Client |[ \t]on client |[Ss]ending [A-Z]{4,11} to "
        r"|[Rr]eceived [A-Z]{4,11} from )(?P<value>[^ ,()\"']{2,64})(?: \(|,| closed| disconnected| has exceeded| already)",
        (
            "[Nn]ew client connected from ",
            "Client ",
            " on client ",
            "(?:[Ss]ending [A-Z]+ to|[Rr]eceived [A-Z]+ from) ",
        ),
        "Eclipse Mosquitto: client ids",
        (
            "1709547072: New client connected from 192.0.2.15:51022 as «esp32-garage» (p2, c1, k60)",
            "1709547073: Client «esp32-g» closed its connection.",
        ),
        ("Client 192.0.2.1 disconnected", "Client has closed"),
        shaped_host,
    ),
    phrase(
        "printer-name",
        "HOSTNAME",
        rf"(?:[Pp]rinter (?:at |named )?|[Qq]ueued on )\"(?P<value>{HOST})\"",
        ('rinter (?:at |named )?"', 'ueued on "'),
        "CUPS error_log",
        ('Unable to connect to printer at "«hp-laser-2og»": refused', '[Job 222] Queued on "«Canon_Empfang»" by "x".'),
        ('printer "none"', 'printer at "192.0.2.1"'),
        host,
    ),
    phrase(
        "printer-path",
        "HOSTNAME",
        rf"/printers/(?P<value>{HOST})[ /?\"]",
        "/printers/",
        "CUPS access_log",
        ('"POST /printers/«Canon_Empfang» HTTP/1.1" 200', "ipp://x/printers/«hp2»/"),
        ("/printers/ HTTP", "/printers/192.0.2.1 x"),
        host,
    ),
    phrase(
        "machine-volume-name",
        "HOSTNAME",
        r"/vmfs/volumes/[^/\s]{1,64}/(?P<value>[^/\s]{1,80})/",
        "/vmfs/volumes/[^/\\s]{1,64}/",
        "VMware vSphere: the folder of a virtual machine",
        ("vm:/vmfs/volumes/datastore1/«crm-db01»/vmware.log", "/vmfs/volumes/ds/«erp»/x.vmdk"),
        ("/vmfs/volumes/datastore1/x.iso", "/vmfs/volumes/"),
        host,
    ),
    phrase(
        "machine-file-name",
        "HOSTNAME",
        r"/(?P<value>[^/\s\"'\[\]]{1,80})\.(?:vmx|vmdk|vmsd|nvram|vmxf|vmsn|vmem)(?:[^0-9A-Za-z]|$)",
        "\\.(?:vmx|vmdk|vmsd|nvram|vmxf|vmsn|vmem)",
        "VMware vSphere: files of a virtual machine carry its name",
        ("ds/crm/«crm-db01».vmx] State", "/a/«erp».vmdk"),
        ("/a/x.vmx2", "*.vmdk"),
        host,
    ),
    phrase(
        "station-name",
        "HOSTNAME",
        rf"Station (?P<value>{HOST}) (?:[0-9a-f]{{4}}\.){{2}}[0-9a-f]{{4}}",
        "Station [^ ]+ [0-9a-f]{4}\\.",
        "Cisco IOS DOT11-6-ASSOC",
        ("Interface Dot11Radio0, Station «ipad-lobby» 001a.2b3c.4d5e Associated", "Station «nb7» 001a.2b3c.4d5e"),
        ("Station 001a.2b3c.4d5e Associated", "Station x y"),
        host,
    ),
    phrase(
        "tracking-client-host",
        "HOSTNAME",
        rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{CLOCK}\.[0-9]{{3}}Z,(?:{ADDRESS})?,(?P<value>{HOST}),",
        rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{CLOCK}\.[0-9]{{3}}Z,",
        "Microsoft Exchange message tracking log",
        ("2024-03-04T10:11:12.345Z,192.0.2.30,«EXCH01»,192.0.2.31,EXCH02.x,", "2024-03-04T10:11:12.345Z,,«MBX2»,,"),
        ("2024-03-04T10:11:12.345Z,192.0.2.30,192.0.2.30,x", "2024-03-04T10:11:12.345Z,8A,12,"),
        host,
    ),
)

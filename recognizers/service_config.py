"""Hosts that service configurations name: web and mail servers, proxies, VPNs, time, names, files, scheduled commands.

Only directives that take a host and nothing else; a dotted name shows itself (`hostname`), a short one needs these.
"""

from __future__ import annotations

from recognizers._log import ADDRESS, shaped_host
from recognizers._settings import LEAD, NAME, SERVICE, listed, server, singular
from recognizers.common_words import is_ordinary
from recognizers.digits import zeroed
from recognizers.rule import Rule, Verdict

_IPV4 = "(?:[0-9]{1,3}\\.){3}[0-9]{1,3}"
_CLIENTS = (
    "check_[a-z_]{2,24}|mysql(?:dump|admin)?|mariadb|psql|pg_dump|pg_restore|ldap(?:search|add|modify|passwd|whoami)"
    "|basic_ldap_auth|redis-cli|mongo(?:sh|dump)?|snmp(?:walk|get|bulkwalk)|mosquitto_(?:pub|sub)|zabbix_sender|zabbix_get"
)
_MOUNT = r"[:/][^\s:]{0,200}[ \t]{1,16}/[^\s]{0,200}[ \t]{1,16}(?:nfs4?|cifs|smb3|smbfs|glusterfs|ceph|fuse\.[a-z]+)"


def _alias(line: bytes, start: int, end: int) -> Verdict:
    """A short name in a line of a hosts file: the first label of the full name before it, or no ordinary word."""
    value = line[start:end].lower()
    full = line[:start].split()
    if len(full) > 1 and full[1].lower().startswith(value + b"."):
        return server(line, start, end)
    return Verdict.REFUSE if is_ordinary(value) else server(line, start, end)


def _lone(line: bytes, start: int, end: int) -> Verdict:
    """The only word behind an address: one built like a host's name, and no state."""
    value = line[start:end]
    state = is_ordinary(zeroed(value.lower())) or value.lower().startswith((b"in-", b"not-", b"un", b"no-"))
    return Verdict.REFUSE if state else shaped_host(line, start, end)


def _port(line: bytes, start: int, end: int) -> Verdict:
    """A name before a port: with a digit or a dash in it, since images and keys have numbers behind a colon, too."""
    value = line[start:end]
    marked = b"-" in value or b"." in value or any(48 <= byte <= 57 for byte in value)
    return server(line, start, end) if marked else Verdict.REFUSE


def _rule(
    name: str,
    pattern: str,
    trigger: str | tuple[str, ...],
    reference: str,
    examples: tuple[str, ...],
    near_misses: tuple[str, ...],
    *,
    free: bool = False,
) -> Rule:
    """A host in one place of a line; `free` where the words around it could be those of a sentence."""
    return Rule(
        id=name,
        entity="HOSTNAME",
        pattern=pattern,
        trigger=trigger,
        before="",
        after="",
        validate=singular if free else server,
        kinds=SERVICE,
        seeds=True,
        score=0.9,
        reference=reference,
        examples=examples,
        near_misses=near_misses,
    )


RULES: tuple[Rule, ...] = (
    *listed(
        "service-server-names",
        "HOSTNAME",
        "server_name|ServerName|ServerAlias|visible_hostname|ProxyJump|password server|wins server|unique_hostname",
        "server_name ",
        validate=server,
        reference="nginx ngx_http_core_module, Apache core, Squid, ssh_config(5), smb.conf(5)",
        words=("shop7.example.com", "intra-2", "web-c", "web-d"),
        opening="[ \\t]{1,8}(?:= ?)?",
    ),
    *listed(
        "service-host-settings",
        "HOSTNAME",
        "mydestination|netbios name|workgroup|password server|wins server|Server|ServerActive|Hostname|hosts|kdc"
        "|admin_server|master_kdc|kpasswd_server|memcached_servers|bootstrap[._]servers|seeds|smtp_helo_name"
        "|myhostname|mydomain|report_host|report-host|Host_Alias [A-Z0-9_]{1,32}",
        "hosts = ",
        validate=server,
        reference="postconf(5), smb.conf(5), Zabbix agent, krb5.conf(5), sudoers(5), MySQL replication options",
        words=("db-1", "db-2", "db-3", "db-4", "db-5"),
        separator="(?:[ \\t]{0,4},[ \\t]{0,4}|[ \\t]{1,4})",
        between=", ",
        opening="[ \\t]{0,8}=[ \\t]{0,8}",
        item=f"{NAME}",
    ),
    *listed(
        "service-ssh-hosts",
        "HOSTNAME",
        "Host",
        "Host ",
        validate=singular,
        reference="ssh_config(5)",
        words=("bastion-1", "git-int2"),
    ),
    _rule(
        "service-setting-host-port",
        rf"{LEAD}[A-Za-z][0-9A-Za-z_.-]{{0,40}}[ \t]{{0,8}}=[ \t]{{0,8}}[\"'\[]?(?P<value>{NAME})\]?:[0-9]{{2,5}}[\"']?[ \t]*$",
        r"=[ \t]{0,8}[\"'\[]?[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.\x80-\xff-]{0,63}\]?:[0-9]{2}",
        "grafana.ini, krb5.conf, postconf relayhost: an end point as host and port",
        ("kdc = «kdc-old»:88", "host = «smtp-relay1»:25", "relayhost = [«smtp-out»]:587"),
        ("time = 12:30", "x = 192.0.2.1:25", "listen = localhost:80", "path = /a:80"),
    ),
    Rule(
        id="service-quoted-host-port",
        entity="HOSTNAME",
        pattern=r"[\"'](?P<value>[A-Za-z][0-9A-Za-z_.-]{1,62}):[0-9]{4,5}[\"']",
        trigger="[0-9A-Za-z_-]:[0-9]{4,5}[\"']",
        before="",
        after="",
        validate=_port,
        reference="Prometheus static_configs, Kafka bootstrap lists: quoted end points",
        examples=("- targets: ['«node-exporter-7»:9100', \"«db4»:9187\"]", 'addr="«cache-a»:6379"'),
        near_misses=("'redis:6379'", "'postgres:16'", "'localhost:8080'", '"12:3000"'),
    ),
    _rule(
        "service-proxy-backend",
        rf"{LEAD}(?:server|default-server|cache_peer|peer)[ \t]{{1,8}}(?P<value>{NAME})[ \t]{{1,8}}"
        rf"(?:{ADDRESS}|[0-9A-Za-z_.-]{{1,64}}:[0-9]{{2,5}}|(?:parent|sibling)[ \t])",
        "^[ \\t]{0,24}(?:server|default-server|cache_peer|peer)[ \\t]",
        "HAProxy `server`, `peer`; Squid cache_peer",
        ("    server «apinode1» 192.0.2.21:8443 check", "cache_peer «px-parent» parent 8080 0 no-query"),
        ("server 192.0.2.1 iburst", "server is down", "peer 192.0.2.1 as-number 64500"),
    ),
    _rule(
        "service-remote-host",
        rf"{LEAD}(?:remote|verify-x509-name|http-proxy|socks-proxy)[ \t]{{1,8}}[\"']?(?P<value>{NAME})[\"']?"
        r"(?:[ \t]{1,8}(?:[0-9]{2,5}|name|name-prefix)(?:[ \t]+(?:udp|tcp)[46]?(?:-client)?)?)[ \t]*(?:[#;]|$)",
        "^[ \\t]{0,24}(?:remote|verify-x509-name|http-proxy|socks-proxy)[ \\t]",
        "OpenVPN reference manual",
        ("remote «vpnfallback» 443 tcp", "verify-x509-name «gw-koeln» name"),
        ("remote 192.0.2.1 1194", "remote host is down", "remote access 12 done"),
    ),
    _rule(
        "service-time-server",
        rf"{LEAD}(?:s?ntp[ \t])?(?:server|pool|peer)[ \t]{{1,8}}(?P<value>{NAME})[ \t]{{1,8}}(?:iburst|burst|prefer|minpoll"
        r"|maxpoll|key[ \t]+[0-9]|version[ \t]+[0-9])",
        ("[ \\t](?:iburst|prefer|minpoll|maxpoll)", "[ \\t](?:burst|key|version)[ \\t]"),
        "ntp.conf(5), chrony.conf(5)",
        ("server «ntp-int1» iburst", "pool «zeit» prefer"),
        ("server 192.0.2.1 iburst", "the server foo iburst"),
    ),
    _rule(
        "service-log-target",
        rf"(?:^[ \t]{{0,8}}[a-z*][0-9a-z,;.*=!]{{0,40}}\.[a-z*=!]{{1,10}}[ \t]{{1,16}}@@?|\$LocalHostName[ \t]+"
        rf"|[ \t(]target=\")(?P<value>{NAME})",
        ("[ \\t]@@?[0-9A-Za-z]", "^\\$LocalHostName", '[ \\t(]target="[0-9A-Za-z]'),
        "rsyslog: selectors with @ and @@, omfwd",
        ("*.* @@«loghost2»:6514", "$LocalHostName «relay-host5»", 'action(type="omfwd" target="«siem-a»" port="514")'),
        ("auth.* @192.0.2.44:514", "x @foo", 'a target="192.0.2.1"'),
    ),
    _rule(
        "service-router-name",
        rf"{LEAD}router_id[ \t]{{1,8}}(?P<value>{NAME})[ \t]*$",
        "^[ \\t]{0,24}router_id[ \\t]",
        "keepalived.conf(5)",
        ("  router_id «LB_MASTER_ZH»", "router_id «lvs2»"),
        ("router_id 192.0.2.1", "router_id is not set"),
    ),
    _rule(
        "service-lease-host",
        rf"{LEAD}dhcp-host=(?:[0-9A-Fa-f:*]{{11,20}},|set:[a-z0-9]+,|{_IPV4},){{1,3}}(?P<value>[A-Za-z][0-9A-Za-z-]{{0,62}})",
        "^[ \\t]{0,24}dhcp-host=",
        "dnsmasq(8) --dhcp-host",
        (
            "dhcp-host=52:54:00:00:53:01,«nas-keller»,192.0.2.20",
            "dhcp-host=52:54:00:00:53:02,192.0.2.21,«tv2»,infinite",
        ),
        ("dhcp-host=52:54:00:00:53:01,192.0.2.20", "dhcp-range=192.0.2.50,192.0.2.150,12h"),
    ),
    _rule(
        "service-alias-target",
        rf"{LEAD}(?:cname|host-record|mx-host|ptr-record)=[^\s,]{{1,128}},(?P<value>[A-Za-z][0-9A-Za-z.-]{{0,62}})",
        "^[ \\t]{0,24}(?:cname|host-record|mx-host|ptr-record)=",
        "dnsmasq(8)",
        ("cname=git.example.net,«nas-keller»", "mx-host=example.net,«mail3»,10"),
        ("cname=git.example.net", "host-record=db1,192.0.2.1"),
    ),
    Rule(
        id="hosts-file-alias",
        entity="HOSTNAME",
        pattern=rf"^(?:{ADDRESS})[ \t]{{1,40}}{NAME}\.{NAME}[ \t]{{1,16}}(?P<value>[0-9A-Za-z-]{{2,63}})"
        rf"(?:[ \t]{{1,16}}{NAME}){{0,4}}[ \t]*(?:#[^\n]*)?$",
        trigger=rf"^{ADDRESS}[ \t]{{1,40}}[0-9A-Za-z]",
        before="",
        after="",
        validate=_alias,
        kinds=SERVICE,
        seeds=True,
        reference="hosts(5): address, canonical name, aliases",
        examples=("192.0.2.10 db1.example.com «db1» oracle", "2001:db8::7\tmail.example.com\t«mail»  # old"),
        near_misses=("192.0.2.10 db1.example.com", "192.0.2.1 eth0.10 up", "192.0.2.1 GigabitEthernet0/1.5 down"),
    ),
    Rule(
        id="hosts-file-name",
        entity="HOSTNAME",
        pattern=rf"^[ \t]{{0,8}}(?:{ADDRESS})[ \t]{{1,40}}(?P<value>[0-9A-Za-z][0-9A-Za-z_-]{{1,62}})[ \t]*(?:#[^\n]*)?$",
        trigger=rf"^[ \t]{{0,8}}{ADDRESS}[ \t]{{1,40}}[0-9A-Za-z]",
        before="",
        after="",
        validate=_lone,
        kinds=SERVICE,
        seeds=True,
        reference="hosts(5): an address and one name",
        examples=("192.0.2.53 «ns-alpha»", "198.51.100.7\t«wrk7»  # spare"),
        near_misses=("192.0.2.1 up", "192.0.2.1 65001", "192.0.2.1 eth0", "192.0.2.1 in-sync"),
    ),
    _rule(
        "hosts-file-own",
        rf"^127\.0\.1\.1[ \t]{{1,40}}(?:[0-9A-Za-z-]+\.[0-9A-Za-z.-]+[ \t]{{1,16}})?(?P<value>{NAME})[ \t]*$",
        "^127\\.0\\.1\\.1[ \\t]",
        "Debian Reference section 5.1.1: the host's own name",
        ("127.0.1.1\t«thinkpad-t14»", "127.0.1.1 «kasse»"),
        ("127.0.1.1 localhost", "127.0.0.1 kasse"),
    ),
    _rule(
        "zone-owner",
        r"^(?P<value>[0-9A-Za-z][0-9A-Za-z.-]{0,62})[ \t]+(?:[0-9]{1,8}[ \t]+)?IN[ \t]+(?:A|AAAA|CNAME|MX|NS|PTR|TXT|SRV|HINFO|SSHFP)[ \t]",
        "[ \\t]IN[ \\t]+(?:A|AAAA|CNAME|MX|NS|PTR|TXT|SRV|HINFO|SSHFP)[ \\t]",
        "RFC 1035 section 5.1: owner names of a master file",
        ("«erp-db»  IN A   192.0.2.44", "«wiki»    3600 IN CNAME erp-db"),
        ("@ IN A 192.0.2.1", "        IN NS  ns1", "1 IN PTR x"),
    ),
    _rule(
        "zone-target",
        rf"[ \t]IN[ \t]+(?:(?:CNAME|NS|PTR)[ \t]+|MX[ \t]+[0-9]{{1,5}}[ \t]+"
        rf"|SRV[ \t]+(?:[0-9]{{1,5}}[ \t]+){{3}})(?P<value>{NAME})\.?[ \t]*(?:;|$)",
        "[ \\t]IN[ \\t]+(?:CNAME|NS|PTR|MX|SRV)[ \\t]",
        "RFC 1035 section 5.1, RFC 2782: names a record points to",
        ("        IN MX 10 «mail»", "_sip._tcp IN SRV 10 60 5060 «pbx1»", "wiki IN CNAME «erp-db»"),
        ("ns1 IN A 192.0.2.1", "was IN MX mode"),
    ),
    _rule(
        "mount-server",
        rf"^(?://|\\\\)?(?P<value>[A-Za-z][0-9A-Za-z.-]{{1,62}}){_MOUNT}[ \t]",
        "[ \\t](?:nfs4?|cifs|smb3|smbfs|glusterfs|ceph|fuse\\.[a-z]+)[ \\t]",
        "fstab(5), mount(8)",
        (
            "«nfs-vault»:/export/home /home nfs defaults,_netdev 0 0",
            "//«fileserver9»/public /mnt/pub cifs uid=1000 0 0",
        ),
        ("/dev/sda1 / ext4 defaults 0 1", "192.0.2.88:/vol /vol nfs4 ro 0 0", "tmpfs /tmp tmpfs rw 0 0"),
    ),
    _rule(
        "extra-host",
        rf"(?:^[ \t]*-[ \t]+[\"']?|--add-host[ =][\"']?)(?P<value>[A-Za-z][0-9A-Za-z.-]{{0,62}}):{_IPV4}[\"']?(?:[ \t]|$)",
        f"[0-9A-Za-z]:{_IPV4}",
        "Compose specification extra_hosts, docker run --add-host",
        ('      - "«legacy-erp»:192.0.2.90"', "docker run --add-host «erp»:192.0.2.1 x"),
        ("- localhost:127.0.0.1", "x - erp:192.0.2.1"),
    ),
    _rule(
        "environment-host",
        r"(?:^|[\s\"'-])(?:[A-Z][A-Z0-9]*_){1,4}(?:HOST|HOSTNAME|SERVER)=[\"']?(?P<value>[A-Za-z][0-9A-Za-z.-]{0,62})",
        "_(?:HOST|HOSTNAME|SERVER)=",
        "habit of twelve-factor applications: `DB_HOST=`",
        ("      - DB_HOST=«dbnode»", "SMTP_SERVER='«mailout-1»'"),
        ("DB_HOST=localhost", "DB_HOST=$OTHER", "DB_HOSTS=x"),
    ),
    _rule(
        "client-command-host",
        rf"(?:{_CLIENTS})[ \t](?:[^\n|;]{{0,200}}[ \t])?(?:-[hH][ =]?|--host[ =])(?P<value>[A-Za-z][0-9A-Za-z.-]{{1,62}})",
        ("[ \\t]-[hH][ =]?[0-9A-Za-z]", "[ \\t]--host[ =]"),
        "command lines of database, directory, monitoring and queue clients",
        ("*/5 * * * * op /usr/lib/nagios/check_ping -H «rtr-core» -w 100", "psql -U x -h «pg-orders» db"),
        ("ls -h foo", "check_ping -H 192.0.2.1", "psql --help"),
    ),
    _rule(
        "command-remote-path",
        r"(?:rsync|scp)[ \t-](?:[^\n|;]{0,200}[ \t])?(?:[0-9A-Za-z_.-]{1,32}@)?(?P<value>[A-Za-z][0-9A-Za-z-]{1,62}):/(?:[^/]|$)",
        "[0-9A-Za-z]:/",
        "rsync(1), scp(1): host:path",
        ("rsync -a /srv bak@«vault3»:/backup", "scp x «nas-7»:/vol1"),
        ("rsync rsync://x", "scp C:/x y", "nas-7:/vol1"),
    ),
)

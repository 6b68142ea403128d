"""Versions that configurations and daemons print in their own way: first lines of files, start-up messages, banners."""

from __future__ import annotations

from recognizers.rule import Rule

_V = r"[0-9]{1,5}\.[0-9]{1,5}(?:[.()_+~-]?[0-9A-Za-z]{1,16}){0,10}"
_DAEMONS = (
    r"OpenVPN|Apache Tomcat|WildFly(?: Full| Core| Preview)?|JBoss EAP|PostgreSQL|MariaDB|Cloud-init v\."
    r"|dnsmasq: started, version|smbd version|nmbd version|winbindd version|frr version|FRRouting|Asterisk"
    r"|FreeSWITCH Version|BIND|Unbound|unbound|strongSwan|squid/|Squid Cache: Version|HAProxy version"
    r"|haproxy version|nginx/|Apache/|lighttpd/|Varnish|Redis version=|Elasticsearch|MongoDB|RabbitMQ"
    r"|Mosquitto version|mosquitto version|Zabbix [Aa]gent|Grafana|Prometheus|Icinga|Keycloak|GitLab|Jenkins"
    r"|Nextcloud|ownCloud|Gitea|Proxmox VE|pve-manager/|OPNsense|TrueNAS|FreeNAS|VMware-client/|VMware ESXi"
    r"|BIOS|mysqld|mariadbd|smartctl|smartd|Suricata|Snort|ejabberd|Prosody|Dovecot v|dovecot: v|Exim|exim"
    r"|Postfix"
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="daemon-version",
        entity="OS_VERSION",
        pattern=rf"(?:{_DAEMONS})[ /]{{0,2}}\(?(?P<value>[vV]?{_V})",
        trigger=rf"(?:{_DAEMONS})[ /]{{0,2}}\(?[vV]?[0-9]{{1,5}}\.",
        reference="start-up messages of the programs named",
        score=0.8,
        examples=(
            "OpenVPN «2.6.3» x86_64-pc-linux-gnu [SSL (OpenSSL)]",
            "Server version name:   Apache Tomcat/«9.0.85»",
            "WildFly Full «26.1.3.Final» (WildFly Core «18.1.2.Final») started",
            "/usr/sbin/mysqld (mysqld «8.0.36») starting as process 991",
            "frr version «8.4.4»",
        ),
        near_misses=("OpenVPN 2 started", "Exim queue 12", "BIOS version", "BIND 192"),
    ),
    Rule(
        id="bracketed-version",
        entity="OS_VERSION",
        pattern=rf"version\[(?P<value>{_V})\]",
        trigger=r"version\[[0-9]",
        reference="Elasticsearch, OpenSearch start-up line",
        examples=("[es-7] version[«8.12.2»], pid[812]", "version[«7.10.2-SNAPSHOT»]"),
        near_misses=("version[]", "version[x]"),
    ),
    Rule(
        id="runtime-version",
        entity="OS_VERSION",
        pattern=rf"(?:(?:JVM|OS|Java|Kernel|Runtime) Version:[ \t]{{1,24}}|OpenJDK 64-Bit Server VM/(?:{_V}/)?|OS\[Linux/)"
        rf"(?P<value>{_V})",
        trigger=r"(?:Version:[ \t]{1,24}|Server VM/|OS\[Linux/)[0-9]",
        reference="Tomcat VersionLoggerListener, Elasticsearch start-up line",
        examples=(
            "VersionLoggerListener.log JVM Version:           «17.0.10+7-Ubuntu-122.04.1»",
            "JVM[Eclipse Adoptium/OpenJDK 64-Bit Server VM/21.0.2/«21.0.2+13-LTS»]",
        ),
        near_misses=("Table Version: 1.2", "Server VM/x"),
    ),
    Rule(
        id="config-head-version",
        entity="OS_VERSION",
        pattern=r"^[!#; \t]{0,8}(?:ver|[Vv]ersion)[ \t]{1,4}(?P<value>[0-9]{1,3}\.[0-9][0-9A-Za-z.()_-]{2,40})"
        r"(?:,[ \t]Release[ \t][^\n]*)?[ \t]*$",
        trigger=r"^[!#; \t]{0,8}(?:ver|[Vv]ersion)[ \t]{1,4}[0-9]{1,3}\.[0-9]",
        before="",
        after="",
        kinds=frozenset({"config", "cli"}),
        reference="first lines of Comware, FastIron, OS10 configurations",
        examples=(" version «7.1.070», Release 3507P06", "! Version «10.5.2.3»", "ver «08.0.95eT213»"),
        near_misses=("version 2", "version 1.2.3 of the format", "over 1.2.3"),
    ),
    Rule(
        id="config-head-release",
        entity="OS_VERSION",
        pattern=r"^[!#; \t]{0,8}version[ \t]{1,4}[0-9][0-9.]{2,16},[ \t](?:Release|Ess|Feature|Alpha|Beta)[ \t]"
        r"(?P<value>[0-9]{3,5}[0-9A-Z]{0,12})[ \t]*$",
        trigger=r"^[!#; \t]{0,8}version[ \t]{1,4}[0-9][0-9.]{2,16},[ \t]",
        before="",
        after="",
        reference="H3C Comware configurations: `version`, Release",
        examples=(" version 7.1.070, Release «3507P06»", "version 5.20.99, Release «2221P15»"),
        near_misses=("version 7.1.070", " version 7.1.070, Release notes"),
    ),
    Rule(
        id="config-banner-version",
        entity="OS_VERSION",
        pattern=r"(?:#NS|TiMOS-[A-Z]-)"
        r"(?P<value>[0-9]{1,3}\.[0-9]{1,3}(?: Build [0-9]{1,4}\.[0-9]{1,4}|\.[A-Z][0-9]{1,3}(?:-[0-9]{1,2})?)?)",
        trigger=r"(?:#NS|TiMOS-[A-Z]-)[0-9]{1,3}\.",
        reference="Citrix ADC ns.conf, Nokia SR OS: first line",
        examples=("#NS«13.1 Build 49.13»", "# TiMOS-C-«20.10.R5» cpm/hops64 Nokia 7750 SR"),
        near_misses=("#NS", "TiMOS-C-x"),
    ),
)

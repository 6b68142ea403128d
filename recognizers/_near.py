"""Near misses that several recognizers share: what stands around a value and proves that it is something else.

Everything here is a pure function of a line and a place on it; nothing looks further than a few dozen bytes.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._tlds import words
from recognizers.digits import zeroed
from recognizers.rule import Verdict


def word_set(text: str) -> frozenset[bytes]:
    """The words of a list that is written as a paragraph, as bytes, digits as zeros: look them up by `zeroed`."""
    return frozenset(zeroed(word.encode()) for word in words(text))


CONFIRM, REFUSE, ABSTAIN = Verdict.CONFIRM, Verdict.REFUSE, Verdict.ABSTAIN

_HEX = frozenset(b"0123456789abcdefABCDEF")
_DIGIT = frozenset(b"0123456789")
_WORD = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") | frozenset(range(128, 256))

_FILLER = b" \t.:=\"'([{-<\\"
_LINKS = (b" is", b" no", b" number", b" num", b" level", b" string", b" id", b" of", b" was", b" name")
_STRONG = word_set("""
version versions ver vers firmware software v aix routeros junos libversion fileversion assemblyversion
productversion swversion
""")
_WEAK = word_set("""
release rel build rev revision image kernel package pkg patch driver sdk api plugin assembly library bios bootrom
hotfix update upgrade
""")
_OTHER_WORDS = (b"conversion", b"inversion", b"diversion", b"reversion", b"aversion")
_SHORT = re.compile(rb"(?:^|[^0-9A-Za-z_])(?:sw|fw|hw|os)[ \t]{0,4}[.:=]+$")
_PRODUCTS = tuple(
    name + mark
    for name in b"""Chrome Chromium HeadlessChrome Firefox Safari Edg Edge EdgA OPR Opera Version Vivaldi Brave YaBrowser
    Thunderbird Mobile Gecko AppleWebKit SamsungBrowser CriOS FxiOS Electron Slack Teams Trident MSIE SeaMonkey
    Iceweasel""".split()
    for mark in (b"/", b" ")
)
_BLANKED = bytes(byte if chr(byte) in "0123456789abcdefghijklmnopqrstuvwxyz" else 32 for byte in range(256))


def byte(line: bytes, place: int) -> int:
    """The byte at `place`, 0 outside of the line."""
    return line[place] if 0 <= place < len(line) else 0


def is_hex(code: int) -> bool:
    """True for a hexadecimal digit."""
    return code in _HEX


def is_digit(code: int) -> bool:
    """True for a decimal digit."""
    return code in _DIGIT


def is_word(code: int) -> bool:
    """True for a byte that makes up words (letters of other scripts included)."""
    return code in _WORD


def word_before(line: bytes, end: int, *, fold: bool = True) -> bytes:
    """The run of word bytes that ends at `end` (at most 32 bytes), lower case unless told otherwise."""
    start = end
    while start > max(0, end - 32) and line[start - 1] in _WORD:
        start -= 1
    return line[start:end].lower() if fold else line[start:end]


def version_before(line: bytes, start: int) -> int:
    """2 where the words directly before `start` announce a version, 1 where they may, else 0."""
    if start and line[start - 1] in _WORD:
        return 0
    window = line[max(0, start - 72) : start]
    if window.endswith(_PRODUCTS):
        return 2
    head = window.lower()
    bare = head.rstrip(b" \t\"'")
    if bare.endswith((b".", b":", b"=")) and len(head) - len(bare) <= 4 and _SHORT.search(bare):
        return 2
    head = head.rstrip(_FILLER)
    for _ in range(2):
        if not head.endswith(_LINKS):
            break
        head = head.rpartition(b" ")[0].rstrip(_FILLER)
    last = head.translate(_BLANKED).rpartition(b" ")[2]
    composed = last.endswith((b"version", b"firmware", b"software")) and not last.endswith(_OTHER_WORDS)
    return 2 if composed or last in _STRONG else int(last in _WEAK)


_EXTENSION = re.compile(
    rb"\.(?:conf|cfg|log|logs|crt|cer|key|pem|p[0-9]{2}|pfx|csr|ca|zone|db|bak|txt|json|ya?ml|xml|ini|gz|tgz|tar|zip|service"
    rb"|vhost|pcap|csv|html?|out|err|old|[0-9]{1,8})(?![0-9A-Za-z_])"
)


def file_extension_at(line: bytes, place: int) -> bool:
    """True where a dot and a file's extension stand at `place`: the name before it is still a name."""
    return bool(_EXTENSION.match(line, place))


REFERENCES = word_set("""
w3.org xmlsoap.org apache.org ietf.org rfc-editor.org iana.org ieee.org iso.org itu.int xmlns.com purl.org oasis-
open.org github.com githubusercontent.com gitlab.com bitbucket.org sourceforge.net stackoverflow.com python.org
pypi.org readthedocs.io npmjs.com npmjs.org nodejs.org rubygems.org golang.org go.dev rust-lang.org crates.io
maven.org php.net java.com java.net springframework.org hibernate.org jboss.org eclipse.org mozilla.org
chromium.org webkit.org json.org json-schema.org yaml.org openapis.org swagger.io graphql.org debian.org ubuntu.com
canonical.com kernel.org redhat.com fedoraproject.org centos.org suse.com opensuse.org archlinux.org freebsd.org
openbsd.org netbsd.org freedesktop.org gnome.org kde.org systemd.io docker.com docker.io quay.io gcr.io ghcr.io
k8s.io kubernetes.io openshift.io cncf.io helm.sh istio.io cilium.io elastic.co grafana.com prometheus.io
opentelemetry.io sentry.io nginx.org nginx.com openssl.org openssh.com openssh.org libssh.org postgresql.org
mysql.com mariadb.org sqlite.org mongodb.org redis.io microsoft.com microsoftonline.com windows.com
windowsupdate.com msdn.com azure.com live.com apple.com google.com googleapis.com gstatic.com schema.org cisco.com
juniper.net arista.com fortinet.com paloaltonetworks.com huawei.com hpe.com hp.com arubanetworks.com mikrotik.com
vyos.io f5.com checkpoint.com citrix.com vmware.com broadcom.com dell.com ibm.com oracle.com sun.com intel.com
amd.com nvidia.com nokia.com ericsson.com zte.com.cn extremenetworks.com alliedtelesis.com ubnt.com ui.com
netgate.com pfsense.org opnsense.org wireshark.org tcpdump.org isc.org ntp.org pool.ntp.org letsencrypt.org lets-
encrypt.org digicert.com verisign.com symantec.com globalsign.com adobe.com amazonaws.com cloudflare.com
hashicorp.com terraform.io ansible.com puppet.com chef.io jenkins.io wikipedia.org spamhaus.org spamhaus.net
barracudacentral.org spamcop.net sorbs.net
cpan.org metacpan.org perl.org cpantesters.org sourceware.org whatwg.org swift.org pypa.io arm.com
spdx.org creativecommons.org unicode.org tldp.org man0.org readthedocs.org pythonhosted.org boost.org
llvm.org gentoo.org alpinelinux.org launchpad.net opengroup.org ecma-international.org
typescriptlang.org reactjs.org vuejs.org angular.io jquery.com getbootstrap.com djangoproject.com palletsprojects.com
rubyonrails.org laravel.com wordpress.org drupal.org joomla.org postgis.net squid-cache.org
openvpn.net strongswan.org wireguard.com samba.org dovecot.org postfix.org exim.org haproxy.org varnish-cache.org
lighttpd.net memcached.org rabbitmq.com zeromq.org freeradius.org zabbix.com nagios.org icinga.com proxmox.com
libvirt.org qemu.org linux-kvm.org xenproject.org ceph.com ceph.io gluster.org drbd.org zfsonlinux.org openzfs.org
frrouting.org quagga.net isc2.org cve.org mitre.org nist.gov cisa.gov first.org owasp.org
barracudacentral.org spamcop.net sorbs.net jcp.org jakarta.ee
""")
_PUBLIC_LABELS = word_set("""
www www docs doc support tools schemas schema schemas.xmlsoap help developer developers wiki bugs bugzilla download
downloads community kb learn go tac software update updates registry api purl ns xmlns security packages zen pbl
sbl xbl b bl 0 1 2 3 raw gist pool lists archive manpages man static repo repo1 issues www.ietf tools.ietf
datatracker dl hub registry-1 auth en de fr es play maps fonts ajax time mx login accounts pfsense
xml xsd dtd
""")


def is_reference(host: bytes) -> bool:
    """True for a bare reference to a vendor's, standards body's or project's public site, which identifies nobody."""
    name = zeroed(host.lower().rstrip(b"."))
    if name in REFERENCES:
        return True
    first, _, rest = name.partition(b".")
    return first in _PUBLIC_LABELS and (rest in REFERENCES or (b"." in rest and is_reference(rest)))


_API = re.compile(
    rb"(?:^|\.)(?:k[0-9]s\.io|kubernetes\.io|openshift\.io|istio\.io|cilium\.io|coreos\.com|cert-manager\.io"
    rb"|helm\.sh|x-k[0-9]s\.io)$"
)


def is_api_group(host: bytes) -> bool:
    """True for the domain of a Kubernetes project, under which its API groups, labels and annotations are named."""
    return _API.search(host.lower()) is not None

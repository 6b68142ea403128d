"""Identifiers of accounts, machines, keys and cloud resources: UUIDs, SIDs, fingerprints, AWS, Azure and GCP names."""

from __future__ import annotations

import re

from recognizers._near import ABSTAIN, CONFIRM, REFUSE, byte
from recognizers.rule import Rule, Verdict

_X = "[0-9A-Fa-f]"
_AWS = (
    r"(?:i|r|vpc|subnet|sg|sgr|eni|eni-attach|vol|ami|aki|ari|acl|aclassoc|rtb|rtbassoc|igw|eigw|nat|eipalloc"
    r"|eipassoc|cgw|vgw|vpn|vpce"
    r"|vpce-svc|pcx|snap|dopt|tgw|tgw-attach|tgw-rtb|lgw|lt|fl|pl|fs|fsmt|fsap|key|pg|bun|cvpn-endpoint|dxcon"
    r"|dxvif|eipalloc|asg|mi|h|cr)"
)


def _uuid(value: bytes) -> Verdict:
    """Refuses the nil and the omni UUID (RFC 9562 sections 5.9, 5.10)."""
    digits = value.replace(b"-", b"")
    if not digits.strip(b"0") or not digits.lower().strip(b"f"):
        return REFUSE
    return CONFIRM


def _aws(line: bytes, start: int, end: int) -> Verdict:
    """Eight or seventeen hexadecimal digits; eight decimal ones behind `i-` are more often a date."""
    digits = line[start:end].rpartition(b"-")[2]
    if len(digits) == 8 and (digits.isdigit() or digits.isalpha()):
        return REFUSE
    return CONFIRM if len(digits) == 17 else ABSTAIN


def _fingerprint(line: bytes, start: int, end: int) -> Verdict:
    """A fingerprint has 16, 20 or 32 octets; a letter proves that it is no list of numbers."""
    text = line[start:end]
    if text.count(b":") not in (15, 19, 31) or not re.search(rb"[A-Fa-f]", text):
        return REFUSE
    return REFUSE if byte(line, end) == 0x3A and re.match(rb":[0-9A-Fa-f]{2}", line[end : end + 3]) else CONFIRM


RULES = (
    Rule(
        id="uuid",
        entity="OTHER_ID",
        pattern=rf"(?P<value>{_X}{{8}}(?:-{_X}{{4}}){{2,3}}-{_X}{{12}})",
        trigger=rf"{_X}{{8}}-{_X}{{4}}-{_X}{{4}}-(?:{_X}{{4}}-)?{_X}{{12}}",
        before=r"0-9A-Za-z\x80-\xff",
        after=r"0-9A-Za-z\x80-\xff",
        check=_uuid,
        reference="RFC 9562 section 4",
        examples=(
            "request_id=«123e4567-e89b-12d3-a456-426614174000» ok",
            "{«123E4567-E89B-12D3-A456-426614174001»}",
            "pod_«123e4567-e89b-12d3-a456-426614174002»_x",
        ),
        near_misses=(
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "123e4567-e89b-12d3-a456-4266141740001",
            "123e4567-e89b-12d3-a456",
        ),
        worst="123e4567-e89b-12d3-a456-",
    ),
    Rule(
        id="aws-resource-id",
        entity="OTHER_ID",
        pattern=rf"(?P<value>{_AWS}-(?:[0-9a-f]{{17}}|[0-9a-f]{{8}}))",
        trigger=r"[a-z]-(?:[0-9a-f]{17}|[0-9a-f]{8})",
        before=r"0-9A-Za-z_\x80-\xff.-",
        after=r"0-9A-Za-z_\x80-\xff.-",
        validate=_aws,
        blind=True,
        reference="AWS EC2 User Guide: resource IDs (8 or 17 hexadecimal digits)",
        examples=("instance «i-0abc12345def67890» in «vpc-1a2b3c4d»", "«eni-attach-0fb4c3d2» «sg-0a1b2c3d4e5f60718»"),
        near_misses=("i-20240101", "ami-latest", "sg-deadbeefs", "foo-i-0abc1234", "vol-decades"),
        worst="i-0abc1234d-",
    ),
    Rule(
        id="aws-database-resource-id",
        entity="OTHER_ID",
        pattern=r"(?P<value>(?:db|cluster)-[A-Z2-7]{26})",
        trigger=r"-[A-Z2-7]{26}",
        reference="Amazon RDS User Guide: DbiResourceId, DbClusterResourceId",
        score=0.95,
        examples=('"DbiResourceId": "«db-ABCDEFGHIJKLMNOPQRSTUVWXYZ»"', "«cluster-ABCDEFGHIJKLMNOPQRSTUVWX23»"),
        near_misses=("db-ABCDEFGHIJ", "cluster-abcdefghijklmnopqrstuvwxyz"),
    ),
    Rule(
        id="aws-arn-account",
        entity="OTHER_ID",
        pattern=r"arn:aws(?:-cn|-us-gov)?:[0-9a-z-]{1,32}:[0-9a-z-]{0,24}:(?P<value>[0-9]{12})",
        trigger=r"arn:aws[0-9a-z-]{0,8}:[0-9a-z-]{1,32}:[0-9a-z-]{0,24}:[0-9]{12}",
        reference="AWS General Reference: Amazon Resource Names",
        score=0.95,
        seeds=True,
        examples=("arn:aws:iam::«123456789012»:user/x", "arn:aws:rds:eu-west-3:«123456789012»:db:y"),
        near_misses=("arn:aws:s3:::bucket", "arn:aws:iam::aws:policy/x"),
        worst="arn:aws:a:b:",
    ),
    Rule(
        id="aws-account",
        entity="OTHER_ID",
        pattern=r"(?:account|owner|ownerId|accountId|account_id|owner_id|aws_account_id"
        r"|accountid)[\"']?[ \t]{0,3}[:=>][ \t]{0,3}[\"']?(?P<value>[0-9]{12})",
        trigger=r"[:=> \"'][0-9]{12}",
        ignore_case=True,
        reference="AWS Account Management Guide: 12-digit account ID",
        examples=('"OwnerId": "«123456789012»"', "account_id = «123456789012»", "<ownerId>«123456789012»</ownerId>"),
        near_misses=("bytes: 123456789012", "account: 1234567890", "ownership=123456789012"),
        worst="account: ",
    ),
    Rule(
        id="azure-resource-path",
        entity="OTHER_ID",
        pattern=r"/(?:resourceGroups|managedClusters|virtualMachines|storageAccounts|servers|vaults"
        r"|virtualNetworks|workspaces"
        r"|networkInterfaces|virtualMachineScaleSets)/(?P<value>[0-9A-Za-z_][0-9A-Za-z_.()-]{0,89})",
        trigger=r"/(?:resourceGroups|managedClusters|virtualMachines|storageAccounts|servers|vaults"
        r"|virtualNetworks|workspaces"
        r"|networkInterfaces|virtualMachineScaleSets)/",
        ignore_case=True,
        before="",
        reference="Azure Resource Manager: resource ID paths",
        score=0.8,
        examples=(
            "/resourceGroups/«rg-example-01»/providers",
            "/providers/Microsoft.Compute/virtualMachines/«vm-example-7»",
        ),
        near_misses=("/resourcegroups", "/virtualMachine/x"),
        worst="/servers/a",
    ),
    Rule(
        id="gcp-project-path",
        entity="OTHER_ID",
        pattern=r"(?:googleapis\.com/(?:[a-z]{2,12}/v[0-9][0-9a-z]{0,6}/)?|gserviceaccount[^\n]{0,40}|\"|'|//"
        r"|[ =])projects/(?P<value>[a-z][0-9a-z-]{4,28}[0-9a-z])/"
        r"(?:zones|regions|global|locations|instances|topics|subscriptions|secrets|serviceAccounts|logs|databases)",
        trigger=r"projects/[a-z]",
        before="",
        reference="Google Cloud: relative resource names (`projects/PROJECT_ID/…`)",
        examples=('"projects/«example-prod-1»/zones/europe-west1-b"', "name=projects/«acme-123456»/topics/x"),
        near_misses=("projects/x/readme", "/projects/foo/bar", "my projects/acme-123456/src"),
        worst="projects/a",
    ),
    Rule(
        id="windows-sid",
        entity="OTHER_ID",
        pattern=r"(?P<value>S-1-(?:5-21|12-1|15-[23])(?:-[0-9]{1,10}){3,8})",
        trigger=r"S-1-[0-9]{1,2}-[0-9]",
        score=0.95,
        reference="Microsoft [MS-DTYP] section 2.4.2 (security identifiers of domains, Entra and app containers)",
        examples=(
            "User: «S-1-5-21-1004336348-1177238915-682003330-512»",
            "sid=«S-1-12-1-1111111111-222222222-33333333-4444»",
        ),
        near_misses=("S-1-5-18", "S-1-5-32-544", "S-1-1-0", "S-1-5-21"),
        worst="S-1-5-21-1-2-3-",
    ),
    Rule(
        id="ssh-key-fingerprint",
        entity="OTHER_ID",
        pattern=r"(?P<value>SHA256:[0-9A-Za-z+/]{43}=?)",
        trigger=r"SHA256:[0-9A-Za-z+/]{43}",
        after=r"0-9A-Za-z_+/",
        score=0.95,
        reference="OpenSSH ssh-keygen(1), RFC 4648 (base64 of a SHA-256 digest)",
        examples=(
            "Accepted publickey: ED25519 «SHA256:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ»",
            "key «SHA256:0123456789abcdefghijklmnopqrstuvwxyz+/ABCDE»",
        ),
        near_misses=("SHA256:short", "sha256:786bb02b6d425697826ce740d723664beababf7a513eb8d4c95b42b35a99e91d"),
        worst="SHA256:abc",
    ),
    Rule(
        id="colon-fingerprint",
        entity="OTHER_ID",
        pattern=rf"(?P<value>{_X}{{2}}(?::{_X}{{2}}){{15,31}})",
        trigger=rf"(?:{_X}{{2}}:){{15}}{_X}",
        validate=_fingerprint,
        blind=True,
        reference="RFC 4716 section 4 (MD5 of a public key), X.509 certificate fingerprints (SHA-1, SHA-256)",
        examples=(
            "RSA key fingerprint is MD5:«00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff»",
            "SHA1 Fingerprint=«00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33»",
        ),
        near_misses=("00:11:22:33:44:55:66:77", "00:11:22:33:44:55:66:77:88:99:00:11:22:33:44:55", "aa:bb:cc:dd:ee:ff"),
        worst="aa:bb:cc:",
    ),
    Rule(
        id="hex-fingerprint",
        entity="OTHER_ID",
        pattern=rf"(?:fingerprint|thumbprint|subject key identifier|authority key identifier|key"
        rf" id)[^\n0-9A-Za-z]{{1,12}}(?:\(?(?:md5|sha-?1|sha-?256)\)?[^\n0-9A-Za-z]{{1,6}})?"
        rf"(?P<value>{_X}{{4,64}}(?: {_X}{{4,8}}){{0,15}})",
        trigger=r"(?:fingerprint|thumbprint|key identifier|key id)[^\n0-9A-Za-z]",
        ignore_case=True,
        validate=lambda line, start, end: (
            ABSTAIN if len(line[start:end].replace(b" ", b"")) in (32, 40, 64) else REFUSE
        ),
        blind=True,
        reference="X.509 certificate fingerprints as Windows, Cisco and Junos write them",
        examples=(
            "Fingerprint SHA1: «00112233 44556677 8899AABB CCDDEEFF 00112233»",
            "Thumbprint: «00112233445566778899aabbccddeeff00112233»",
        ),
        near_misses=("fingerprint: deadbeef", "commit 00112233445566778899aabbccddeeff00112233", "thumbprint none"),
        worst="fingerprint: 0011",
    ),
    Rule(
        id="container-id",
        entity="OTHER_ID",
        pattern=rf"(?:docker[-/]|containerd?://|cri-containerd-|crio-|libpod-|cri-o://|docker://"
        rf"|container(?:[ _-]?id)?[\"']?[ :=/]{{1,3}}[\"']?|kubepods[^\n ]{{0,160}}/)"
        rf"(?P<value>{_X}{{64}}|{_X}{{12}})",
        trigger=(rf"[-/ :=\"']{_X}{{12}}",),
        reference="OCI runtime specification: container ids; Docker short ids",
        ignore_case=True,
        score=0.8,
        validate=lambda line, start, end: REFUSE if line[start:end].isdigit() or line[start:end].isalpha() else ABSTAIN,
        blind=True,
        examples=(
            "/docker/«0a1b2c3d4e5f»/cgroup",
            "containerd://«0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef»",
            "container «0a1b2c3d4e5f» exited",
        ),
        near_misses=("sha256:0a1b2c3d4e5f", "container exited", "docker/123456789012"),
        worst="kubepods/a/",
    ),
)

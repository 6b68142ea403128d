"""Names that clouds, orchestrators and installers give to machines, and ids of tenants, sessions and keys."""

from __future__ import annotations

from recognizers._log import HEADERS
from recognizers.rule import WORD, Rule

_EDGE = WORD + "-"

RULES: tuple[Rule, ...] = (
    Rule(
        id="cloud-instance-host",
        entity="HOSTNAME",
        pattern=(
            r"(?P<value>ip-[0-9]{1,3}(?:-[0-9]{1,3}){3}(?:\.[0-9A-Za-z-]{1,63}){0,6}|"
            r"ec2-[0-9]{1,3}(?:-[0-9]{1,3}){3}(?:\.[0-9A-Za-z-]{1,63}){0,6}"
            r"|gke-[0-9a-z-]{3,60}-[0-9a-z]{4,10}|aks-[0-9a-z]{1,32}-[0-9]{4,12}-vmss[0-9a-z]{6}|(?:EC2AMAZ|"
            r"DESKTOP|LAPTOP)-[0-9A-Z]{7}"
            r"|MININT-[0-9A-Z]{7}|WIN-[0-9A-Z]{11}|juju-[0-9a-f]{6}(?:-[0-9a-z]{1,32}){1,4}|i-[0-9a-f]{8,17})"
        ),
        trigger=(
            "ip-[0-9]+-",
            "ec2-[0-9]+-",
            "gke-[0-9a-z]",
            "aks-[0-9a-z]",
            "EC2AMAZ-",
            "DESKTOP-[0-9A-Z]",
            "LAPTOP-[0-9A-Z]",
            "MININT-",
            "WIN-[0-9A-Z]",
            "juju-[0-9a-f]",
            "i-[0-9a-f]{8}",
        ),  # fmt: skip
        before=_EDGE,
        after=_EDGE,
        seeds=True,
        score=0.9,
        reference="AWS EC2 private DNS names and instance ids, GKE and AKS node names, Windows setup, Juju machines",
        examples=(
            "scheduled on «ip-192-0-2-17.eu-west-1.compute.internal»",
            "mgr/rbd_support/«juju-0a1b2c-0-lxd-3»/mirror_snapshot_schedule",
            "from «DESKTOP-AB12CD3» to «WIN-ABCDEFGHIJK»",
            "node «gke-prod-pool-1-0a1b2c3d-x7kq» ready",
            "«aks-nodepool1-12345678-vmss000003» ready",
        ),
        near_misses=("ip-forwarding on", "WIN-NT", "i-face down", "gke-1"),
    ),
    Rule(
        id="openstack-request-tenant",
        entity="OTHER_ID",
        pattern=r"\[(?:None )?req-[0-9a-f-]{36} (?:[0-9a-z_-]{1,64} )?(?P<value>[0-9a-f]{32}) ",
        trigger=r"req-[0-9a-f-]{36} ",
        before="",
        after="",
        kinds=HEADERS,
        reference="oslo.log context: [request_id user project domain user_domain project_domain]",
        examples=(
            "[req-38101a0b-2096-447d-96ea-a692162415ae 113d3a99c3da401fbd62cc2caa5b96d2 "
            "«54fadb412c4e40cdbaed9335e4c35a9e» - - -] x",
            "[req-38101a0b-2096-447d-96ea-a692162415ae «113d3a99c3da401fbd62cc2caa5b96d2» - - - -] x",
        ),
        near_misses=(
            "[req-38101a0b-2096-447d-96ea-a692162415ae - - - - -] x",
            "req-1 54fadb412c4e40cdbaed9335e4c35a9e x",
        ),
    ),
    Rule(
        id="openstack-request-user",
        entity="OTHER_ID",
        pattern=r"\[(?:None )?req-[0-9a-f-]{36} (?P<value>[0-9a-f]{32}) ",
        trigger=r"req-[0-9a-f-]{36} ",
        before="",
        after="",
        kinds=HEADERS,
        reference="oslo.log context: [request_id user project domain user_domain project_domain]",
        examples=(
            "[req-38101a0b-2096-447d-96ea-a692162415ae «113d3a99c3da401fbd62cc2caa5b96d2» "
            "54fadb412c4e40cdbaed9335e4c35a9e - - -] x",
            "[None req-38101a0b-2096-447d-96ea-a692162415ae «113d3a99c3da401fbd62cc2caa5b96d2» - - - -] x",
        ),
        near_misses=(
            "[req-38101a0b-2096-447d-96ea-a692162415ae - - - - -] x",
            "req-1 54fadb412c4e40cdbaed9335e4c35a9e x",
        ),
    ),
    Rule(
        id="web-session-id",
        entity="OTHER_ID",
        pattern=r"(?:session (?:id|key|token):? ?\"?|sessionid=|sid=|jsessionid=)(?P<value>[0-9A-Fa-f]{16,64})",
        trigger=("session (?:id|key|token)", "sessionid=", "sid="),
        ignore_case=True,
        reference="web session ids in messages (RFC 6265 section 4)",
        examples=("session id: «00112233445566778899aabb» expired", "path;jsessionid=«0A1B2C3D4E5F60718293A4B5»"),
        near_misses=("session id: 12", "sid=1000"),
    ),
)

"""Nodes in the paths of the Kubernetes API: `/api/v1/nodes/NAME`, as `selfLink`, audit logs and proxies write them."""

from __future__ import annotations

from recognizers.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="kubernetes-node-path",
        entity="HOSTNAME",
        pattern=r"/api/v1/nodes/(?P<value>[a-z0-9][a-z0-9.-]{0,251})",
        trigger=r"/api/v1/nodes/[a-z0-9]",
        before="",
        after="0-9A-Za-z_.-",
        score=0.9,
        reference="Kubernetes API reference, Node: GET /api/v1/nodes/{name}",
        examples=(
            '"selfLink": "/api/v1/nodes/«worker-7»",',
            "GET /api/v1/nodes/«ip-192-0-2-7.example.com»/proxy/metrics",
        ),
        near_misses=("GET /api/v1/nodes?limit=500", "GET /api/v1/namespaces/default/pods"),
        seeds=True,
    ),
)

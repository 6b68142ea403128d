"""JSON Web Tokens in compact form, signed, unsigned and encrypted."""

from __future__ import annotations

from recognizers.rule import Rule

RULES = (
    Rule(
        id="jwt",
        entity="SECRET",
        pattern=r"(?P<value>ey[JK][0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{4,}(?:\.[0-9A-Za-z_-]*){0,3})",
        reference='RFC 7519 (JWT), RFC 7515 (JWS compact), RFC 7516 (JWE compact): base64url of `{"` begins with eyJ',
        examples=(
            "token=«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl»",
            "«eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.» is unsigned",
            "cookie «eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0»",
            "«eyJhbGciOiJSU0EtT0FFUCJ9.b2tleQ.aXY5.Y2lwaGVydGV4dA.dGFnMQ»",
        ),
        near_misses=("eyJ.a.b", "eyJhbGciOiJIUzI1NiJ9", "eyelash.example.com"),
        trigger="ey[JK][0-9A-Za-z_-]",
        score=0.96,
        before="0-9A-Za-z_-",
        after="",
    ),
)

"""HCL: Terraform, Packer, Nomad, Consul and Vault configurations; blocks, here-documents, templates; read by offsets.

Structure: the byte order mark, white space, brackets, separators, operators and quotes.  References are scanned as text.
"""

from __future__ import annotations

from collections.abc import Iterator

from redactor.formats import _settings
from redactor.limits import Limits
from redactor.model import MediaType, Segment, Source

NAME = "hcl"
DOC = "HCL (Terraform and its kin): every value under its blocks and key, here-documents, comments"


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each key, value, here-document and comment, in order; a variable's default goes by its name."""
    return _settings.segments(source, media, limits, tables=False)

"""spaCy and Presidio bring urllib3 along, which opens a socket while it is imported; here it is imported without one."""

from __future__ import annotations

import socket
import sys


def import_quietly() -> None:
    """Import urllib3 without its trial whether this machine can bind an IPv6 address; it is left to believe that it can.

    To be called before spaCy or Presidio are imported; a sandbox that forbids sockets would end the run otherwise.
    """
    if "urllib3" in sys.modules:
        return
    has_ipv6, socket.has_ipv6 = socket.has_ipv6, False
    try:
        from urllib3.util import connection
    except ImportError:
        return
    finally:
        socket.has_ipv6 = has_ipv6
    connection.HAS_IPV6 = has_ipv6

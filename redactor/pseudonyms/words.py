"""Words that no pseudonym may read as: a parser or a reader would take them for something else."""

from __future__ import annotations

_WORDS = """
access active add admin administrator admins all allow always and any area arp as at auth auto bgp block bridge
by cdp clear client cold con config crypto data date day debug default del deny dhcp disable disabled dns do down
drop dst edit enable enabled end error eth eui exec exit fail failed false fast file for from ftp full get global
group guest half has host hot http https icmp id if igmp in inet info init inside interface internal ip ipv4 ipv6
is isis key lan ldap line link list lldp local localhost log login loop mac main mask match max me mgmt min mode
mtu my name nat net new next nil no nobody none not ntp null nul of off ok on open operator or ospf out outside
pass password peer permit ping pop port pppoe public private proxy qos radius raw read remote remove rip role
root route router sa sec secret server service set sftp show snmp snmpd src ssh ssl stp sudo support switch
sync sys syslog system tcp tacacs telnet test tftp time tls to trap true trunk type udp unit unknown unset up
use user username users vlan vpn vrf wan warn web wheel with write www yes
"""
RESERVED = frozenset(_WORDS.split())

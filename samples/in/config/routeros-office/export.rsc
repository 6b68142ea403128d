# mar/04/2025 08:15:22 by RouterOS 7.14.3
# software id = 4KTZ-9QWE
#
# model = RB5009UG+S+
# serial number = HE108XY7ZQP
/interface bridge
add admin-mac=48:A9:8A:1F:33:C7 auto-mac=no comment="office lan" name=bridge1
/interface wireguard
add listen-port=13231 mtu=1420 name=wg-home private-key="cGxlYXNlLWRvLW5vdC11c2UtdGhpcy1rZXktMDAwMDE="
/interface wifi security
add authentication-types=wpa2-psk,wpa3-psk name=sec-office passphrase="Tall Poplar 1987"
/ip pool
add name=dhcp-lan ranges=10.55.3.100-10.55.3.199
/ppp secret
add name=gosia password=Wierzba.2024 profile=default-encryption remote-address=10.55.9.2 service=l2tp
/ip address
add address=10.55.3.1/24 interface=bridge1 network=10.55.3.0
add address=203.0.113.90/30 comment="uplink, contract PL-00417" interface=ether1 network=203.0.113.88
/ip dhcp-server lease
add address=10.55.3.21 client-id=1:d4:3d:7e:0a:11:5c comment="printer malwina" mac-address=D4:3D:7E:0A:11:5C server=dhcp1
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface=ether1
/ip route
add disabled=no dst-address=0.0.0.0/0 gateway=203.0.113.89
/snmp community
add addresses=10.55.3.0/24 name=Wawel-ro
/system identity
set name=krk-office-gw
/system clock
set time-zone-name=Europe/Warsaw
/user
add comment="Malgorzata Zielinska" group=full name=gosia

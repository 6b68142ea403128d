# mar/04/2025 08:15:22 by RouterOS 7.14.0
# software id = 0PON-7UUL
#
# model = RB5009UG+S+
# serial number = MX514EZ2EJE
/interface bridge
add admin-mac=8A:91:7E:C0:E6:74 auto-mac=no comment="office lan" name=bridge1
/interface wireguard
add listen-port=13231 mtu=1420 name=wg-home private-key="IHbTB7gr+wewbfri+w510ClsGLaO9AHa345q+FXdoF8="
/interface wifi security
add authentication-types=wpa2-psk,wpa3-psk name=sec-office passphrase="x8IL 61qQYm 9E41"
/ip pool
add name=dhcp-lan ranges=10.53.56.107-10.53.56.218
/ppp secret
add name=hujfg password=uPJFmw8.hsid profile=default-encryption remote-address=10.53.52.73 service=l2tp
/ip address
add address=10.53.56.1/24 interface=bridge1 network=10.53.56.0
add address=203.0.113.150/30 comment="uplink, contract PL-00417" interface=ether1 network=203.0.113.148
/ip dhcp-server lease
add address=10.53.56.25 client-id=1:31:6d:37:7c:7b:2b comment="printer malwina" mac-address=86:B3:1C:03:28:3C server=dhcp1
/ip firewall filter
add action=accept chain=input connection-state=established,related
add action=drop chain=input in-interface=ether1
/ip route
add disabled=no dst-address=0.0.0.0/0 gateway=203.0.113.149
/snmp community
add addresses=10.53.56.0/24 name=enAsf-DQ
/system identity
set name=mhc-jwfhlb-lg
/system clock
set time-zone-name=Europe/Warsaw
/user
add comment="Malgorzata Zielinska" group=full name=hujfg

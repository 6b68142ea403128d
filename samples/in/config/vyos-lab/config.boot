firewall {
    ipv4 {
        name WAN-LOCAL {
            default-action drop
            rule 10 {
                action accept
                source {
                    address 192.0.2.64/27
                }
            }
        }
    }
}
interfaces {
    ethernet eth0 {
        address 203.0.113.242/28
        description "Uplink rack B7"
        hw-id 00:0c:29:7d:41:9f
    }
    ethernet eth1 {
        address 10.14.2.1/24
        hw-id 00:0c:29:7d:41:a9
    }
    wireguard wg0 {
        peer jonas-laptop {
            allowed-ips 10.14.250.7/32
            preshared-key bm90LWEtcmVhbC1rZXktanVzdC1hLXNhbXBsZS0wMDA=
            public-key c2FtcGxlLXB1YmxpYy1rZXktbm90LXJlYWwtMDAwMDA=
        }
        private-key c2FtcGxlLXByaXZhdGUta2V5LW5vdC1yZWFsLTAwMDA=
    }
}
service {
    ssh {
        port 2222
    }
    snmp {
        community Kr4ftwerk {
            authorization ro
            network 10.14.2.0/24
        }
        contact "jonas.lindqvist@example.com"
    }
}
system {
    host-name vyos-lab-b7
    domain-name lab.example.com
    login {
        user jlindqvist {
            authentication {
                encrypted-password $6$rounds=656000$Kq2xVt8mRw0ZbYc4$LdEu1FgHiJkOpNsAlQxVrZyBnCmDtEoGpKwIuSjHf1qWeRtYuIoPaSdFgHjKlZxCvBnMqWeRtYuIoPaSdFg.
                plaintext-password ""
            }
            full-name "Jonas Lindqvist"
        }
    }
    name-server 9.9.9.9
}

// Warning: Do not remove the following line.
// vyos-config-version: "bgp@5:firewall@15:interfaces@32:system@27"
// Release version: 1.4.0-epa2

firewall {
    ipv4 {
        name WAN-LOCAL {
            default-action drop
            rule 10 {
                action accept
                source {
                    address 192.0.2.96/27
                }
            }
        }
    }
}
interfaces {
    ethernet eth0 {
        address 203.0.113.114/28
        description "Uplink rack B7"
        hw-id 52:81:f4:ad:1f:b4
    }
    ethernet eth1 {
        address 10.6.55.1/24
        hw-id 52:81:f4:04:c6:52
    }
    wireguard wg0 {
        peer kgvuh-gudjab {
            allowed-ips 10.6.190.171/32
            preshared-key q3NLuGJWevMa6S4biIVRJInVSo0eL0eDy5vG5A/MvF4=
            public-key i6zgFgAP9nfR2o7aGF2u6qb3Rpys8ynzBoTVp3jnGoA=
        }
        private-key Lv3ILL8DlmbAj/Mi6W0PnSXZYeCPwFgDbHDOjx0pvIQ=
    }
}
service {
    ssh {
        port 2222
    }
    snmp {
        community BWvz8Mxhd {
            authorization ro
            network 10.6.55.0/24
        }
        contact "wbcbh.olbveibcp@hyjrick.com"
    }
}
system {
    host-name tvuv-sev-k6
    domain-name rhg.hyjrick.com
    login {
        user jbjmifofzb {
            authentication {
                encrypted-password $6$rounds=656000$zflZMK7RWivh.OqI$SMzxzNPdVStxk/mUaH3bIJDHqkdA8kI91DoSEL8Pges0oBQ26VjPJbav8QM1FuGf8tVgRZjE0nBusuqEF6dp
                plaintext-password ""
            }
            full-name "Wbcbh Olbveibcp"
        }
    }
    name-server 8.165.181.183
}

// Warning: Do not remove the following line.
// vyos-config-version: "bgp@5:firewall@15:interfaces@32:system@27"
// Release version: 1.4.0-epa0

"""Words that are written with a capital letter and name no person, place or organisation to protect, lower case.

Written by hand for this project.  Vendors and products stay: an engineer needs them, and they are not the customer.
"""

from __future__ import annotations

from recognizers._words import words

PRODUCTS = words(
    """
    access acl active ad admin administrator adobe aes afs agent agile aide airflow airwave ajax akamai alcatel
    alert alma alpine amazon amd anaconda analytics android angular ansible anyconnect apache api apigee app
    appdynamics apple application apt arch arista arm artifactory aruba asa asana asn aspera asterisk atlas
    atlassian attempt aurora auth autocad avaya aws azure backup bamboo barracuda bash batfish bazel bgp bios
    bitbucket bitdefender bixby bluetooth bonjour boost boto bower brave broadcom brocade browser bsd bug buildkit
    bundle bytes cacti calico canonical cassandra catalyst celery centos ceph certbot chef chrome chromebook
    chromium ciena cilium circleci cisco citrix clearpass click client cloud cloudflare cloudformation cloudwatch
    cluster cmake cobol codebase cognito comware conda confluence confluent consul container containerd copilot
    cortana couchbase couchdb cradlepoint crowdstrike css csv cumulus cygwin cython dashboard databricks datadog
    dataframe debian dell delta desktop developer device devops dhcp discord django dns docker dockerfile doctest
    documentation domain dragonfly dropbox drupal duo dynamo dynamodb dynatrace eclipse edge edgerouter edgeswitch
    eigrp elastic elasticsearch electron elixir emacs email ember ericsson erlang error esx esxi etcd ethernet excel
    exchange expo express extreme f5 facebook factory falcon fargate fastly feature fedora fiber file filebeat
    filezilla firebase firefox firepower firewall firmware flannel flask flink flow fluentd flutter fortianalyzer
    fortiap fortigate fortimanager fortinet fortios fortiswitch fortran foundry freebsd freeradius freshdesk ftp
    fuse galaxy gateway gemini gentoo gerrit ghost github gitlab gmail gnome gnu go godaddy golang google gradle
    grafana graphite graphql graylog groovy grpc gunicorn hadoop haproxy hardware haskell hbase header helm heroku
    hibernate hive homebrew host hp hpe html http https huawei hub hudson hyper hypervisor iam ibm icinga icloud
    identity ietf iis imap index influxdb infoblox ingress initialize input instance intel interface internet intune
    invalid ios iot ipad iphone ipsec iptables irule isilon issue istio itunes ivanti jabber jackson jaeger java
    javascript jboss jenkins jest jetty jinja jira jquery json julia jumpcloud juniper junit junos jupyter jython
    kafka kali karma kaspersky keras kerberos kernel keycloak kibana kinesis knative konqueror kotlin kubectl
    kubelet kubernetes kvm label lambda laravel lastpass latex ldap lenovo libreswan license lighttpd linkedin
    linkerd linksys linode linux lisp log logstash lotus lua lucene luks mac macbook macos macports magento
    mailchimp malloc mariadb markdown matlab matomo matplotlib maven memcached meraki mercurial mesos metasploit
    method microk8s microsoft midnight mikrotik minikube minio mint mobileiron model module mongodb motorola mount
    mozilla mqtt munin mysql nagios nas nat netapp netbsd netconf netflix netflow netgear netscaler netsuite network
    nexus nfs nginx nmap node nokia nomad notepad notion novell npm nsx ntp nuget numpy nutanix nvidia oauth
    objective observium office okta onedrive openbsd opengear openldap openshift openssh openssl openstack openvpn
    openvswitch openwrt opera opnsense option oracle ospf outlook ovirt package pagerduty palo pandas paramiko
    parquet password perl pfsense photoshop php pihole pip pixel playbook playwright plex podman polycom postfix
    postgres postgresql postman powerpoint powershell presto prettier printer process project prometheus protobuf
    protocol proxmox proxy prtg pulse puma puppet pydantic pylint pypi pytest python pytorch qemu quagga qualys
    quantum query quic quickbooks rabbitmq rackspace radius rancher rapid raspberry raspbian react readme realtek
    red redhat redis redshift reference release remote request rest riverbed rocky router routeros ruby ruckus rust
    safari saleforce salesforce saltstack samba saml samsung sap scala schema scipy selenium selinux sendgrid
    sendmail sentry server service servicenow session sharepoint shell shopify siemens signal siri skype slack
    slackware sles snmp snort snowflake solaris solarwinds solr sonarqube sonicwall sonos sony sophos source spark
    spectrum sphinx splunk spotify spring sql sqlalchemy sqlite squid ssd ssh ssl stack starlink storage stripe
    strongswan sublime subversion suricata suse swagger swarm swift switch symantec synapse synology syslog systemd
    tableau tacacs tailscale tanium tcp teams teamviewer telegraf telegram telnet tensorflow terraform tesla
    thinkpad thunderbird tls tomcat tor toshiba trac traefik travis trellix trello trend truenas twilio twitter
    typescript ubiquiti ubuntu udp unicode unifi unity unix url user utf vagrant validation varnish vault vcenter
    veeam verizon version virtualbox virtualenv vlan vmotion vmware volta vpn vscode vsphere vue vyos wan watchguard
    wayland webex weblogic webpack websocket websphere whatsapp wifi wikipedia windows winscp wireguard wireless
    wireshark word wordpress wsl xcode xen xenserver xml yahoo yaml yarn youtube yum zabbix zebra zendesk zookeeper
    zoom zscaler zsh zte
    """
)
"""Vendors, products, protocols, languages and technical nouns."""

PLAIN = words(
    """
    a about account act action actions address administrator african after against all also am american an and
    another answer any appendix apr april arabic are asian at attachment attachments attention aug august australian
    austrian bcc be been before being belgian best between billing both bottom brazilian british bug bulgarian but
    by can canadian case caution cc celebrating ceo cfo chapter cheers chinese christmas cio city closed company
    conclusion config configuration copyright could country critical croatian cto current customer czech danish date
    dear debug dec december default description details did director do does done dr driven during dutch each easter
    eastern either email energetic engineer engineering english error errors european every example examples excuse
    external fail failed failure false fatal fax feb february few figure finance finnish first fixme for french fri
    friday from full fw fwd german god greek greetings had has have he hebrew hello helpdesk her here hey hi hindi
    his how hr hungarian i icelandic if important in incident indian info install installation internal into
    introduction irish is issue it italian its jan january japanese jul july jun june kind korean last latin left
    let license madam mail main manager many mar march marketing master may mexican might miss mission mobile mon
    monday more most mr mrs ms much must my name near need neither new next no noc none northern norwegian not note
    notes nov november null number oct october of ok okay old on only open operations operator option options or
    other our over overview page part pending personal phone please polish portuguese previous primary priority
    private problem prof professional public question re received regards release requirements resolved right
    romanian russian sales sat saturday scottish secondary section sent sep sept september serbian setting settings
    severity shall she should since sincerely sir site slave slovak soc some sorry southern spanish state statement
    status step steps street subject success such summary sun sunday support swedish swiss table team tel thank
    thanks thanksgiving that the their then there these they this those through thu thursday ticket time to today
    todo tomorrow top true tue tuesday turkish ukrainian undefined under unknown until update upgrade urgent usage
    user version vp warning was we web website wed wednesday welsh were western what when where which while who why
    will with without would written yes yesterday you your yours
    """
)
"""Days, months, nationalities, salutations, headings, function words."""

COMPANY_WORDS = words(
    """
    agency airlines associates association authority automotive bank bancorp brewery brothers capital chemicals
    clinic college communications consultancy consultants consulting council dental electric electronics energy
    engineering enterprises entertainment fashions financial foods foundation freight fund garage gallery group
    holding holdings hospital hotel hotels industries institute insurance international investments laboratories
    labs law logistics manufacturing markets materials media ministry motors museum organisation organization
    partners partnership pharma pharmaceuticals pharmacy plc plumbing press productions properties publishing
    railways realty records recruitment research resorts restaurant retail school securities shipping society
    solicitors solutions sons stores supplies systems technologies telecom textiles theatre
    therapeutics tours trading transport trust university utilities ventures works
    """
)
"""What the last word of a company's name often is; proof only with an unusual word before it."""

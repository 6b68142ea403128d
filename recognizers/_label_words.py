"""The words of the label lexicon; `recognizers.labels` says how they are looked up.

Phrases are lower case, words parted by single blanks, phrases by bars; a phrase is the ending of a label.
"""

from __future__ import annotations

STRONG: dict[str, str] = {
    "HOSTNAME": """
        hostname | host name | sysname | sys name | system name | device name | device id | fqdn | node name
        nodename | computer name | computername | machine name | switch name | switchname | router name
        neighbor name | neighbor device id | neighbor device | neighbor chassis name | chassis name
        remote system name | remote host name | remote hostname | remote device | remote name | ap name
        access point name | dns name | netbios name | rhost | src host | dst host | dest host | source host
        destination host | srcname | dstname | origin host | server name | servername | virtual host | vhost
        domain name | dns domain | search domain | dns suffix | workstation name | workstation | controller name
        cluster name | domain | tgt host | peer host | unit name | log host | loghost | neighbor system name
        neighbour name | neighbour | system hostname | devname | host fqdn | target host | node hostname
        source workstation | server host | mail server | smtp server | hostnamn | rechnername | geraetename
        nom d hote | nombre de host | prompt host | domain list | hosts | certificate name | ap hostname
        sys name mtu | device serial name | dns search | account domain | config system global/hostname
        primary dns suffix | ups name | upsname | remote device name | primary domain controller | access point
        remote peer name | computer dns name
        | workgroup | password server | wins server | my hostname | myhostname | mydomain | my domain | mydestination
        | relayhost | relay host | relay domains | server active | serveractive | shortname | cname
        | dhcp host | neighbor dev | neighbor host name | dns suffix search list | search list | kdc host
        | connected host | ping host | mta name | nas identifier | myorigin | server alias | serveralias
        | alternate name | dns names | vm name | guest name | esx host | esxi host
        | cluster host | dc name | dcname | dom name | forest name | current dc | data source | peer host name | logon server | dhcp hostname | client fqdn | nt domain | ad domain
        | windows domain | source host name | destination host name | shost | dhost | dvchost | sourcehostname
        | destinationhostname | dst server | backend server | remote ike id | peer id | peerid | local id | localid
        | ike id
    """,
    "SERIAL_NUMBER": """
        serial number | serial no | serial num | serial | serialnumber | sn | s n | ser no | sernum | sernr | serialno
        processor board id | service tag | asset tag | serial id | devid | chassis serial | board serial | dev sn
        vendor sn | serial nr | seriennummer | numero de serie | serial numbers | esn | sr no | base serial number
        mfg serial | cryptochip | manufacturing serial | hw serial | serial nbr | svc tag | piece part id | piece part
        express svc code | express service code | exprs svc code | svc code | bar code | barcode | hardware id
        factory serial | software id | ont sn | onu sn | sn number | eq serial | appliance key | encoded serial no
        | equipment serial | module sn | switch sn | system sn | device sn | unit serial | power supply serial
        | psu serial | fan serial | product serial | board sn | serial number chassis | esn of | panel serial
        | battery serial | disk serial | unit serial number | product sn | hw sn | system serial | license serial
        | controller serial | enclosure serial | tag number | chassis tag | express code | server serial
        | host serial | bios serial
    """,
    "PRODUCT_ID": """
        pid | product id | product number | product no | part number | part no | part num | partnumber | model
        model name | model number | model no | product name | chassis type | hardware model | device model | sku
        vendor pn | pn | p n | udi pid | hw model | board type | product code | order number | system model
        platform model | card model | module model | module name type | hardware type | machine type | part
        product part number | switch model | clei code | assembly number | top assembly part number | model num
        hw part no | capability model | equipment id | equipmentid | ont equipment id | sub type | board name
        platform | product | module | hardware model number | supply model | chassis model | ap model | part nbr
        model nbr | model id | part number revision | part number rev | prod | prod part | bom code | bom | clei
        part id | orderable part number | drive model | disk model | friendly name
        | device type id | hw sku | fru part number | product sku | equipment type | hardware part number
        | spare part number | material number | article number | type number | catalog number | cat no
        | option part number | assembly part number | board part number | board product | system product
        | chassis part number | system part number | drive product | hdd model | ssd model | nic model
        | product model | phone model | ups model | model info | appliance model | switch model number
    """,
    "OS_VERSION": """
        software version | sw version | firmware version | fw version | os version | system version | image version
        running version | kernel version | current software | product version | ios version | software release
        system software version | active version | main software version | softwareversion | fw | sw | osversion
        runtime code version | operation code version | sys sw version | boot version | version | release | software
        firmware | kernel | image software | sw rev | firmware rev | fw ver | sw ver | software ver | ver
        software revision | firmware revision | softver | firmversion | platform version | agent version
        loader version | main soft version | bundle version | panos version | junos version | firmware name
        patch version | current version | client version | client ver | installed version | running ver
        kernel release
        | primary ver | secondary ver | primary version | secondary version | running software | os release
        | operating system version | os ver | client os ver | client os version | microcode | disk firmware
        | firmware level | fw level | firmware rev | controller firmware | code level | software image version
        | firmware image version | uboot version | kernel ver | system software | system firmware | software build
        | primary code version | image ver | sw image version | system release | current sw version | curr ver
        | drive firmware | nic firmware | ilo firmware | idrac firmware
    """,
    "OS_FEATURE_SET": """
        system image file | ap image | image file | boot image | image name | feature set | software image
        active image | primary image | system image | running image | boot file | current image | image | boot system
        bootfile | kickstart image file | nxos image file | backup image | sw image | package name | primary software
        os image | software name | installed package | running package | active package | current boot image file
    """,
    "USERNAME": """
        username | user name | userid | login name | account name | logname | auth user | ruser | sasl username
        subject user name | target user name | acct | remote user | uname | login user | last changed by | created by
        modified by | changed by | user account | login id | prompt user | snmp user | admin user
        target account name | benutzername | benutzer | nom d utilisateur | nombre de usuario | usuario | session user
        login | db user | wg user | security name | updated by | user login | request user | user principal name
        sam account name | loid | user ip | admin name | registered user | domain user name | primary username
        subscriber name
        | valid users | invalid users | admin users | write list | read list | force user | guest account
        | principal name | tlspsk identity | tls psk identity | psk identity | allow users | deny users | allowusers
        | denyusers | default user | defaultuser | auth users | trusted users | stats users | bind user | run as user | runasuser
        | security users | operator name | owner name | requester id | suser | duser | sourceusername
        | destinationusername | src user | dst user | source user | destination user | effective user
        | target username | user display | sudo user | initiator user | authenticated user | eap identity
        | outer identity | inner identity | radius username | caller user | logon account | logon name | ldap user | usename | rolname | grantee | device owner
        | smtp user | sip user | fromuser | authuser | remoteuser | dbuser | ftp user
        | enduser id | end user id
    """,
    "PERSON": """
        sys contact | system contact | full name | display name | real name | first name | last name | given name
        surname | contact name | contact person | fullname | displayname | customer name | contact | person
        patient name | ansprechpartner | realname | account manager | technician | requester name | submitter
        cardholder | employee name | person name | assigned to | assignee name | reported by | registered owner
        | gecos | registered user name | registrant | sur name | forename | vorname
        | nachname | prenom | apellido | common contact | tech contact | admin contact
    """,
    "LOCATION": """
        sys location | system location | location | street | street address | city | postal code | zip | zip code
        physical location | postcode | standort | ort | adresse | strasse | ubicacion | snmp location | home address
        billing address | shipping address | address line | town | device location | site location | geo location
        | server string | cabinet | datacenter | data center | rack name | cage | state or province | locality
        | address line1 | address line2 | postal address | office location
    """,
    "ORGANIZATION": """
        organization | organisation | company | company name | organization name | org name | customer | firma
        entreprise | empresa | employer | client company | registered to | registered organization
    """,
    "PHONE_NUMBER": """
        phone | telephone | mobile | fax | phone number | telephone number | calling | called | calling number
        called number | caller id | callerid | mobile number | phone no | telefon | telefono | cell phone
        calling party | called party | msisdn | ani | dnis | remote number | caller
        | did | voice user | did number | extension number | sip number | phone number home | mobile phone
        | business phone | home phone | work phone | contact phone | rufnummer | numero de telephone
        | caller number | dialed number | ani number | fax number | tel
    """,
    "EMAIL_ADDRESS": """
        email | e mail | mail | email address | mailaddress | reply to | recipient | requester email
    """,
    "DATE_OF_BIRTH": """
        date of birth | dob | birth date | birthdate | birthday | geburtsdatum
    """,
    "NATIONAL_ID": """
        ssn | social security number | national id | tax id | passport number | passport | personal id | tax number
        driver license | drivers license | license plate
    """,
    "CREDIT_CARD": """
        credit card | card number | credit card number | cc number | pan number
    """,
    "IBAN": "iban | bank account",
    "SECRET": """
        password | passwd | passphrase | passwort | secret | community | community string | psk | pre shared key
        preshared key | pre shared secret | shared secret | psksecret | key string | auth key | priv key | private key
        authentication key | auth password | priv password | privacy password | authentication password | api key
        apikey | api token | token | access token | auth token | bearer token | client secret | secret key
        secret access key | encryption key | wpa key | wpa psk | wep key | session key | cookie | set cookie
        authorization | proxy authorization | x api key | x auth token | license key | activation key | pin code | otp
        credentials | radius secret | tacacs key | tacacs secret | md5 key | key value | hmac key | password hash
        encrypted password | phash | csrf token | xsrf token | x csrf token | jsessionid | phpsessid | refresh token
        id token | admin password | enable password | enable secret | root password | mot de passe | contrasena
        clave | authpassword | auth pwd | pwd | pass | userpassword | wpa passphrase | sae passphrase | shared key
        simple password | password md5 | snmp community | read community | write community | trap community
        ro community | rw community | access key | accesskey | secretkey | privatekey | keyring key | crypto key
        master key | master password | passcode | signing key | signing secret | webhook secret | dsn
        connection string | account key | shared access key | sas token | storage key | otp secret | mfa secret
        user token | deploy token | ciphertext | encryption password | priv pwd | authkey | privkey
        plaintext password | encrypted key | key hexadecimal | wireless password | wifi password | wlan password
        network key | phrase | ppsk | presharedkey | authorization key | tunnel password | chap secret | pap password
        aws secret access key | bind pw | bindpw | bind password | userpw | requirepass | masterauth | ntlm hash
        auth code | md5 password | sha key | message digest key | key octet string | ssh public key
        wpa2 pre shared key | wpa pre shared key | supplicant password | ipsec secret | l2tp secret
        authentication secret | ike psk | esp key | ah key | kek | secret data
        | authtok | default authtok | registration key | auth token secret | license code | serial key | product key
        | activation code | psk value | ipsec psk | ike secret | ppp secret | chap password | admin pass | adminpass
        | db pass | dbpass | db password | smtp pass | smtp password | sip secret | ftp password | proxy password
        | ldap password | sa password | db passwd | join key | join token | bootstrap token | enrollment key
        | enrolment key | api secret | app secret | consumer secret | consumer key | storage account key | saskey
        | auth secret | password2 | encryption passphrase | keystore password | truststore password | key password
        | key pass | key passphrase | sasl password | sasl passwd | smtp auth password | rpc password
        | rpc user password | stats password | mgmt password | vault token | root token | unseal key | recovery key
        | session secret | app key | secret key base | jwt secret
    """,
    "OTHER_ID": """
        uuid | guid | system uuid | machine id | account id | subscription id | tenant id | customer id | instance id
        fingerprint | udid | imei | imsi | iccid | meid | engine id | engineid | certificate fingerprint | asset id
        contract id | organization id | org id | user id | client id | project id | device uuid | boot id | user guid
        installation id | distinct id | anonymous id | visitor id | machine guid | employee id | key fingerprint
        user sid | subject user sid | logon guid | sid | security id | aws account id | image id | owner id | vpc id
        subnet id | security group id | reservation id | attachment id | network interface id | group id
        principal id | wwn | wwid | wwn device id | dom guid | client duid | duid | uicc | eid
        | clientid | aid | agent id | peer ident | node uuid | chassis uuid | volume uuid | host uuid | vm uuid | pool uuid | lu wwn device
        | lu wwn device id | wwpn | wwnn | port wwn | node wwn | switch wwn | fabric wwn | port name wwn | disk guid
        | filesystem uuid | pv uuid | lv uuid | vg uuid | device guid | hw id | hostid | peer uuid | cluster uuid
        | subject key identifier | authority key identifier | iscsi name | initiator name | target name
        | initiatorname
        | hosted zone id | zone id
    """,
    "MAC_ADDRESS": (
        "mac | mac address | mac addr | hardware address | physical address | hwaddr | ethernet address | base mac"
    ),
    "URL": "customer url | homepage",
}
"""Labels whose value is the entity, whatever it looks like (it still must look possible)."""

OTHERWISE: dict[str, str] = {"user id": "USERNAME", "account id": "USERNAME"}
"""What the value of a strong label is where it cannot be what the label says."""

WEAK: dict[str, str] = {
    "HOSTNAME": """
        circuit id | nas | host | neighbor | node | peer | server | device | search | cn | common name | realm | remote host
        client name | member | name server | ntp server | chassis id | hosts | logging | neighbor id | station
        upstream | origin | site name | system id | remote | client | machine | target | local host | agent | source
        destination | nodes | helo | relay | switch | router | ldap server | radius server | syslog server
        tacacs server | kdc | admin server | default domain | from host | hosted on | computer | identity | router id
        remote id | client hostname | primary | secondary | master | slave | system | asset | asset name | authority
    """,
    "USERNAME": (
        "user | admin | owner | account | uid | principal | operator | author | run as | assignee | requested by | subject"
    ),
    "SECRET": """
        session id | sessionid | session | key | pin | auth | hash | signature | nonce | salt | sid | code | md5 | digest
        challenge | sha
    """,
    "PRODUCT_ID": """
        chassis | card type | module type | description model | capability | hardware | vendor | hw type
        system description | sys descr | name type | card | modem | board | item | unit type | device type
        transceiver type | media type | vendor part | system type
    """,
    "OS_VERSION": "sw hw fw version | build | rev software | rom version | running | hypervisor",
    "PERSON": "author | commander | requester | from",
    "OTHER_ID": "public key | node id | container id | swarm id",
    "LOCATION": "address | site | region | room | building | floor | rack location | place",
    "SERIAL_NUMBER": "board id | chassis sn | system sn",
    "ORGANIZATION": "org | o | ou",
}
"""Labels that only say so when the value looks the part."""

NOTHING = """
    hardware version | hw version | protocol version | table version | snmp version | ip version | ssl version
    tls version | http version | schema version | config version | api version | ssh version | ike version
    igmp version | vtp version | rip version | mld version | bgp version | netflow version | stp version
    document version | version id | hw rev | cost center | process name | file name | policy name | interface name
    port name | profile name | service name | class name | group name | vlan name | vrf name | pool name | zone name
    role name | rule name | list name | template name | session type | key id | key chain | key length | key size
    key type | key exchange | key index | host key algorithms | key lifetime | password policy
    password encryption | password length | password expiry | password expires | password age | password strength
    password recovery | user type | user role | user count | user group | user mode | user agent | user time
    user priority | host key | host count | host type | host port | host limit | host id | host mode | token ring
    token type | token expiry | secret type | community type | community list | extended community
    standard community | large community | bgp community | server port | server type | server status | server state
    server group | server key | node type | node status | device type code | neighbor state | neighbor port
    neighbor port id | peer as | peer state | peer type | peer group | system time | system uptime
    system mac | system state | system status | serial interface | serial port | model checksum | image checksum
    image type | image size | image format version | software type | software build date | release date | version date
    last login | login time | login count | login type | login status | login method | account status | account type
    location type | location code | mobile network | contact closure | product family | product line | product type
    part state | certificate version | cipher suite | auth type | auth mode | auth method | authentication type
    authentication mode | authentication method | domain id | domain type | mail status | calling station type
    organization unit type | compile version | bootrom version | bootloader version | boot rom version | cpld version
    fpga version | spec version | format version | mib version | db version | database version | sequence number
    session timeout | session count | phone type | hash algorithm | digest algorithm | signature algorithm | code page
    source port | destination port | source interface | source address | destination address | client port
    master key age | active key | release time | module status | platform type | card state | login banner
    device count | domain count | source type | dns server | router priority | router type | switch priority
    switch role | ip address | link address | memory address | type name | epld version | integration version
    virtual domain | user domain | session type id | ip address or hostname | product base | hardware vendor
    registration id | initiator cookie | responder cookie | login at | peer address | remote address | local address
    vendor name | vendor id
    | bios version | system bios version | app version | content version | threat version | av version | url filtering version
    | virus db | engine version | database schema version | tunnel mode version | plugin version | api level
    | client package version | service account | storage class | image pull policy | restart policy
    | user space | host interface | host bits | node port | node selector | node taints | host network | host path
    | username attribute | user attribute | user filter | user search filter | user base | user search base
    | server certificate | server verification | server timeout | peer interface | neighbor interface | neighbor intf
    | neighbor address | neighbor count | device count | user agents | public key algorithm | public key type
    | key usage | key algorithm | key file | keyfile | key path | cert file | ca file | password file | secret file
    | secret name | password attribute | password type | password expires | host keys | user limit | user data
    | server type | server mode | server role | location id | serial console | model year | name servers count
    | private key file | authorized keys file | cookie domain | cookie path | cookie secure | session cookie name
    | connection name | owner reference | master mode | identity file | identityfile | community mode
    | authentication key chain | zone serial | docsis version | dc site name | serial refresh | ssl version id | site survivability
"""
"""Endings that say nothing about anybody."""

PARENTED: tuple[tuple[str, str, str], ...] = (
    ("host", r"(^|/)prompt$", "HOSTNAME"),
    ("user", r"(^|/)prompt$", "USERNAME"),
    ("edit", r"system admin|user local|user peer|api.?user|sso.?admin", "USERNAME"),
    ("name", r"snmp.?community|community$", "SECRET"),
    ("name", r"(^|/)system( info(rmation)?)?$", "HOSTNAME"),
    ("name", r"snmp sysinfo", "HOSTNAME"),
    (
        "name",
        r"(^|/)(users?|local user|admins?|accounts?"
        r"|snmp user|user identity|actor|owner|createdby)( \S+)?$",
        "USERNAME",
    ),
    ("name", r"system identity|(^|/)tags?$", "HOSTNAME"),
    ("name", r"(^|/)cluster( info(rmation)?)?$", "HOSTNAME"),
    ("name", r"ppp (secret|active)|hotspot user|user-?manager user|ip hotspot|snmpv3 user|radius user", "USERNAME"),
    ("number", r"voice|dial|phone|caller|callee|sip|e?phone.?dn|telephony|fax", "PHONE_NUMBER"),
    ("id", r"(^|/)(users?|accounts?|actor|customer|owner)$", "USERNAME"),
    ("name", r"(^|/)(author|customer|contact|person|requester|assignee|submitter|committer|participants?)$", "PERSON"),
    ("name", r"(^|/)(hosts?|nodes?|servers?|device|machine|computer|system host)$", "HOSTNAME"),
    (
        "key",
        r"radius|tacacs|aaa|ntp|ipsec|ike|isakmp|wlan|ssid|wpa|keychain|key.?string|ospf"
        r"|bgp|isis|rip|eigrp|vrrp|hsrp|macsec|snmp|ldap|tunnel|wireguard|peer|auth|server",
        "SECRET",
    ),
    ("md5", r"ospf|bgp|isis|rip|ntp|key|auth|vrrp|standby|glbp", "SECRET"),
    ("sha", r"ntp|key|auth|snmp|usm", "SECRET"),
    ("auth", r"snmp|usm|ospf|bgp|isis|rip|ntp|ppp", "SECRET"),
    ("priv", r"snmp|usm", "SECRET"),
    ("hash", r"password|user|login|auth|admin", "SECRET"),
    ("value", r"secret|password|token|cookies?$|api.?key|credential|authorization", "SECRET"),
    ("value", r"user.?agent", "BROWSER"),
    ("user", r"login|system|aaa|ntp|snmp|ssh|local|ldap|sudo|password|webui|mgt.?config", "USERNAME"),
    ("server", r"ntp|dns|logging|syslog|tacacs|radius|ldap|mail|smtp|sntp|name", "HOSTNAME"),
    ("type", r"(^|/)(chassis|system|hardware|board|device) (information|info|data)$", "PRODUCT_ID"),
    ("host", r"ntp|logging|syslog|tacacs|radius|ldap|snmp|trap|ip$|ipv4|request|headers|server", "HOSTNAME"),
)
"""(last words, pattern over the path before them, entity): what only the surroundings tell."""

HARMLESS: tuple[tuple[str, str], ...] = (
    ("version", r"(^|/)(sdk|notifier|packages|instrumentation library|scope|runtime)$|(^|/)log$"),
    ("terraform version", r"^$"),
)
"""(last words, pattern over the path before them): what says nothing there, though elsewhere it would."""

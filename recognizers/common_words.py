"""Ordinary words: values that read like these are replaced only where a label or an anchor says what they are.

Written by hand for this project: words of device output, logs, operating systems and everyday English that people also
use as host, user or community names.
"""

from __future__ import annotations

_WORDS = frozenset(
    b"""
access account accounting action active activity adapter address admin administrator agent alarm alert alias allow analysis
analytics android apache appliance application archive area array arrival asset attach attempt audit authentication auto
availability backbone backend backup balance bandwidth banner barrier base basic batch battery beacon beta billing binary blade
block board body border bottom boundary branch bridge broadcast browser buffer build builder building bundle business cable cache
calendar campus capability capture card carrier catalog center central centre certificate chain change channel charge chassis check
checksum child class clear client clock cloud cluster code collector college combo command common communication community company
compute computer concentrator condition config configuration connect connection connector console consumer contact container
content context control controller cookie core corporate count counter country coverage create credential critical current customer
daemon dashboard data database datacenter date debug default delay delete demand demo deny department deploy deployment description
desktop destination detail develop developer development device diagnostic dialer digital direct directory disable discovery disk
display distribution dmz docker document domain down download drive driver dummy duplex dynamic east edge edit editor element email
emergency employee enable encryption endpoint engine engineer engineering enterprise entity entry environment error ethernet event
example exchange exclude execute exit expert explorer export extended extension external fabric facility factory failed failover
failure fallback family feature federation fiber field file filter finance firewall firmware first flash floor flow folder foreign
forward frame framework free frontend full function gateway general generic global google grade grafana granted group guest handler
hardware header health hello help high history home host hostname hotel house http https hypervisor identity image import incident
index inet info information infrastructure ingress initial input inside install instance integration interface internal international
internet inventory invalid iphone issue jenkins join journal kafka keepalive kernel keyboard keystone kube kubernetes label laptop
large last latency layer leader leaf learning lease left legacy level library license light limit line link linux list listen
listener little load local locale location lock logging login logout logs lookup loop loopback machine mail mailbox main maintenance
major manage management manager manual map market marketing master match maximum media medium meeting member memory mention menu
message meta method metric metro microsoft middle minimum minor mirror missing mobile mode model modem modify module monitor
monitoring mount multicast mysql name native neighbor network newer next nginx node nodes none normal north notebook notice
notification number object office offline online open openstack operation operator optical option oracle orange order origin other
output outside owner package packet page panel parent parser partner password path pattern payload peer pending performance
permanent permission permit person personal phone physical ping pipeline planning platform point policy pool port portal position
postfix postgres postgresql power preference prefix presence primary printer priority private probe process processor product
production profile program project prometheus protocol provider proxy public publisher python quality query queue quota rabbit
rabbitmq rack radio radius range rate read reader ready real realm receive receiver record recovery redis reference region register
registry relay release reload remote remove render replica report repository request reserve reset resolver resource response
restart restore result retry return reverse right ring role root rootfs route router routing rule runner runtime safari sales
sample satellite scale scan scanner schedule scheduler schema school script search second secondary secret section secure security
segment select sender sensor sequence serial server servers service services session setting setup shared shell shelf short shutdown
signal silver simple single site slave slot small snapshot snmp socket software source south spare special speed spine splunk
stack staff staging standard standby start startup state static station statistics status storage store stream string student
subject submit subnet success summary superuser supervisor supplier support suspend switch switches switching symbol sync syslog
system systems table tablet target task teacher team technical telemetry telnet template temporary tenant terminal test tester
testing testuser text thread threshold throughput ticket time timeout timer token tools topic topology total trace tracker traffic
training transaction transfer transit transport trap trigger trunk trust trusted tunnel type ubuntu undefined unicast unit university
unknown unlock unnamed update upgrade uplink upload upper upstream usage user username users utility valid validation value vendor
verify version vertical video view virtual voice volume wait warehouse warning watch watchdog website weight west wide width window
windows winner wireless wizard word work worker workflow workspace workstation world write writer yellow zabbix zone zookeeper
about above across after again against agree along already also although always among another answer anybody anyone anything
around asked back because become been before began behind being believe below best better between beyond book both bring
brought business call called came cannot care case cause certain clearly close come comes coming common complete consider could
course days does done door during each early either else enough even ever every everything exactly example expected fact feel few
figure final find fine five follow following food found four from gave general getting give given goes going good great half hand
hands happen happened hard have having head hear heard held here himself hold hope hour however human idea important inside
instead into itself just keep kind knew know known land later lead least leave less life like likely line live long longer look
looking lost made make making many matter maybe mean means mind moment money month more morning most mother move much must myself
near need never night nothing often once only opened opposite ourselves over part past pay people perhaps place plan play please
possible present probably problem program provide quite rather reach reason received recent same saw says second seen send sense sent
several shall should show side since small some someone something soon sort speak stand started still stop stopped such sure take
taken talk tell than thank thanks that their them themselves then there therefore these they thing things think this those though
thought three through together told tomorrow took toward tried true turn turned under understand until upon used using usually very
want wanted water ways week weeks well went were what when where whether which while white whole whose will with within without
wonder word words working would wrong year years yesterday young your yourself black blue brown green grey purple
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
december alpha bravo charlie delta echo foxtrot golf india juliet kilo lima mike november oscar papa quebec romeo sierra tango
uniform victor whiskey xray yankee zulu cisco juniper arista huawei fortinet fortigate mikrotik ubiquiti netgear extreme brocade
aruba ruckus alcatel nokia ericsson dell hewlett lenovo intel broadcom mellanox nvidia citrix netscaler vmware amazon azure
""".split()
)


def is_ordinary(word: bytes) -> bool:
    """Whether `word` (lower case) is an ordinary word, a single letter class too short to be telling, or all one letter."""
    return word in _WORDS or len(set(word)) < 3 or (len(word) < 5 and word.isalpha())

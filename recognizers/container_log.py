"""Nodes in the logs of clusters: Kubernetes, Hadoop, Kafka, ZooKeeper, Spark, Ceph, OpenStack, automation."""

from __future__ import annotations

from recognizers._log import ADDRESS, HEADERS, HOST, START, TOKEN, either, host, numbered_host, shaped_host, user
from recognizers.rule import Rule

_DAEMON = either(
    "mon", "mgr", "mds", "osd", "rgw", "client", "crash", "iscsi", "nfs", "prometheus", "alertmanager", "node-exporter"
)
_ERLANG = either(
    "rabbit",
    "rabbitmq",
    "ejabberd",
    "emqx",
    "couchdb",
    "riak",
    "vernemq",
    "mongooseim",
    "couchbase",
    "ns_1",
    "freeswitch",
)
_PLAY = either("ok", "changed", "failed", "fatal", "skipping", "unreachable", "included", "rescued", "ignored")

_NODE = either(
    "[Ss]uccessfully assigned [^ ]{1,128} to ",
    "(?:for|compute|fencing) node ",
    r"node(?:[Nn]ame)?\\?\"?(?:: ?|=)\\?\"?",
    r"[Nn]ode \\?\"",
    "[Ee]xecutor (?:ID )?[^ ]{1,40} on host ",
    "Lost executor [0-9]{1,9} on ",
    r"environment:host\.name=",
    r"(?:[Cc]ompute_?[Ss]ervice|[Ss]ervice) record (?:updated|created) for \(?'?",
    "(?:hypervisor|[Mm]inion|hosted by) ",
    "[Mm]igrating (?:instance )?to ",
    "[Aa]ssigned container [^ ]{1,80} of [^\\n]{1,100} on host ",
    "(?:Compiled|Caching) catalog for ",
    "(?:SERVICE|HOST)(?: FLAPPING| DOWNTIME)? ALERT: ",
    "CURRENT (?:SERVICE|HOST) STATE: ",
    "(?:SERVICE|HOST) NOTIFICATION: [^;]{1,64};",
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="host-slash-address",
        entity="HOSTNAME",
        pattern=rf"(?P<value>{HOST})\.?/(?:<unresolved>|{ADDRESS}):[0-9]{{1,5}}",
        trigger=(
            r"[0-9A-Za-z_\x80-\xff]\.?/[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
            "/<unresolved>",
            r"[0-9A-Za-z_\x80-\xff]\.?/(?:IPv[0-9]:)?[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]",
        ),
        before=START,
        validate=host,
        blind=True,
        seeds=True,
        score=0.93,
        reference="java.net.InetSocketAddress.toString: NAME/ADDRESS:PORT",
        examples=(
            "Connecting to ResourceManager at «hdp-sa-41»/192.0.2.17:8030",
            "Address change detected. Old: «nn1.example.com»/192.0.2.17:9000 New: x",
            "Opening socket connection to server «zoo1»/192.0.2.1:2181",
        ),
        near_misses=("client /192.0.2.1:37177", "0.0.0.0/0.0.0.0:3888", "inside/192.0.2.1:80", "tcp/192.0.2.1:80"),
    ),
    Rule(
        id="java-host-slash-address",
        entity="HOSTNAME",
        pattern=rf"(?P<value>{HOST})\.?/(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}(?:[ ,;)\]]|$)",
        trigger=r"[0-9A-Za-z_\x80-\xff]\.?/[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
        before=START,
        after="",
        validate=shaped_host,
        blind=True,
        seeds=True,
        reference="java.net.InetAddress.toString: NAME/ADDRESS",
        examples=("No Route to Host from  «WIN7-PC»/192.0.2.1 to nn1:9000 failed", "bound to «nn-1»/192.0.2.4"),
        near_misses=("route 198.51.100.0/192.0.2.1", "inside/192.0.2.1 to", "v1.2/192.0.2.1"),
    ),
    Rule(
        id="endpoint-host",
        entity="HOSTNAME",
        pattern=(
            rf"(?:EndPoint\((?:[0-9]{{1,10}}, ?)?|BlockManagerId\([^,)]{{1,40}}, |"
            rf"BrokerEndPoint\(id=[0-9]{{1,10}}, host=|PLAINTEXT://|SASL_SSL://"
            rf"|SASL_PLAINTEXT://|SSL://|akka(?:\.tcp)?://[0-9A-Za-z_-]{{1,64}}@|"
            rf"spark://(?:[0-9A-Za-z_-]{{1,64}}@)?|hdfs://|thrift://"
            r"|jdbc:[a-z:]{2,30}//|amqps?://(?:[^@/ ]{1,128}@)?|zk://|tcp://|ssl://|rpc://|dn_host=|dfs://)"
            rf"(?P<value>{HOST})(?:, ?[0-9]|[:/]|$)"
        ),
        trigger=(r"EndPoint\(", r"BlockManagerId\(", "://", "jdbc:", "dn_host="),
        before="",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.93,
        reference="Kafka EndPoint, Spark BlockManagerId, Akka remote addresses",
        examples=(
            "with addresses: PLAINTEXT -> EndPoint(«kafka7»,9092,PLAINTEXT) (kafka.utils.ZkUtils)",
            "to broker BrokerEndPoint(2,«kafka8»,9092)] )",
            "listening on addresses :[akka.tcp://sparkExecutor@«mesos-7»:55904]",
            "BlockManagerId(3, «worker-9», 40123)",
        ),
        near_misses=("EndPoint(192.0.2.1,9092,PLAINTEXT)", "EndPoint(,9092)", "tcp://0.0.0.0:1234"),
    ),
    Rule(
        id="broker-id-host",
        entity="HOSTNAME",
        pattern=rf"(?P<value>{HOST}):[0-9]{{2,5}} \(id: ",
        trigger=r":[0-9]+ \(id: ",
        before=START,
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Kafka org.apache.kafka.common.Node.toString",
        examples=(
            "Discovered group coordinator «kafka7»:9092 (id: 2147483646 rack: null)",
            "broker «b1.example.com»:9092 (id: 1 rack: a)",
        ),
        near_misses=("192.0.2.1:9092 (id: 1 rack: null)", "localhost:9092 (id: 1 rack: null)"),
    ),
    Rule(
        id="ceph-daemon-host",
        entity="HOSTNAME",
        pattern=rf"{_DAEMON}(?:\.rgw|\.[a-z]{{2,16}}\.)?\.(?P<value>{HOST})",
        trigger=rf"{_DAEMON}\.",
        before=START,
        validate=shaped_host,
        blind=True,
        seeds=True,
        score=0.9,
        reference="Ceph daemon names: mon.HOST, mgr.HOST, mds.HOST",
        examples=(
            "2022-02-10T00:09:48.488086+0000 mon.«node-a1» (mon.1) 279 : audit [INF] x",
            "entity='mgr.«ceph-07»' cmd=[]",
        ),
        near_misses=("mon.0 at x", "osd.12 down", "from='mgr.14106 '", "client.admin"),
    ),
    Rule(
        id="erlang-node-host",
        entity="HOSTNAME",
        pattern=rf"{_ERLANG}@(?P<value>{HOST})",
        trigger=rf"{_ERLANG}@",
        validate=host,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Erlang node names NAME@HOST",
        examples=("node           : rabbit@«mq-07»", "rabbit@«warren» is up"),
        near_misses=("rabbit@localhost is up", "rabbit@192.0.2.1 x"),
    ),
    Rule(
        id="cluster-node-host",
        entity="HOSTNAME",
        pattern=rf"{_NODE}'?(?P<value>{HOST})(?:[ ,;:\"'\\)\]/]|$)",
        trigger=_NODE,
        after="",
        validate=numbered_host,
        blind=True,
        kinds=frozenset({"log", "text", "json"}),
        reference="Kubernetes scheduler, ZooKeeper environment, Spark, OpenStack nova, Puppet, Nagios",
        examples=(
            "Successfully assigned default/web-7d to «worker-3»",
            "Starting executor ID 5 on host «mesos-7»",
            "Server environment:host.name=«zk1.example.com»",
            "Compute_service record updated for «cp-1»:x",
            "SERVICE ALERT: «web01»;HTTP;CRITICAL;HARD;3;x",
        ),
        near_misses=("node is not ready", "for node 3", "Migrating to disk", "Node status changed"),
    ),
    Rule(
        id="ansible-host",
        entity="HOSTNAME",
        pattern=rf"(?:^|[| ]){_PLAY}: \[(?P<value>{HOST})(?:\]| -> )",
        trigger=rf"{_PLAY}: \[",
        before="",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.95,
        reference="Ansible default callback plug-in",
        examples=("ok: [«web7»]", "fatal: [«db1.example.com»]: FAILED! => {}"),
        near_misses=("ok: [192.0.2.1]", "failed: [a b]"),
    ),
    Rule(
        id="ansible-recap-host",
        entity="HOSTNAME",
        pattern=rf"(?P<value>{HOST}) {{1,64}}: ok=[0-9]+ ",
        trigger=": ok=[0-9]",
        before=TOKEN + "-",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.97,
        reference="Ansible PLAY RECAP",
        examples=("«web7»      : ok=3    changed=1    unreachable=0", "«db1.example.com» : ok=3 changed=0"),
        near_misses=("192.0.2.1  : ok=3    changed=1", "x: ok=3"),
    ),
    Rule(
        id="search-node-host",
        entity="HOSTNAME",
        pattern=rf"\]\[[a-z.0-9]{{1,20}}\.[0-9A-Za-z.]{{1,80}} *\] ?\[(?P<value>{HOST})\]",
        trigger=r"[a-zA-Z] *\] ?\[[0-9A-Za-z]",
        before="",
        after="",
        validate=host,
        blind=True,
        seeds=True,
        score=0.9,
        reference="Elasticsearch and OpenSearch log4j2 pattern [%node_name]",
        examples=(
            "[2024-01-02T03:04:05,678][INFO ][o.e.n.Node               ] [«es-data-1»] started",
            "[2024-01-02T03:04:05,678][WARN ][o.o.c.s.ClusterService] [«search7»] x",
        ),
        near_misses=("[2024-01-02T03:04:05,678][INFO ][main] [x y]", "[a][b] [c]"),
    ),
    Rule(
        id="staging-path-user",
        entity="USERNAME",
        pattern=(
            r"(?:/staging/(?:history/done(?:_intermediate)?/)?|/usercache/|/done_intermediate/|hdfs:[^ "
            r"]{1,200}/user/|job_[0-9]{1,20}_[0-9]{1,9}-[0-9]{1,16}-)"
            r"(?P<value>[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.\x80-\xff]{0,63})[/-]"
        ),
        trigger=("/staging/", "/usercache/", "/done_intermediate/", "/user/", "job_[0-9]+_[0-9]+-[0-9]"),
        before="",
        after="",
        validate=user,
        blind=True,
        kinds=HEADERS,
        seeds=True,
        score=0.93,
        reference="Hadoop MapReduce staging directories and YARN user caches",
        examples=(
            "hdfs://nn1:9000/tmp/hadoop-yarn/staging/«dave»/.staging/job_1",
            "/data/nm-local-dir/usercache/«erin»/appcache/application_1",
            "/tmp/hadoop-yarn/staging/history/done_intermediate/«dave»/job_1",
            "job_1445144423722_0020-1445182149000-«dave»-word+count-1445182150000-10-1-SUCCEEDED-default.jhist",
        ),
        near_misses=("/tmp/staging/root/x", "/opt/user/local/x", "/yarn/staging/history/x"),
    ),
)

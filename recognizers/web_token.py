"""Secrets of web services that need their surroundings as evidence: webhook paths, signed URLs, DSNs, cloud keys."""

from __future__ import annotations

from recognizers.rule import Rule

_HEX = "0123456789abcdef"

RULES = (
    Rule(
        id="aws-secret-key",
        entity="SECRET",
        pattern=(
            r"(?:aws|secret|amazon)[0-9a-z_.\" -]{0,32}(?:key|secret"
            r"|access)[\"']?[ \t]*[:=][ \t]*[\"']?(?P<value>[0-9A-Za-z/+]{40})"
        ),
        reference="AWS General Reference, access keys: 40 characters of base64",
        examples=(
            "aws_secret_access_key = «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»",
            '"SecretAccessKey": "«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»"',
        ),
        near_misses=("sha1 = da39a3ee5e6b4b0d3255bfef95601890afd80709", "aws_secret_access_key ="),
        trigger=("aws", "secret", "amazon"),
        ignore_case=True,
        score=0.96,
        after="0-9A-Za-z/+=",
    ),
    Rule(
        id="aws-session-token",
        entity="SECRET",
        pattern=r"(?P<value>(?:FwoGZXIvYXdz|IQoJb3JpZ2lu|FQoGZXIvYXdz|AQoDYXdz)[0-9A-Za-z/+=%]{40,})",
        reference="AWS STS session tokens",
        examples=(f"token: «IQoJb3JpZ2lu{_HEX * 4}==»", f"AWS_SESSION_TOKEN=«FwoGZXIvYXdz{_HEX * 3}»"),
        near_misses=("IQoJb3JpZ2lu", "session token: IQoJb3JpZ2luX2Vj"),
        trigger=("IQoJb3JpZ2lu", "ZXIvYXdz", "AQoDYXdz"),
        score=0.97,
        after="",
    ),
    Rule(
        id="signed-url",
        entity="SECRET",
        pattern=(
            r"[?&;](?:amp;)?(?:sig|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token"
            r"|X-Goog-Signature|X-Goog-Credential|Signature|Policy|se_sig|token|access_token|id_token"
            r"|refresh_token|code|state|key|api_key|apikey|auth|hash|hmac|session|sid|ticket"
            r"|SAMLResponse|SAMLRequest|RelayState|nonce|client_secret|pass|pwd)="
            r"(?P<value>[^\s&\"'<>;#\\]{8,})"
        ),
        reference="Azure SAS `sig`, AWS SigV4 and Google V4 query parameters, OAuth 2.0 redirect parameters",
        examples=(
            "GET /c/b?sv=2022-11-02&sig=«AbC%2Fd0123456%3D» HTTP/1.1",
            "https://b.example.com/o?X-Amz-Signature=«0123456789abcdef»",
            "/cb?code=«4/0AbCdEf12»&state=«xyzABC123»",
        ),
        near_misses=("/x?code=404", "/x?page=2&sort=name", "sig=abcdefghij"),
        trigger=r"[?&;](?:amp;)?[A-Za-z_-]",
        score=0.88,
        before="",
        after="",
    ),
    Rule(
        id="azure-account-key",
        entity="SECRET",
        pattern=(
            r"(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecretIssuer"
            r"|InstrumentationKey|PrimaryKey|SecondaryKey)[\"']?[ \t]*[=:][ \t]*[\"']?"
            r"(?P<value>[^\s\"';,]{16,})"
        ),
        reference="Azure Storage, Service Bus and Application Insights connection strings",
        examples=(
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=«AbCdEf0123456789+/AbCdEf012345"
            "6789==»;EndpointSuffix=x",
            "Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=«AbCdEf0123456789AbCdEf0123456789abcdefghijk=»",
        ),
        near_misses=("AccountKey=", "SharedAccessKeyName=RootManage"),
        trigger="(?:Key|Signature|Issuer)",
        score=0.96,
        after="",
    ),
    Rule(
        id="webhook-path",
        entity="SECRET",
        pattern=(
            r"(?:hooks\.slack\.com/(?:services|workflows|triggers)/|discord(?:app)?\.com/api/webhooks/"
            r"|outlook\.office(?:365)?\.com/webhook/|[a-z0-9-]{1,60}\.webhook\.office\.com/webhookb2/"
            r"|chat\.googleapis\.com/v1/spaces/|api\.telegram\.org/bot|hooks\.zapier\.com/hooks/catch/"
            r"|maker\.ifttt\.com/trigger/|events\.pagerduty\.com/integration/)(?P<value>[^\s\"'<>\\)]{8,300})"
        ),
        reference="Slack, Discord, Microsoft Teams, Google Chat, Zapier, PagerDuty docs: the path is the credential",
        examples=(
            "POST https://hooks.slack.com/services/«T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX»",
            '"https://discord.com/api/webhooks/«123456789012345678/AbCdEf_0123»"',
        ),
        near_misses=("https://hooks.slack.com/", "https://discord.com/api/v10/users"),
        trigger=("hooks", "webhook", "googleapis", "telegram", "ifttt", "pagerduty"),
        score=0.97,
        after="",
    ),
    Rule(
        id="sentry-dsn-key",
        entity="SECRET",
        pattern=r"https?://(?P<value>[0-9a-f]{32}(?::[0-9a-f]{32})?)@[0-9A-Za-z.-]{1,200}/",
        reference="Sentry docs, Data Source Name",
        examples=(
            f"dsn=https://«{_HEX * 2}»@o1.ingest.example.com/42",
            f'"dsn": "https://«{_HEX * 2}:{_HEX * 2}»@sentry.example.com/7"',
        ),
        near_misses=("https://ann@example.com/1", "https://example.com/0123456789abcdef0123456789abcdef"),
        trigger="@",
        score=0.96,
        before="",
        after="",
    ),
    Rule(
        id="gcp-private-key-id",
        entity="SECRET",
        pattern=r"private_key_id\\?\"[ \t]*:[ \t]*\\?\"(?P<value>[0-9a-f]{40})",
        reference="Google Cloud IAM docs, service account key file",
        examples=(
            f'"private_key_id": "«{_HEX * 2}01234567»",',
            r"{\"private_key_id\": \"«0123456789abcdef0123456789abcdef01234567»\"}",
        ),
        near_misses=('"private_key_id": ""', '"private_key_id": "none"'),
        trigger="private_key_id",
        score=0.97,
    ),
    Rule(
        id="registry-auth",
        entity="SECRET",
        pattern=(
            r"(?:_auth(?:Token)?|\"auth\"|\\\"auth\\\"|identitytoken\"?"
            r"|npmAuthToken\"?)[ \t]*[=:][ \t]*\\?[\"']?(?P<value>[0-9A-Za-z+/=_.-]{8,})"
        ),
        reference="Docker config.json `auths`, npmrc(5) `_authToken`",
        examples=(
            '"auths":{"r.example.com":{"auth":"«YW5uOndvcmQ=»"}}',
            "//registry.example.com/:_authToken=«0a1b2c3d4e»",
        ),
        near_misses=('"auth": "none"', "_auth="),
        trigger="(?:auth|identitytoken|AuthToken)",
        score=0.93,
        before="",
        after="",
    ),
)

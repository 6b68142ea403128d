"""Tokens and keys of cloud and SaaS providers, known by their prefix and length."""

from __future__ import annotations

from recognizers.rule import Rule

_EDGE = "0-9A-Za-z_-"


def _token(name: str, pattern: str, trigger: str | tuple[str, ...], reference: str, example: str, *near: str) -> Rule:
    """A token that its own form proves."""
    return Rule(
        id=f"{name}-token",
        entity="SECRET",
        pattern=f"(?P<value>{pattern})",
        reference=reference,
        examples=(example, f'"key": "{example}",'),
        near_misses=(*near, example.replace("«", "x_").replace("»", "")),
        trigger=trigger,
        score=0.97,
        before=_EDGE,
        after=_EDGE,
    )


def _filler(count: int) -> str:
    """`count` letters and digits that are nobody's token."""
    return ("a1B2c3D4e5" * (count // 10 + 1))[:count]


_HEX = "0123456789abcdef"

RULES = (
    _token(
        "aws-access-key",
        "(?:AKIA|ASIA|ABIA|ACCA|AIDA|AROA|AGPA|ANPA)[A-Z2-7]{16}",
        "A[KSBCIRGN][ICDOP]A[A-Z2-7]{4}",
        "AWS IAM identifiers, unique ids",
        "id «AKIAABCDEFGH234567AB»",
        "AKIA",
        "AKIAabcdefgh23456789",
    ),
    _token(
        "github",
        "gh[pousr]_[0-9A-Za-z]{36,255}",
        "gh[pousr]_",
        "GitHub Docs, About authentication: token formats",
        f"«ghp_{_filler(36)}»",
        "ghp_short",
        "gh_x",
    ),
    _token(
        "github-fine-grained",
        "github_pat_[0-9A-Za-z_]{22,255}",
        "github_pat_",
        "GitHub Docs, fine-grained tokens",
        f"«github_pat_{_filler(40)}»",
        "github_pat_x",
    ),
    _token(
        "gitlab",
        "gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt|ffct|oas)-[0-9A-Za-z_=.-]{20,300}",
        "gl[a-z]{2,5}-",
        "GitLab Docs, token prefixes",
        f"«glpat-{_filler(20)}»",
        "glpat-x",
        "glass-x",
    ),
    _token(
        "slack",
        "xox[abeoprs]-[0-9A-Za-z-]{10,250}|xapp-[0-9]-[0-9A-Za-z-]{10,250}",
        ("xox[abeoprs]-", "xapp-"),
        "Slack API docs, token types",
        f"«xoxb-1234567890-{_filler(24)}»",
        "xoxb-",
        "xox-x",
    ),
    _token(
        "stripe",
        "(?:sk|rk|pk|whsec)_(?:live|test)_[0-9A-Za-z]{10,250}|whsec_[0-9A-Za-z]{20,80}",
        ("_live_", "_test_", "whsec_"),
        "Stripe Docs, API keys",
        f"«sk_test_{_filler(24)}»",
        "sk_test_",
        "a_test_x",
    ),
    _token(
        "google-api", "AIza[0-9A-Za-z_-]{35}", "AIza", "Google Cloud docs, API keys", f"«AIza{_filler(35)}»", "AIzaX"
    ),
    _token(
        "google-oauth",
        "ya29\\.[0-9A-Za-z_-]{20,}|GOCSPX-[0-9A-Za-z_-]{28}|1//0[0-9A-Za-z_-]{20,120}",
        ("ya29\\.", "GOCSPX-", "1//0"),
        "Google Identity docs, OAuth 2.0",
        f"«ya29.{_filler(40)}»",
        "ya29.x",
        "1//0",
    ),
    _token(
        "sendgrid",
        "SG\\.[0-9A-Za-z_-]{16,32}\\.[0-9A-Za-z_-]{16,64}",
        "SG\\.",
        "Twilio SendGrid docs, API keys",
        f"«SG.{_filler(22)}.{_filler(43)}»",
        "SG.x.y",
    ),
    _token(
        "twilio",
        "(?:SK|AC)[0-9a-f]{32}",
        "(?:SK|AC)[0-9a-f]{8}",
        "Twilio docs, API keys and account SID",
        f"«SK{_HEX * 2}»",
        "SK0123",
        "AC01",
    ),
    _token(
        "mailgun",
        "(?:key|pubkey)-[0-9a-f]{32}",
        "key-[0-9a-f]",
        "Mailgun docs, authentication",
        f"«key-{_HEX * 2}»",
        "key-1",
    ),
    _token(
        "mailchimp",
        "[0-9a-f]{32}-us[0-9]{1,2}",
        "[0-9a-f]-us[0-9]",
        "Mailchimp Marketing API docs",
        f"«{_HEX * 2}-us12»",
        "a-us1",
    ),
    _token("npm", "npm_[0-9A-Za-z]{36}", "npm_", "npm Docs, access tokens", f"«npm_{_filler(36)}»", "npm_config_x"),
    _token(
        "pypi", "pypi-[0-9A-Za-z_-]{50,1000}", "pypi-", "PyPI help, API tokens", f"«pypi-{_filler(60)}»", "pypi-server"
    ),
    _token(
        "docker",
        "dckr_(?:pat|oat)_[0-9A-Za-z_-]{20,100}",
        "dckr_",
        "Docker Docs, access tokens",
        f"«dckr_pat_{_filler(27)}»",
        "dckr_pat_",
    ),
    _token(
        "heroku",
        "HRKU-[0-9A-Za-z_-]{30,80}",
        "HRKU-",
        "Heroku Dev Center, API key prefix",
        f"«HRKU-{_filler(60)}»",
        "HRKU-x",
    ),
    _token(
        "digitalocean", "do[oprt]_v1_[0-9a-f]{64}", "_v1_", "DigitalOcean API docs", f"«dop_v1_{_HEX * 4}»", "dop_v1_x"
    ),
    _token(
        "datadog",
        "dd(?:api|app)_[0-9A-Za-z]{20,64}",
        "dda",
        "Datadog docs, API and application keys",
        f"«ddapp_{_filler(34)}»",
        "ddapp_x",
    ),
    _token(
        "new-relic",
        "NR(?:AK|JS|II|RA|AL|SP)-[0-9A-Za-z_-]{19,64}|[0-9a-f]{36}NRAL",
        "NR[AJIRS]",
        "New Relic docs, API keys",
        f"«NRAK-{_filler(27).upper()}»",
        "NRAK-1",
    ),
    _token(
        "atlassian",
        "AT(?:ATT|BB|CTT|SRP)3?[0-9A-Za-z_=-]{24,300}",
        ("ATATT", "ATBB", "ATCTT", "ATSRP"),
        "Atlassian support, API tokens",
        f"«ATATT3{_filler(60)}»",
        "ATATT",
    ),
    _token(
        "openai",
        "sk-(?:proj-|svcacct-|admin-|ant-[0-9a-z]{3,6}-)?[0-9A-Za-z_-]{32,200}",
        "sk-",
        "OpenAI and Anthropic API references",
        f"«sk-proj-{_filler(48)}»",
        "sk-x",
        "task-force",
    ),
    _token(
        "hugging-face",
        "hf_[0-9A-Za-z]{30,40}",
        "hf_",
        "Hugging Face docs, access tokens",
        f"«hf_{_filler(34)}»",
        "hf_home",
    ),
    _token(
        "telegram-bot",
        "[0-9]{8,10}:AA[0-9A-Za-z_-]{33}",
        ":AA",
        "Telegram Bot API docs",
        f"«123456789:AA{_filler(33)}»",
        "1:AA",
    ),
    _token(
        "vault",
        "(?:hv[sbr]|s)\\.[0-9A-Za-z_-]{24,300}",
        ("hv[sbr]\\.", "s\\.[0-9A-Za-z_-]{24}"),
        "HashiCorp Vault docs, token prefixes",
        f"«hvs.{_filler(90)}»",
        "s.example.com",
        "hvs.x",
    ),
    _token(
        "age-secret-key",
        "AGE-SECRET-KEY-1[0-9A-Z]{58}",
        "AGE-SECRET-KEY",
        "age specification (C2SP)",
        f"«AGE-SECRET-KEY-1{_filler(58).upper()}»",
        "AGE-SECRET-KEY-1",
    ),
    _token(
        "shopify",
        "shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}",
        "shp[acps]",
        "Shopify docs, access tokens",
        f"«shpat_{_HEX * 2}»",
        "shpat_x",
    ),
    _token(
        "square",
        "(?:sq0[a-z]{3}-|EAAA)[0-9A-Za-z_-]{22,64}",
        ("sq0", "EAAA"),
        "Square developer docs, access tokens",
        f"«sq0atp-{_filler(22)}»",
        "sq0atp-x",
    ),
    _token(
        "grafana",
        "gl(?:sa|c)_[0-9A-Za-z+/=]{32,400}(?:_[0-9A-Fa-f]{8})?",
        "gl(?:sa|c)_",
        "Grafana docs, service accounts",
        f"«glsa_{_filler(32)}_0123abcd»",
        "glsa_x",
    ),
    _token(
        "infrastructure-api",
        "pul-[0-9a-f]{40}|[0-9A-Za-z]{14}\\.atlasv1\\.[0-9A-Za-z_=-]{60,70}",
        ("pul-", "atlasv1"),
        "Pulumi and HCP Terraform docs",
        f"«pul-{_HEX * 2}01234567»",
        "pul-x",
    ),
    _token(
        "workspace-api",
        "dapi[0-9a-f]{32}(?:-[0-9])?|lin_api_[0-9A-Za-z]{40}|secret_[0-9A-Za-z]{43}|ntn_[0-9A-Za-z]{40,50}",
        ("dapi", "lin_api_", "secret_", "ntn_"),
        "Databricks, Linear and Notion docs",
        f"«dapi{_HEX * 2}»",
        "dapi-x",
        "secret_key",
    ),
    _token(
        "developer-tool-api",
        "PMAK-[0-9a-f]{24}-[0-9a-f]{34}|dp\\.(?:pt|st|sa|ct)\\.[0-9A-Za-z_.-]{40,60}",
        ("PMAK-", "dp\\.[psc]"),
        "Postman and Doppler docs",
        f"«PMAK-{_HEX}01234567-{_HEX * 2}01»",
        "PMAK-x",
    ),
    _token(
        "discord-bot",
        "[MNO][0-9A-Za-z_-]{23,27}\\.[0-9A-Za-z_-]{6}\\.[0-9A-Za-z_-]{27,40}",
        "\\.[0-9A-Za-z_-]{6}\\.[0-9A-Za-z_-]{20}",
        "Discord developer docs",
        f"«M{_filler(23)}.{_filler(6)}.{_filler(27)}»",
        "Mx.y.z",
    ),
    _token(
        "facebook",
        "EAA[0-9A-Za-z]{60,300}",
        "EAA[0-9A-Za-z]{8}",
        "Meta for Developers, access tokens",
        f"«EAAC{_filler(80)}»",
        "EAAx",
    ),
    _token(
        "cloudflare",
        "v1\\.0-[0-9a-f]{24}-[0-9a-f]{100,160}|cfut_[0-9A-Za-z]{40,60}",
        ("v1\\.0-", "cfut_"),
        "Cloudflare docs, origin CA keys",
        f"«v1.0-{_HEX}01234567-{_HEX * 7}»",
        "v1.0-x",
    ),
)

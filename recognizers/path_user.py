"""Users in file paths: home directories, mail and cron spools, Windows profiles, `~user`."""

from __future__ import annotations

from recognizers import lazy_re as re
from recognizers._near import ABSTAIN, CONFIRM, REFUSE, byte, word_set
from recognizers.digits import zeroed
from recognizers.rule import Rule, Verdict

_EVERYBODY = word_set("""
.ssh about admin administrator all apache api app assets bin centos circleci crontabs daemon dashboard debian
default default.migrated defaultuser ec2-user fedora git guest home index jenkins lib localservice login logout
main mysql networkservice nginx nobody node page pages postgres public redis root runner runneradmin search share
shared static sys tmp travis ubuntu user username users vagrant vsts www www-data
""")
_EXTENSION = re.compile(rb"\.(?:html?|php|aspx?|jsp|js|css|png|jpe?g|gif|svg|ico|json|xml|txt)$")
_REQUEST = re.compile(rb"(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS) [^ ]*$|://[^\s\"']*$")


def _unix(line: bytes, start: int, end: int) -> Verdict:
    """Refuses accounts that every system has, and web pages below `/home/`."""
    name = zeroed(line[start:end].lower())
    if name in _EVERYBODY or _EXTENSION.search(name) or name.isdigit():
        return REFUSE
    if _REQUEST.search(line[max(0, start - 200) : start]):
        return REFUSE
    return CONFIRM if byte(line, end) == 0x2F else ABSTAIN


def _windows(line: bytes, start: int, end: int) -> Verdict:
    return REFUSE if zeroed(line[start:end].lower().strip()) in _EVERYBODY else CONFIRM


_NAME = r"[0-9A-Za-z_\x80-\xff][0-9A-Za-z_.@\x80-\xff-]{0,63}"

RULES = (
    Rule(
        id="path-home-user",
        entity="USERNAME",
        pattern=rf"/(?:home|Users|export/home|usr/home|u/home|home/users|var/home)/(?P<value>{_NAME})",
        trigger=r"/(?:home|Users|users)/[0-9A-Za-z_\x80-\xff]",
        before="0-9A-Za-z_",
        validate=_unix,
        blind=True,
        seeds=True,
        reference="FHS 3.0 section 3.8 (/home); macOS /Users; autofs /export/home",
        examples=("open /home/«alice»/.bashrc: denied", "/Users/«bob.doe»/Library/Logs", "chdir /export/home/«carol»"),
        near_misses=(
            "/home/ubuntu/app.log",
            "GET /home/alice HTTP/1.1",
            "/Users/Shared/x",
            "/home/index.html",
            "/home/runner/work",
        ),
        worst="/home/a",
    ),
    Rule(
        id="path-spool-user",
        entity="USERNAME",
        pattern=rf"/var/(?:spool/)?(?:mail|cron/crontabs|cron/tabs|cron)/(?P<value>{_NAME})",
        trigger=r"/var/(?:spool/)?(?:mail|cron)/[0-9A-Za-z_\x80-\xff]",
        validate=_unix,
        blind=True,
        seeds=True,
        reference="FHS 3.0 section 5.11 (/var/mail), crontab(1)",
        examples=("deliver to /var/spool/mail/«alice»", "/var/spool/cron/crontabs/«bob»"),
        near_misses=("/var/spool/mail/root", "/var/log/maillog", "/var/spool/cron/crontabs/"),
        worst="/var/mail/a",
    ),
    Rule(
        id="path-windows-profile",
        entity="USERNAME",
        pattern=r"[A-Za-z]:[\\/]{1,4}(?:Users|Documents and Settings)[\\/]{1,4}"
        r"(?P<value>[0-9A-Za-z_\x80-\xff][^\\/:*?\"<>|\s]{0,63})",
        trigger=r"(?:Users|Settings)[\\/]{1,4}[0-9A-Za-z_\x80-\xff]",
        ignore_case=True,
        after="",
        validate=_windows,
        blind=True,
        seeds=True,
        reference="Microsoft: KNOWNFOLDERID, FOLDERID_Profile",
        examples=(
            r"C:\Users\«alice»\AppData\Local\x.log",
            r'"C:\\Users\\«bob.doe»\\x.txt"',
            r"d:/users/«carol»/x",
        ),
        near_misses=(r"C:\Users\Public\Desktop", r"C:\Users\Default\NTUSER.DAT", r"C:\Windows\System32"),
        worst=r"C:\Users\a",
    ),
    Rule(
        id="path-tilde-user",
        entity="USERNAME",
        pattern=r"~(?P<value>[a-z_][0-9a-z_-]{0,31})/",
        trigger=r"~[a-z_]",
        before=r"0-9A-Za-z_\x80-\xff~.+-",
        after="",
        validate=_unix,
        blind=True,
        score=0.7,
        reference="POSIX.1-2017 section 2.6.1 (tilde expansion); Apache mod_userdir",
        examples=("rsync ~«alice»/data /mnt", "cp x ~«bob»/"),
        near_misses=("~/x", "amd64~~6.1.1.4/", "1.2~rc1/x", "~root/x"),
        worst="~abc",
    ),
)

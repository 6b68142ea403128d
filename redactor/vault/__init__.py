"""The vault: the additional information that turns pseudonyms back, encrypted under the secret of the case.

    value   (domain, lookup) → pseudonym and original                     one row a pair, `domain` names the case
    edit    (domain, file, version, part) → what a copy's edits replaced   part 0 says what the file was called

Everything but the entity's name is sealed with AES-256-GCM or a keyed hash; without the key store the vault tells how
many rows there are and how long they are.  Secrets and whatever a policy suppresses never enter.  SQLite by default, a
PostgreSQL URL for teams (extra `postgres`); a vault that is damaged is an error, never an empty one.

    domain.py   keys and names of one case       rows.py    the statements, the same for both engines
    sqlite.py   postgres.py   the engines        record.py  what a run puts in       edits.py  the edit list of a file
    care.py     backup, restore, check, expire   subject.py what is held of one person
    access.py   the log of who turned what back  roles.py   who may
"""

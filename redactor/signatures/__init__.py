"""What attachments look like: one file per family of signatures.

Every public module has `guess(sample) -> Guess | None`: None where the content is not of its family.  `sniff` takes the
guess that is surest.  Signatures look at shapes and at words that vendors print, never at values of anybody's.
"""

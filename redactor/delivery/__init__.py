"""Copies go to a helpdesk, and what arrived there around the gateway is repaired.

receipt   what a private note says of the copies beside it, signed so that our own notes are known again
journal   what was begun and what was done, so that a run that ended early goes on and does nothing twice
send      a case of attachments ─► redacted ─► one private note with the copies
sweep     attachments of tickets ─► redacted copies in a private note ─► the originals removed
"""

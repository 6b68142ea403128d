"""Fake helpdesks on loopback, so that everything can be tried without an account; the same fakes serve the tests.

service    what every fake does: the contract, authentication, the rate limit, faults on request
zendesk    uploads with one-time tokens, tickets and comments, redaction
freshdesk  tickets and conversations with attachments, at most 20 MB a ticket
serving    runs a fake: its API on one port of loopback, its files on another, as if that were another host

Everything is kept in memory and gone when the process ends.
"""

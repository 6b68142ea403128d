"""A reverse gateway for unmodified helpdesk clients: what they send is redacted before it goes on.

asked       judges the request: its framing, its path, which operation it is      what is not understood is refused
bodies      streams the body into the private spool, parts of a multipart apart
fields      which parts of a JSON body or a form are text, and which route
html_text   text of HTML, and edits of that text put back into it
engine      a bounded pool of threads with warm equipment; a request that finds no room is told to come back
parcel      the files and texts of one request, redacted as one case, or refused
cases       which case an upload opened, which ticket it joined, which pseudonyms it gave out
quoted      what a case has taught: pseudonyms a reply may quote, originals that are sought in what follows
upstream    the request that goes on, and the answer that comes back              only after everything is verified
refusals    a refusal, in the service's own shape
notes       what may be said of a request; metrics: counts and latencies; never a value
app         the story, top to bottom
"""

"""Recognizers of the user's own: YAML files and Presidio classes, judged when they are loaded, run as rules like ours.

mine.yaml ─yaml_file─► Node ─redactor_yaml | presidio_yaml─► OwnRule ─judge─► the one rule table, every engine
module:Class ─presidio_class─► lines that its triggers name ─► findings
labels: [asset tag] ─labels─► fields that are called so ─► findings
"""

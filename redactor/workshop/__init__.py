"""For those who write rules and policies: why something was or was not found, and what a change would change.

trace    one line, everything that looked at it          explain
trials   lines that must vanish or survive               rules test
compare  one case under two policies                     policy diff
inline   an original beside its copy                     diff
"""

"""Plan and apply: everything is done but write, a person looks, and then exactly that is done.

inputs ─make─► Sheet of rows per attachment ─document─► plan.json ─a person─► document ─carry_out─► the same copies
                                    └─samples─► plan-samples.txt   (originals in context; local, 0600)
"""

"""Maps that a reader can switch: which there are, what is known of each area in each year, and how that is said.

Pages draw the first view of a map; the file of a map holds all of them, in words, so that a script has nothing to compute.
"""

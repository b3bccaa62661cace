"""What pictures and pages draw alike: scales, classes of values, places on the grid of tiles, the coast.

Charts and outputs may not import each other, and a map on a page and the same map as a picture must say the same.
"""

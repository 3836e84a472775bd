"""Who is who: platforms, members with their talents, clients and their channels.

The vocabulary that every other feature shares.
"""

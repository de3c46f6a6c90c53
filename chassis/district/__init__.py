"""The invented demo district 990102 and its city 990100 as plain data (F-19).

It must not touch a database or a clock, and no person, number or institution in it is real.
"""

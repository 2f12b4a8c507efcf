"""News from services outside: verified, stored once, and passed on to the studio they are for.

An event is a doorbell, nothing more: what it says is not believed. Whoever hears it asks the
service what is true now, so neither the order nor the number nor the lateness of events matters.
"""

"""What an order asks for, and which bank line pays it: pure logic of numbers, prices, matches.

``codes`` and ``locking`` say what an order asks for; ``lines``, ``names`` and ``evidence`` read a
bank line; ``engine`` decides; ``answers`` lets people overrule it.
"""

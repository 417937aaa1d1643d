"""A schema with examples, most of them with something odd."""

FAN = """\
{ 'struct': 'State', 'data': { 'percent': 'uint8', '*stuck': 'bool' } }

##
# @query-fan:
#
# .. qmp-example::
#
#    -> { "execute": "query-fan" }
#    <- { "return": { "percent": 40, ... } }
#
# .. qmp-example::
#    :title: It is stuck
#
#    -> { "execute": "query-fan", "id": 3 }
#    <- ...
##
{ 'command': 'query-fan', 'returns': 'State' }

##
# @set-fan:
#
# .. qmp-example::
#
#    -> { "execute": "set-fan", "arguments": { "percent": 300 } }
#    <- { "return": {} }
#    <- { "return": {} }
##
{ 'command': 'set-fan', 'data': 'State' }

##
# @FAN:
#
# .. qmp-example::
#
#    <- { "percent": 40 }
##
{ 'event': 'FAN', 'data': 'State' }

##
# @fan-reset:
#
# In a shell::
#
#    $ reset
##
{ 'command': 'fan-reset' }
"""

### What an operator reads on the terminal while looking after a house.

# Settings.
config-unreadable = The settings in { $file } cannot be read: { $why }
config-broken = { $file }, line { $line }: this is not understood ({ $why }).
config-unknown = { $file }, line { $line }: there is no setting “{ $key }”. “roundtable serve --help” lists them all; in the file they are called as there, without the dashes.
config-kind = { $file }, line { $line }: “{ $key }” must be { $kind ->
    [truth] true or false
   *[value] a text or a whole number
}.
config-bad = { $file }, line { $line }: { $why }
config-holds = What “roundtable serve” runs with, and what has said so. Passwords are not shown.
config-by-flag = the command line
config-by-environment = { $name } in the environment
config-by-file = { $file }, line { $line }
config-by-default = nothing else said
config-unset = is not set

# TLS.
tls-no-key = A certificate is of no use without its key: name that, too, with --tls-key.
tls-no-cert = A key is of no use without its certificate: name that, too, with --tls-cert.
tls-plain-address = Links to { $address } would not lead here, since the server speaks TLS: the public address must begin with https://.

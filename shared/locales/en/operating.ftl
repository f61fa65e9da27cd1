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

# roundtable check: a verdict, what was looked at, how it is, and what to do.
can-run-ok = ok
can-run-warning = warning
can-run-failed = failed
can-run-clock = It is { $at }.
can-run-clock-unset = This machine’s clock says { $at }.
can-run-clock-unset-do = Set it: every time in the record goes by it.
can-run-folder-not = In { $folder } no file can be made ({ $why }).
can-run-folder-not-do = Let the user that runs the server write there: SQLite puts files beside its own.
can-run-disk = { $folder } has { $megabytes } MB of room.
can-run-disk-low = { $folder } has only { $megabytes } MB of room.
can-run-disk-low-do = Make room before a long session; “roundtable compact” thins old logs.
can-run-disk-full = { $folder } has only { $megabytes } MB of room.
can-run-disk-full-do = Make room first: when the disk is full, nothing that is written can be saved.
can-run-database-new = It is not there yet; the first start makes it.
can-run-database-address = { $why }.
can-run-database-address-do = Correct --database.
can-run-database-away = It cannot be used: { $why }.
can-run-database-away-do = See that it runs, that it is reached from here, and that name and password are right.
can-run-database-there = It answers in { $millis } ms.
can-run-database-far = It answers in { $millis } ms.
can-run-database-far-do = Whatever people write waits for it: run the server nearer to it.
can-run-database-open = Everybody on this machine may read { $file }.
can-run-database-open-do = Take that away (chmod 600): it holds what delegations have not agreed to publish.
can-run-schema-known = Its schema is { $known }, this program’s own.
can-run-schema-none = It is empty; the first start makes its tables.
can-run-schema-newer = Its schema is { $found }, and this program knows { $known }.
can-run-schema-newer-do = Run a newer program: an older one would not understand what is there.
can-run-schema-older = Its schema is { $found }; the next start makes it { $known }.
can-run-schema-older-do = Copy it first: there is no way back to the program before this one.
can-run-schema-changing = Another process is changing its schema just now.
can-run-schema-changing-do = Wait until that is done, and look again.
can-run-writing = It can be written to; the lock for that took { $millis } ms.
can-run-writing-not = It cannot be written to: { $why }.
can-run-writing-not-do = A standby takes nothing, and a lock that another program holds keeps everybody out: see which it is.
can-run-clock-alike = The database’s clock and this one’s are { $millis } ms apart.
can-run-clock-apart = The database’s clock and this one’s are { $millis } ms apart.
can-run-clock-apart-do = Let all machines follow the same time (NTP): times to object and speaking times go by them.
can-run-clock-ahead = Something in the record is from { $at }, which is yet to come here.
can-run-clock-ahead-do = Another machine’s clock is ahead, or was: let all follow the same time (NTP).
can-run-bus = It answers in { $millis } ms.
can-run-bus-none = There is none, and one process needs none.
can-run-bus-missing = There is none, and { $nodes } processes are noted down in this database.
can-run-bus-missing-do = With --bus, what is written in one is read in the others at once, and not within two seconds.
can-run-bus-open = Whoever reaches it is let in, and reads what people write.
can-run-bus-open-do = Sign in with nats://USER:PASSWORD@HOST, encrypt with tls://, and let only the server's processes reach it.
can-run-bus-away = It does not answer: { $why }.
can-run-bus-away-do = The server runs all the same, slower between processes. See that it runs, and that name and password are right.
can-run-listen = { $address } is free.
can-run-listen-taken = { $address } is in use.
can-run-listen-taken-do = If that is the server itself, all is well; if not, choose another with --listen.
can-run-listen-not = { $address } cannot be listened on: { $why }.
can-run-listen-not-do = Choose an address of this machine; ports below 1024 need a right of their own.
can-run-address = People find it at { $address }.
can-run-address-not = { $why }
can-run-address-not-do = Correct --public-url.
can-run-address-plain = People find it at { $address }, where everybody between can read along.
can-run-address-plain-do = Use TLS: --tls-cert and --tls-key, or a proxy that speaks it, and an address with https://.
can-run-address-proxy = People find it at { $address }, and no proxy is believed to stand before it.
can-run-address-proxy-do = Say how many there are with --proxies, or all people count as one address.
can-run-address-believed = { $proxies } proxies are believed to stand before it, and it can be reached without them at { $listen }.
can-run-address-believed-do = Where it can be reached past the proxy, anybody chooses the address that they seem to come from: listen where only the proxy does, such as 127.0.0.1, or leave --proxies out. In a container of its own that nobody else reaches, all is well.
can-run-tls = The certificate is good until { $until }.
can-run-tls-soon = The certificate is good only until { $until }.
can-run-tls-soon-do = Replace its files; the server takes them while it runs.
can-run-tls-over = The certificate was good until { $until }.
can-run-tls-over-do = Replace it: browsers refuse it.
can-run-tls-early = The certificate is good from { $from } on.
can-run-tls-early-do = Browsers refuse it until then. See whether this machine’s clock is right.
can-run-tls-not = { $why }
can-run-tls-not-do = Correct --tls-cert and --tls-key.
can-run-tls-other = The certificate is for { $hosts }, and people go to { $host }.
can-run-tls-other-do = Get one for that name, or put --public-url right: browsers refuse it otherwise.
can-run-tls-open = Everybody on this machine may read { $file }.
can-run-tls-open-do = Take that away (chmod 600): who has the key can pass for this house.
can-run-open-files = There may be { $most } connections and files at once.
can-run-open-files-few = There may be { $most } connections and files at once.
can-run-open-files-few-do = Allow more (ulimit -n, or LimitNOFILE= in the unit): each person takes one or two.
can-run-files = Files for offices can be made. This program was built without PDF.
can-run-files-pdf = Files for offices can be made, and PDF; its fonts are in the program.
can-run-files-not = A file of an outcome could not be made: { $why }.
can-run-files-not-do = The server runs itself once more for each file: see that it may.
can-run-setting-unknown = { $name } is in the environment, and there is no such setting.
can-run-setting-unknown-do = See “roundtable serve --help” for how it is spelled.
can-run-settings-open = Everybody on this machine may read { $file }.
can-run-settings-open-do = If there is a password in it, take that away (chmod 600).

# Backups, and sessions that move.
restore-elsewhere = A PostgreSQL database is restored with its own tools (pg_restore, or psql), not by this program. “roundtable verify” checks it afterwards.
restore-in-memory = A database in memory cannot be restored into.
restore-exists = { $file } is there already and is not overwritten. Put it elsewhere first, and the files beside it whose names begin like it.
restore-in-use = { $file } is in use, or was not closed: { $other } stands beside it. Copy it with “roundtable backup”, and restore the copy.
restore-no-file = { $file } cannot be read: { $why }
restore-no-database = { $file } is no backup that this program can open: { $why }
restore-not-ours = { $file } is no backup of this program.
restore-left-out = Left out, since they are damaged and everything is sound without them:
restore-damaged = { $file } is damaged, and nothing was restored:
restore-done = Restored to { $file }. Sound: { $tables } tables, { $entries } entries ({ $events } events), { $snapshots } snapshots.
database-not-there = { $file } is no database of this program, or not there. Say with --database which one is meant.
transfer-in-use = A server, or another command, works on this database and would wait for what comes in. Stop it first, and start it afterwards. With PostgreSQL it may go on.
transfer-no-session = There is no session { $session } here.
transfer-exists = { $file } is there already and is not overwritten.
transfer-damaged = What is damaged, and was not carried over:
transfer-exported = Written to { $file }: session { $session }, with everything that its people wrote and voted, and what lets them in. Keep it as you keep the database.
transfer-not-one = { $file } has { $sessions } sessions. One that “roundtable export-session” has written has one.
transfer-taken = Something of session { $session } is in this database already: nothing was taken in.
transfer-imported = Session { $session } was taken in: { $tables } tables, { $entries } entries. Links and cookies of its people are good here, once they find this house under the same address. Whoever facilitates it may also convene sessions here. A device that was added to somebody whom this house knew already did not come along.

# roundtable calendar: an item of an agenda, where a session has several tables.
calendar-item = { $item } ({ $table })

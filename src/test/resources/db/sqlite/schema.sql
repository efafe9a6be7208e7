-- 0001_server_and_accounts 28c91dca8579fd8a93f261f3a406140118892d901b684abd59fce911f51932c0

CREATE TABLE account (
    id text primary key,
    name_sealed blob not null,
    mail_sealed blob,
    role text not null check (role in ('admin', 'member')),
    verifier text,
    claimed integer not null,
    disabled integer not null,
    keys_only integer not null,
    stamp integer not null,
    session_generation integer not null, -- sessions of an older generation have ended
    key_generation integer not null, -- and so have device keys
    key_salt blob not null unique, -- the names of its stores are hashed with it
    created_at integer not null,
    deleted_at integer
) strict, without rowid;

CREATE INDEX account_by_age on account (created_at, id);

CREATE INDEX account_deleted on account (deleted_at) where deleted_at is not null;

CREATE TABLE account_activity (
    id integer primary key,
    at integer not null, -- of the last, when the same happened several times within seconds
    times integer not null,
    account_id text,
    door text not null,
    device text not null,
    client text not null,
    what text not null,
    outcome text not null check (outcome in ('done', 'refused', 'failed')),
    detail text not null
) strict;

CREATE INDEX account_activity_by_account on account_activity (account_id, at, id);

CREATE INDEX account_activity_by_time on account_activity (at, id);

CREATE TABLE account_device_key (
    handle text primary key,
    account_id text not null references account (id),
    key_hash text not null unique,
    label text not null,
    scope text not null,
    generation integer not null,
    created_at integer not null,
    last_used_at integer
) strict;

CREATE INDEX account_device_key_by_account on account_device_key (account_id);

CREATE TABLE account_invite (
    handle text primary key,
    code_hash text not null unique,
    note text not null,
    role text not null check (role in ('admin', 'member')),
    uses_left integer not null,
    created_at integer not null,
    expires_at integer
) strict;

CREATE TABLE account_name (
    lookup text primary key,
    account_id text not null references account (id)
) strict, without rowid;

CREATE INDEX account_name_by_account on account_name (account_id);

CREATE TABLE account_session (
    token_hash text primary key,
    handle text not null unique,
    account_id text not null references account (id),
    kind text not null check (kind in ('web', 'store', 'anki')),
    scope text not null,
    label text not null,
    client text not null,
    device_key text, -- the handle of the key it was opened with: it ends with it
    generation integer not null,
    created_at integer not null,
    last_used_at integer not null,
    expires_at integer, -- null: never
    idle_millis integer, -- use moves expires_at this far ahead
    ends_at integer -- but never beyond this
) strict;

CREATE INDEX account_session_by_account on account_session (account_id);

CREATE INDEX account_session_by_expiry on account_session (expires_at) where expires_at is not null;

CREATE TABLE lectern_migration (
    number bigint not null primary key,
    name text not null,
    checksum text not null
);

CREATE TABLE server (
    one integer primary key check (one = 1),
    instance_id text not null,
    feed_epoch text not null,
    secret_fingerprint text not null,
    created_at integer not null
) strict;

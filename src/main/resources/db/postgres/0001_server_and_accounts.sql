-- One row: which server this is, and which secret it looks names up and seals them with.
create table server (
    one bigint primary key check (one = 1),
    instance_id text not null,
    feed_epoch text not null,
    secret_fingerprint text not null,
    created_at bigint not null
);

-- A deleted account stays, without name and password, until the last row that refers to it is swept away.
create table account (
    id text primary key,
    name_sealed bytea not null,
    mail_sealed bytea,
    role text not null check (role in ('admin', 'member')),
    verifier text,
    claimed bigint not null,
    disabled bigint not null,
    keys_only bigint not null,
    stamp bigint not null,
    session_generation bigint not null, -- sessions of an older generation have ended
    key_generation bigint not null, -- and so have device keys
    key_salt bytea not null unique, -- the names of its stores are hashed with it
    created_at bigint not null,
    deleted_at bigint
);

create index account_by_age on account (created_at, id);
create index account_deleted on account (deleted_at) where deleted_at is not null;

-- What signs somebody in: names and mail addresses, hashed with the secret. No two of them are alike.
create table account_name (
    lookup text primary key,
    account_id text not null references account (id)
);

create index account_name_by_account on account_name (account_id);

create table account_device_key (
    handle text primary key,
    account_id text not null references account (id),
    key_hash text not null unique,
    label text not null,
    scope text not null,
    generation bigint not null,
    created_at bigint not null,
    last_used_at bigint
);

create index account_device_key_by_account on account_device_key (account_id);

create table account_session (
    token_hash text primary key,
    handle text not null unique,
    account_id text not null references account (id),
    kind text not null check (kind in ('web', 'store', 'anki')),
    scope text not null,
    label text not null,
    client text not null,
    device_key text, -- the handle of the key it was opened with: it ends with it
    generation bigint not null,
    created_at bigint not null,
    last_used_at bigint not null,
    expires_at bigint, -- null: never
    idle_millis bigint, -- use moves expires_at this far ahead
    ends_at bigint -- but never beyond this
);

create index account_session_by_account on account_session (account_id);
create index account_session_by_expiry on account_session (expires_at) where expires_at is not null;

create table account_invite (
    handle text primary key,
    code_hash text not null unique,
    note text not null,
    role text not null check (role in ('admin', 'member')),
    uses_left bigint not null,
    created_at bigint not null,
    expires_at bigint
);

-- No reference to account: strangers knock too.
create table account_activity (
    id bigint generated always as identity primary key,
    at bigint not null, -- of the last, when the same happened several times within seconds
    times bigint not null,
    account_id text,
    door text not null,
    device text not null,
    client text not null,
    what text not null,
    outcome text not null check (outcome in ('done', 'refused', 'failed')),
    detail text not null
);

create index account_activity_by_time on account_activity (at, id);
create index account_activity_by_account on account_activity (account_id, at, id);

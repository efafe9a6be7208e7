-- What people choose for their pages, and what guards them besides the password.
create table account_preference (
    account_id text primary key references account (id),
    language text,
    zone text,
    view text check (view in ('full', 'plain'))
) strict, without rowid;

create table second_factor (
    account_id text primary key references account (id),
    secret_sealed blob not null,
    last_step integer not null, -- of the code used last: none is taken twice
    enabled_at integer not null
) strict, without rowid;

create table recovery_code (
    account_id text not null references account (id),
    code_hash text not null,
    primary key (account_id, code_hash)
) strict, without rowid;

-- Addresses that wait for their owner to open a link.
create table mail_wish (
    account_id text primary key references account (id),
    mail_sealed blob not null,
    token_hash text not null unique,
    requested_at integer not null,
    expires_at integer not null
) strict, without rowid;

create index mail_wish_by_age on mail_wish (expires_at);

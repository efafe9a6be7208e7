-- A wish for a new password: at most one for each account.
create table password_reset (
    account_id text primary key references account (id),
    token_hash text unique, -- null: it waits for the operator
    generation integer not null, -- of the account's sessions: a password that changes ends it
    requested_at integer not null,
    expires_at integer not null
) strict, without rowid;

create index password_reset_by_expiry on password_reset (expires_at);

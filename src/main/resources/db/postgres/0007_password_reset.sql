-- A wish for a new password: at most one for each account.
create table password_reset (
    account_id text primary key references account (id),
    token_hash text unique, -- null: it waits for the operator
    generation bigint not null, -- of the account's sessions: a password that changes ends it
    requested_at bigint not null,
    expires_at bigint not null
);

create index password_reset_by_expiry on password_reset (expires_at);

-- Bytes on their way into a store, in several requests.
create table upload (
    id text primary key,
    account_id text not null references account (id),
    blob_id text not null,
    metadata_sealed blob not null, -- the store's name is in it
    length integer not null,
    received integer not null, -- on the disk; all of them only when it was stored
    state text not null check (state in ('open', 'refused', 'stored', 'gone')),
    token text, -- of the version that it became
    due_at integer not null
) strict, without rowid;

create index upload_by_account on upload (account_id, state);
create index upload_by_age on upload (due_at);

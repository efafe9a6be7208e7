-- What is too large for a row: each file of the blob store, before it is written and until it is gone.
create table blob (
    blob_id text primary key,
    account_id text not null references account (id),
    due_at integer, -- when it may be removed; null: never, because a row refers to it
    doomed integer not null -- 1: it is being removed, and no row may refer to it any more
) strict, without rowid;

create index blob_by_due on blob (due_at) where due_at is not null;
create index blob_by_account on blob (account_id);

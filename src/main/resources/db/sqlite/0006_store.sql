-- An account as far as stores go. Without a row: nothing yet.
create table store_account (
    account_id text primary key references account (id),
    position integer not null, -- of the last change in its feed; none is given twice
    forgotten integer not null, -- of the last change that was removed from its feed
    stores integer not null, -- charged to it
    bytes integer not null, -- charged to it
    reserved integer not null, -- bytes that open uploads keep free, on top
    bytes_limit integer, -- null: as everybody's; 0: none
    stores_limit integer
) strict, without rowid;

-- A store, or what is left of a deleted one: its last token and who may bring it back.
create table store (
    address text primary key,
    home text not null references account (id), -- whom it is charged to
    members integer not null, -- who may use it
    number integer not null, -- of the version; rises with each, also when the name is used anew
    token text not null,
    previous_token text, -- null: there was nothing before this version
    writer text not null,
    created_at integer not null,
    modified_at integer not null,
    deleted_at integer,
    deleted_by text,
    name_size integer not null,
    meta text,
    content_type text,
    content_encoding text,
    size integer not null,
    sha256 text not null,
    blob_id text, -- null: the bytes are in the row, or (deleted) in store_version
    content blob
) strict;

create index store_by_home on store (home);
create index store_by_blob on store (blob_id) where blob_id is not null;

-- A store as one account sees it, also after it was deleted or taken away: this is the account's feed.
create table store_member (
    account_id text not null references account (id),
    address text not null,
    own integer not null, -- 1: in the account's own namespace
    name_hash text not null, -- under the key of this account
    name_sealed blob not null,
    permission text check (permission in ('read', 'write', 'own')), -- null: gone for good
    granted_at integer not null,
    event text not null check (event in ('put', 'grant', 'delete', 'revoke', 'owner_deleted')),
    at integer not null,
    client text,
    position integer not null,
    primary key (address, account_id) -- in this order: SQLite would look for a name among all an account has
) strict, without rowid;

create index store_member_by_name on store_member (account_id, name_hash, address);
create index store_member_by_position on store_member (account_id, position);
create index store_member_shared on store_member (account_id, address) where own = 0;
create index store_member_gone on store_member (at) where event in ('delete', 'revoke', 'owner_deleted');

-- What was replaced or deleted.
create table store_version (
    address text not null,
    number integer not null,
    token text not null,
    writer text not null,
    modified_at integer not null,
    kept_until integer not null,
    meta text,
    content_type text,
    content_encoding text,
    size integer not null,
    sha256 text not null,
    blob_id text, -- null: the bytes are in the row
    content blob,
    primary key (address, number)
) strict;

create index store_version_by_age on store_version (kept_until);
create index store_version_by_blob on store_version (blob_id) where blob_id is not null;

-- The space that one open upload keeps free.
create table store_reservation (
    id text primary key,
    account_id text not null references account (id),
    bytes integer not null
) strict, without rowid;

create index store_reservation_by_account on store_reservation (account_id);

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

-- A store, or what is left of a deleted one: who may bring it back says store_member.
create table store (
    address text primary key,
    home text not null, -- whom it is charged to, one of its members
    members integer not null, -- who may use it
    created_at integer not null,
    deleted_at integer,
    deleted_by text,
    trash integer, -- the version that brings a deleted store back, as long as it can be
    name_size integer not null
) strict, without rowid;

create index store_trash on store (deleted_at) where trash is not null;

-- A store as one account sees it, also after it was deleted or taken away: this is the account's feed. Of everything
-- here, a put changes this row alone, and adds a version.
create table store_member (
    id integer primary key,
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
    version integer not null, -- the current one; of somebody who is no member, the last there was
    unique (address, account_id) -- in this order: SQLite would look for a name among all an account has
) strict;

create index store_member_by_account on store_member (account_id, id);
create index store_member_by_name on store_member (account_id, name_hash, address);
create index store_member_by_position on store_member (account_id, position);
create index store_member_shared on store_member (account_id, address) where own = 0;
create index store_member_gone on store_member (at) where event in ('delete', 'revoke', 'owner_deleted');

-- Every version, the current ones among them, in the order of time, so that each is added at the end. From the current
-- one of a store the way back leads over `previous`.
create table store_version (
    id integer primary key autoincrement, -- none is given twice: what refers to one that is gone finds nothing
    previous integer, -- what it replaced, which may be gone
    address text not null,
    number integer not null, -- counts the versions of a store, also when the name is used anew
    token text not null,
    previous_token text, -- null: there was nothing before it
    writer text not null,
    modified_at integer not null,
    meta text,
    content_type text,
    content_encoding text,
    size integer not null,
    sha256 text not null,
    blob_id text, -- null: the bytes are in the row
    content blob -- null as well: the store was deleted long ago
) strict;

create index store_version_by_age on store_version (modified_at) where previous is not null;
create index store_version_by_blob on store_version (blob_id) where blob_id is not null;

-- The space that one open upload keeps free.
create table store_reservation (
    id text primary key,
    account_id text not null references account (id),
    bytes integer not null
) strict, without rowid;

create index store_reservation_by_account on store_reservation (account_id);

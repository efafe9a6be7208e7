-- 0001_server_and_accounts 28c91dca8579fd8a93f261f3a406140118892d901b684abd59fce911f51932c0
-- 0002_kosync b0b800d896428ad91af3212cb00db6ced601a627001f4bb9a984373ef46574f1
-- 0003_blob 387403f2d1061f4756c37fc19553ef88f03fa93a1db309127e1f58044bf2c472
-- 0004_anki_lease 73eb58d9f59b89266e591079d40dcc92d39808bfebfef452e2ce80a9319e4088
-- 0005_anki_media 7156cd0a9519edb96081cf345e03ed821384c94ebae07082bc1ad5616c449f5b
-- 0006_store 5d9ead3aff3b2dec1fe479a835e4dd20a71b28ce7e9a3b78470762d77e10317f
-- 0007_password_reset 21953c5390f98716a5338a612246686c7c86b6907b3be869c5d3175bbe09b92c
-- 0008_upload 8018a75031231db6bf4fcbd1f6558393c6c25ea7fe71a122d8d9aa5f98c0fe13
-- 0009_web 4a3283dc9c22d3e25d53cabb6b59384fefbee5195946d3185118f23015a971c5
-- 0010_reading 07fe4c6ecf0711d71635145611d7816c29b0f4d2c8e5410a729f32cc9a435ef6

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

CREATE TABLE account_preference (
    account_id text primary key references account (id),
    language text,
    zone text,
    view text check (view in ('full', 'plain'))
) strict, without rowid;

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

CREATE TABLE anki_lease (
    account_id text primary key references account (id),
    generation integer not null, -- rises whenever somebody begins; whoever has an older one has lost
    holder text not null, -- in words
    until integer -- when it lapses; null: nobody holds it
) strict, without rowid;

CREATE TABLE anki_media (
    account_id text primary key references account (id),
    usn integer not null, -- of the last change; none is given twice
    files integer not null, -- that are not deleted
    bytes integer not null -- of these
) strict, without rowid;

CREATE TABLE anki_media_file (
    account_id text not null references account (id),
    name text not null,
    usn integer not null, -- of its last change
    sha1 text not null, -- of a deleted file: what it was
    crc32 integer not null,
    size integer not null, -- 0: deleted
    blob_id text, -- null: the bytes are in the row, or nowhere
    content blob,
    primary key (account_id, name)
) strict;

CREATE UNIQUE INDEX anki_media_file_by_usn on anki_media_file (account_id, usn);

CREATE TABLE blob (
    blob_id text primary key,
    account_id text not null references account (id),
    due_at integer, -- when it may be removed; null: never, because a row refers to it
    doomed integer not null -- 1: it is being removed, and no row may refer to it any more
) strict, without rowid;

CREATE INDEX blob_by_account on blob (account_id);

CREATE INDEX blob_by_due on blob (due_at) where due_at is not null;

CREATE TABLE kosync_apart (
    account_id text not null,
    document text not null,
    other text not null,
    primary key (account_id, document, other)
) strict, without rowid;

CREATE INDEX kosync_apart_by_other on kosync_apart (account_id, other);

CREATE TABLE kosync_device (
    account_id text not null,
    device text not null,
    last_at integer not null, -- microseconds
    before_burst integer not null, -- when it was here last before the pushes it sends now
    first_document text, -- what the first of these pushes was of, while it is the only one
    primary key (account_id, device)
) strict, without rowid;

CREATE INDEX kosync_device_by_age on kosync_device (last_at);

CREATE TABLE kosync_document (
    account_id text not null references account (id),
    document text not null,
    number integer not null, -- names its history
    canonical text, -- the document the whole book is called by, on that one too; null: linked to nothing
    link text check (link in ('manual', 'filename', 'digest', 'library')), -- why; null on the canonical one
    place text, -- of the last push that was taken; null: none was
    percentage real,
    device text,
    device_id text,
    at integer, -- microseconds
    last_at integer, -- of the last push, taken or not: the newest row of its history; null: it never pushed
    previous_at integer, -- and of the one before
    pushes integer not null,
    filename text,
    filename_from text check (filename_from in ('push', 'metadata')),
    stem text, -- of the filename, unless that says nothing about the book
    title text,
    authors text,
    label text,
    policy text check (policy in ('newest', 'furthest')),
    primary key (account_id, document)
) strict, without rowid;

CREATE INDEX kosync_document_by_book on kosync_document (account_id, canonical) where canonical is not null;

CREATE INDEX kosync_document_by_stem on kosync_document (account_id, stem) where stem is not null;

CREATE TABLE kosync_forgotten (
    account_id text not null,
    number integer not null,
    last_at integer not null,
    primary key (account_id, number)
) strict, without rowid;

CREATE TABLE kosync_history (
    account_id text not null,
    at integer not null, -- microseconds; rises with every push of a document
    number integer not null, -- the document's
    previous_at integer, -- of the same document
    place text not null,
    percentage real not null,
    device text not null,
    device_id text,
    taken integer not null, -- 0: kept from becoming the book's position
    primary key (account_id, at, number)
) strict, without rowid;

CREATE TABLE kosync_merged (
    account_id text not null,
    at integer not null, -- microseconds; names the merge
    document text not null,
    canonical text, -- as all of these were in kosync_document before
    link text check (link in ('manual', 'filename', 'digest', 'library')),
    label text,
    policy text check (policy in ('newest', 'furthest')),
    added integer not null, -- 1: the account did not have it before
    primary key (account_id, at, document)
) strict, without rowid;

CREATE INDEX kosync_merged_by_document on kosync_merged (account_id, document);

CREATE TABLE kosync_reader (
    account_id text primary key references account (id),
    documents integer not null, -- how many rows of kosync_document it has
    last_number integer not null, -- the last kosync_document.number it got; none is given twice
    policy text not null check (policy in ('newest', 'furthest')),
    card integer, -- null: as the operator wishes
    replay_guard integer not null,
    repair_device_ids integer not null
) strict, without rowid;

CREATE TABLE kosync_surplus (
    account_id text not null,
    number integer not null,
    document text not null,
    primary key (account_id, number)
) strict, without rowid;

CREATE TABLE kosync_trace (
    account_id text not null,
    number integer not null, -- the document's
    hour integer not null, -- since 1970
    at integer not null, -- microseconds; of the last push in that hour
    percentage real not null,
    place text not null,
    device text not null,
    device_id text,
    primary key (account_id, number, hour)
) strict, without rowid;

CREATE TABLE lectern_migration (
    number bigint not null primary key,
    name text not null,
    checksum text not null
);

CREATE TABLE password_reset (
    account_id text primary key references account (id),
    token_hash text unique, -- null: it waits for the operator
    generation integer not null, -- of the account's sessions: a password that changes ends it
    requested_at integer not null,
    expires_at integer not null
) strict, without rowid;

CREATE INDEX password_reset_by_expiry on password_reset (expires_at);

CREATE TABLE server (
    one integer primary key check (one = 1),
    instance_id text not null,
    feed_epoch text not null,
    secret_fingerprint text not null,
    created_at integer not null
) strict;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE store (
    address text primary key,
    home text not null, -- whom it is charged to, one of its members
    members integer not null, -- who may use it
    created_at integer not null,
    deleted_at integer,
    deleted_by text,
    trash integer, -- the version that brings a deleted store back, as long as it can be
    name_size integer not null
) strict, without rowid;

CREATE INDEX store_trash on store (deleted_at) where trash is not null;

CREATE TABLE store_account (
    account_id text primary key references account (id),
    position integer not null, -- of the last change in its feed; none is given twice
    forgotten integer not null, -- of the last change that was removed from its feed
    stores integer not null, -- charged to it
    bytes integer not null, -- charged to it
    reserved integer not null, -- bytes that open uploads keep free, on top
    bytes_limit integer, -- null: as everybody's; 0: none
    stores_limit integer
) strict, without rowid;

CREATE TABLE store_member (
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

CREATE INDEX store_member_by_account on store_member (account_id, id);

CREATE INDEX store_member_by_name on store_member (account_id, name_hash, address);

CREATE INDEX store_member_by_position on store_member (account_id, position);

CREATE INDEX store_member_gone on store_member (at) where event in ('delete', 'revoke', 'owner_deleted');

CREATE INDEX store_member_shared on store_member (account_id, address) where own = 0;

CREATE TABLE store_reservation (
    id text primary key,
    account_id text not null references account (id),
    bytes integer not null
) strict, without rowid;

CREATE INDEX store_reservation_by_account on store_reservation (account_id);

CREATE TABLE store_version (
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

CREATE INDEX store_version_by_age on store_version (modified_at) where previous is not null;

CREATE INDEX store_version_by_blob on store_version (blob_id) where blob_id is not null;

CREATE TABLE upload (
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

CREATE INDEX upload_by_account on upload (account_id, state);

CREATE INDEX upload_by_age on upload (due_at);

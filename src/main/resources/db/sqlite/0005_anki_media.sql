-- The media of an account as a whole. Without a row: nothing yet.
create table anki_media (
    account_id text primary key references account (id),
    usn integer not null, -- of the last change; none is given twice
    files integer not null, -- that are not deleted
    bytes integer not null -- of these
) strict, without rowid;

-- A media file, or what is remembered of a deleted one.
create table anki_media_file (
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

create unique index anki_media_file_by_usn on anki_media_file (account_id, usn);

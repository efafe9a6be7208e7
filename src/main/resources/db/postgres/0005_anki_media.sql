-- The media of an account as a whole. Without a row: nothing yet.
create table anki_media (
    account_id text primary key references account (id),
    usn bigint not null, -- of the last change; none is given twice
    files bigint not null, -- that are not deleted
    bytes bigint not null -- of these
);

-- A media file, or what is remembered of a deleted one.
create table anki_media_file (
    account_id text not null references account (id),
    name text not null,
    usn bigint not null, -- of its last change
    sha1 text not null, -- of a deleted file: what it was
    crc32 bigint not null,
    size bigint not null, -- 0: deleted
    blob_id text, -- null: the bytes are in the row, or nowhere
    content bytea,
    primary key (account_id, name)
);

create unique index anki_media_file_by_usn on anki_media_file (account_id, usn);

-- What an account decided about its reading. Without a row: nothing yet, and it has no documents.
create table kosync_reader (
    account_id text primary key references account (id),
    documents integer not null, -- how many rows of kosync_document it has
    last_number integer not null, -- the last kosync_document.number it got; none is given twice
    policy text not null check (policy in ('newest', 'furthest')),
    card integer, -- null: as the operator wishes
    replay_guard integer not null,
    repair_device_ids integer not null
) strict, without rowid;

-- What a reading program calls a file, where it stands in it, and the book it belongs to.
create table kosync_document (
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

create index kosync_document_by_book on kosync_document (account_id, canonical) where canonical is not null;
create index kosync_document_by_stem on kosync_document (account_id, stem) where stem is not null;

-- Every push, in the order of time, so that each is added at the end. From the last one of a document the way back
-- leads through previous_at.
create table kosync_history (
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

-- Documents that may have more history than is kept, until it is swept away.
create table kosync_surplus (
    account_id text not null,
    number integer not null,
    document text not null,
    primary key (account_id, number)
) strict, without rowid;

-- Documents that are gone, until their history is.
create table kosync_forgotten (
    account_id text not null,
    number integer not null,
    last_at integer not null,
    primary key (account_id, number)
) strict, without rowid;

-- A document somebody took out of a book: it is never linked to the others again but by hand.
create table kosync_apart (
    account_id text not null,
    document text not null,
    other text not null,
    primary key (account_id, document, other)
) strict, without rowid;

create index kosync_apart_by_other on kosync_apart (account_id, other);

-- When a reader was last here, for accounts with a replay guard.
create table kosync_device (
    account_id text not null,
    device text not null,
    last_at integer not null, -- microseconds
    before_burst integer not null, -- when it was here last before the pushes it sends now
    first_document text, -- what the first of these pushes was of, while it is the only one
    primary key (account_id, device)
) strict, without rowid;

create index kosync_device_by_age on kosync_device (last_at);

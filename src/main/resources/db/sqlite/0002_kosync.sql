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

-- What a reading program calls a file, and the book it belongs to.
create table kosync_document (
    account_id text not null references account (id),
    document text not null,
    number integer not null, -- names its pushes
    canonical text, -- the document the whole book is called by, on that one too; null: linked to nothing
    link text check (link in ('manual', 'filename', 'digest', 'library')), -- why; null on the canonical one
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

-- Every position a document pushed, within bounds. The last one is where the document stands, so a push writes one row.
create table kosync_push (
    account_id text not null,
    number integer not null,
    ordinal integer not null, -- 1, 2, 3 ... for each document
    place text not null,
    percentage real not null,
    device text not null,
    device_id text,
    at integer not null, -- microseconds
    taken integer not null, -- 0: kept from becoming the book's position
    primary key (account_id, number, ordinal)
) strict, without rowid;

-- A document somebody took out of a book: it is never linked to the others again but by hand.
create table kosync_apart (
    account_id text not null,
    document text not null,
    other text not null,
    primary key (account_id, document, other)
) strict, without rowid;

create index kosync_apart_by_other on kosync_apart (account_id, other);

-- Documents whose pushes nobody sees any more, until they are swept away.
create table kosync_forgotten (
    account_id text not null,
    number integer not null,
    primary key (account_id, number)
) strict, without rowid;

-- When a reader was last here, for accounts with a replay guard.
create table kosync_device (
    account_id text not null,
    device text not null,
    last_at integer not null, -- microseconds
    before_burst integer not null, -- when it was here last before the pushes it sends now
    number integer, -- the first of these pushes, while it is the only one
    ordinal integer,
    primary key (account_id, device)
) strict, without rowid;

create index kosync_device_by_age on kosync_device (last_at);

-- How documents were linked before somebody made one book of several, so that it can be taken back.
create table kosync_merged (
    account_id text not null,
    at bigint not null, -- microseconds; names the merge
    document text not null,
    canonical text, -- as all of these were in kosync_document before
    link text check (link in ('manual', 'filename', 'digest', 'library')),
    label text,
    policy text check (policy in ('newest', 'furthest')),
    added bigint not null, -- 1: the account did not have it before
    primary key (account_id, at, document)
);

create index kosync_merged_by_document on kosync_merged (account_id, document);

-- What is left of history that was too much to keep: where a document stood at the end of each hour, for the
-- calendar of what was read.
create table kosync_trace (
    account_id text not null,
    number bigint not null, -- the document's
    hour bigint not null, -- since 1970
    at bigint not null, -- microseconds; of the last push in that hour
    percentage double precision not null,
    place text not null,
    device text not null,
    device_id text,
    primary key (account_id, number, hour)
);

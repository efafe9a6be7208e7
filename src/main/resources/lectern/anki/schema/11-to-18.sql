create table config (
    KEY text not null primary key,
    usn integer not null,
    mtime_secs integer not null,
    val blob not null
) without rowid;
create table deck_config (
    id integer primary key not null,
    name text not null collate unicase,
    mtime_secs integer not null,
    usn integer not null,
    config blob not null
);
create table tags (
    tag text not null primary key collate unicase,
    usn integer not null,
    collapsed boolean not null,
    config blob null
) without rowid;
create table notetypes (
    id integer not null primary key,
    name text not null collate unicase,
    mtime_secs integer not null,
    usn integer not null,
    config blob not null
);
create table fields (
    ntid integer not null,
    ord integer not null,
    name text not null collate unicase,
    config blob not null,
    primary key (ntid, ord)
) without rowid;
create table templates (
    ntid integer not null,
    ord integer not null,
    name text not null collate unicase,
    mtime_secs integer not null,
    usn integer not null,
    config blob not null,
    primary key (ntid, ord)
) without rowid;
create table decks (
    id integer primary key not null,
    name text not null collate unicase,
    mtime_secs integer not null,
    usn integer not null,
    common blob not null,
    kind blob not null
);
create unique index idx_notetypes_name on notetypes (name);
create index idx_notetypes_usn on notetypes (usn);
create unique index idx_fields_name_ntid on fields (name, ntid);
create unique index idx_templates_name_ntid on templates (name, ntid);
create index idx_templates_usn on templates (usn);
create unique index idx_decks_name on decks (name);
create index idx_notes_mid on notes (mid);
create index idx_cards_odid on cards (odid) where odid != 0;

alter table graves rename to graves_11;
create table graves (
    oid integer not null,
    type integer not null,
    usn integer not null,
    primary key (oid, type)
) without rowid;
insert or ignore into graves (oid, type, usn) select oid, type, usn from graves_11;
drop table graves_11;
create index idx_graves_pending on graves (usn);

update col set ver = 18, conf = '', models = '', decks = '', dconf = '', tags = '';

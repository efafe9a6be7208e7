drop table config;
drop table deck_config;
drop table tags;
drop table notetypes;
drop table fields;
drop table templates;
drop table decks;
drop index idx_notes_mid;
drop index idx_cards_odid;

alter table graves rename to graves_18;
create table graves (
    usn integer not null,
    oid integer not null,
    type integer not null
);
insert into graves (usn, oid, type) select usn, oid, type from graves_18;
drop table graves_18;

update col set ver = 11;

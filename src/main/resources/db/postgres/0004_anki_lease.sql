-- Who changes the collection of an account. The row stays, so that no generation is given twice.
create table anki_lease (
    account_id text primary key references account (id),
    generation bigint not null, -- rises whenever somebody begins; whoever has an older one has lost
    holder text not null, -- in words
    until bigint -- when it lapses; null: nobody holds it
);

-- Who changes the collection of an account. The row stays, so that no generation is given twice.
create table anki_lease (
    account_id text primary key references account (id),
    generation integer not null, -- rises whenever somebody begins; whoever has an older one has lost
    holder text not null, -- in words
    until integer -- when it lapses; null: nobody holds it
) strict, without rowid;

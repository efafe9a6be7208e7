-- What people choose for their pages.
create table account_preference (
    account_id text primary key references account (id),
    language text,
    zone text,
    view text check (view in ('full', 'plain'))
);

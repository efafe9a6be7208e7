-- 0001_server_and_accounts b695d0ff281fb2da6f641ba336dda307133cd68eec42dcdcf0e81c0de8080f9f
-- 0002_kosync 89f28023834611ef5152ce32d06c61c1b5865a0db1a44ead79d95f713fad9a96
-- 0003_blob 067f49183c85b028a16b9a647b8c2915cd8e3357c200ac7e4d8293e41ce03113
-- 0004_anki_lease 6b6db2c03be1a4c720048ed202ebede5b6facba9b2930070920f5c6131b1994d
-- 0005_anki_media 7ffb833ccd861c6c7ff3f0f37a172d37ecdc7c01c467711f0d3d608b490fc5cd
-- 0006_store 28cca4f20b0e3a34a8254cf7dc23f789c45a5721277d6f342f4c3a07e3bd3b2e
-- 0007_password_reset 154e0ea694a70f9f6b88a2a368b6226e39a97aa42129980d2923f9f8f308ea7a
-- 0008_upload bb0ac4b8155c2083ff9d6c5fac982caf4ef6b00f84ec14757dc4d4fd1aad96f6
-- 0009_web 5f607a50296cc1d2d86b15b637d0e7cab3058bed60e9946d7ca53941771867ac
-- 0010_reading 197890a9a57ede594a565b30def1dd0756ec0f615ceafc2f7b387447f44f318b

table account
    id text not null
    name_sealed bytea not null
    mail_sealed bytea
    role text not null
    verifier text
    claimed bigint not null
    disabled bigint not null
    keys_only bigint not null
    stamp bigint not null
    session_generation bigint not null
    key_generation bigint not null
    key_salt bytea not null
    created_at bigint not null
    deleted_at bigint
    CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text])))
    PRIMARY KEY (id)
    UNIQUE (key_salt)
CREATE INDEX account_by_age ON public.account USING btree (created_at, id);
CREATE INDEX account_deleted ON public.account USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);

table account_activity
    id bigint not null
    at bigint not null
    times bigint not null
    account_id text
    door text not null
    device text not null
    client text not null
    what text not null
    outcome text not null
    detail text not null
    CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
    PRIMARY KEY (id)
CREATE INDEX account_activity_by_account ON public.account_activity USING btree (account_id, at, id);
CREATE INDEX account_activity_by_time ON public.account_activity USING btree (at, id);

table account_device_key
    handle text not null
    account_id text not null
    key_hash text not null
    label text not null
    scope text not null
    generation bigint not null
    created_at bigint not null
    last_used_at bigint
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (handle)
    UNIQUE (key_hash)
CREATE INDEX account_device_key_by_account ON public.account_device_key USING btree (account_id);

table account_invite
    handle text not null
    code_hash text not null
    note text not null
    role text not null
    uses_left bigint not null
    created_at bigint not null
    expires_at bigint
    CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text])))
    PRIMARY KEY (handle)
    UNIQUE (code_hash)

table account_name
    lookup text not null
    account_id text not null
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (lookup)
CREATE INDEX account_name_by_account ON public.account_name USING btree (account_id);

table account_preference
    account_id text not null
    language text
    zone text
    view text
    CHECK ((view = ANY (ARRAY['full'::text, 'plain'::text])))
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (account_id)

table account_session
    token_hash text not null
    handle text not null
    account_id text not null
    kind text not null
    scope text not null
    label text not null
    client text not null
    device_key text
    generation bigint not null
    created_at bigint not null
    last_used_at bigint not null
    expires_at bigint
    idle_millis bigint
    ends_at bigint
    CHECK ((kind = ANY (ARRAY['web'::text, 'store'::text, 'anki'::text])))
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (token_hash)
    UNIQUE (handle)
CREATE INDEX account_session_by_account ON public.account_session USING btree (account_id);
CREATE INDEX account_session_by_expiry ON public.account_session USING btree (expires_at) WHERE (expires_at IS NOT NULL);

table anki_lease
    account_id text not null
    generation bigint not null
    holder text not null
    until bigint
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (account_id)

table anki_media
    account_id text not null
    usn bigint not null
    files bigint not null
    bytes bigint not null
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (account_id)

table anki_media_file
    account_id text not null
    name text not null
    usn bigint not null
    sha1 text not null
    crc32 bigint not null
    size bigint not null
    blob_id text
    content bytea
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (account_id, name)
CREATE UNIQUE INDEX anki_media_file_by_usn ON public.anki_media_file USING btree (account_id, usn);

table blob
    blob_id text not null
    account_id text not null
    due_at bigint
    doomed bigint not null
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (blob_id)
CREATE INDEX blob_by_account ON public.blob USING btree (account_id);
CREATE INDEX blob_by_due ON public.blob USING btree (due_at) WHERE (due_at IS NOT NULL);

table kosync_apart
    account_id text not null
    document text not null
    other text not null
    PRIMARY KEY (account_id, document, other)
CREATE INDEX kosync_apart_by_other ON public.kosync_apart USING btree (account_id, other);

table kosync_device
    account_id text not null
    device text not null
    last_at bigint not null
    before_burst bigint not null
    first_document text
    PRIMARY KEY (account_id, device)
CREATE INDEX kosync_device_by_age ON public.kosync_device USING btree (last_at);

table kosync_document
    account_id text not null
    document text not null
    number bigint not null
    canonical text
    link text
    place text
    percentage double precision
    device text
    device_id text
    at bigint
    last_at bigint
    previous_at bigint
    pushes bigint not null
    filename text
    filename_from text
    stem text
    title text
    authors text
    label text
    policy text
    CHECK ((filename_from = ANY (ARRAY['push'::text, 'metadata'::text])))
    CHECK ((link = ANY (ARRAY['manual'::text, 'filename'::text, 'digest'::text, 'library'::text])))
    CHECK ((policy = ANY (ARRAY['newest'::text, 'furthest'::text])))
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (account_id, document)
CREATE INDEX kosync_document_by_book ON public.kosync_document USING btree (account_id, canonical) WHERE (canonical IS NOT NULL);
CREATE INDEX kosync_document_by_stem ON public.kosync_document USING btree (account_id, stem) WHERE (stem IS NOT NULL);

table kosync_forgotten
    account_id text not null
    number bigint not null
    last_at bigint not null
    PRIMARY KEY (account_id, number)

table kosync_history
    account_id text not null
    at bigint not null
    number bigint not null
    previous_at bigint
    place text not null
    percentage double precision not null
    device text not null
    device_id text
    taken bigint not null
    PRIMARY KEY (account_id, at, number)

table kosync_merged
    account_id text not null
    at bigint not null
    document text not null
    canonical text
    link text
    label text
    policy text
    added bigint not null
    CHECK ((link = ANY (ARRAY['manual'::text, 'filename'::text, 'digest'::text, 'library'::text])))
    CHECK ((policy = ANY (ARRAY['newest'::text, 'furthest'::text])))
    PRIMARY KEY (account_id, at, document)
CREATE INDEX kosync_merged_by_document ON public.kosync_merged USING btree (account_id, document);

table kosync_reader
    account_id text not null
    documents bigint not null
    last_number bigint not null
    policy text not null
    card bigint
    replay_guard bigint not null
    repair_device_ids bigint not null
    CHECK ((policy = ANY (ARRAY['newest'::text, 'furthest'::text])))
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (account_id)

table kosync_surplus
    account_id text not null
    number bigint not null
    document text not null
    PRIMARY KEY (account_id, number)

table kosync_trace
    account_id text not null
    number bigint not null
    hour bigint not null
    at bigint not null
    percentage double precision not null
    place text not null
    device text not null
    device_id text
    PRIMARY KEY (account_id, number, hour)

table lectern_migration
    number bigint not null
    name text not null
    checksum text not null
    PRIMARY KEY (number)

table password_reset
    account_id text not null
    token_hash text
    generation bigint not null
    requested_at bigint not null
    expires_at bigint not null
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (account_id)
    UNIQUE (token_hash)
CREATE INDEX password_reset_by_expiry ON public.password_reset USING btree (expires_at);

table server
    one bigint not null
    instance_id text not null
    feed_epoch text not null
    secret_fingerprint text not null
    created_at bigint not null
    CHECK ((one = 1))
    PRIMARY KEY (one)

table store
    address text not null
    home text not null
    members bigint not null
    created_at bigint not null
    deleted_at bigint
    deleted_by text
    trash bigint
    name_size bigint not null
    PRIMARY KEY (address)
CREATE INDEX store_trash ON public.store USING btree (deleted_at) WHERE (trash IS NOT NULL);

table store_account
    account_id text not null
    position bigint not null
    forgotten bigint not null
    stores bigint not null
    bytes bigint not null
    reserved bigint not null
    bytes_limit bigint
    stores_limit bigint
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (account_id)

table store_member
    id bigint not null
    account_id text not null
    address text not null
    own bigint not null
    name_hash text not null
    name_sealed bytea not null
    permission text
    granted_at bigint not null
    event text not null
    at bigint not null
    client text
    position bigint not null
    version bigint not null
    CHECK ((event = ANY (ARRAY['put'::text, 'grant'::text, 'delete'::text, 'revoke'::text, 'owner_deleted'::text])))
    CHECK ((permission = ANY (ARRAY['read'::text, 'write'::text, 'own'::text])))
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (id)
    UNIQUE (address, account_id)
CREATE INDEX store_member_by_account ON public.store_member USING btree (account_id, id);
CREATE INDEX store_member_by_name ON public.store_member USING btree (account_id, name_hash, address);
CREATE INDEX store_member_by_position ON public.store_member USING btree (account_id, "position");
CREATE INDEX store_member_gone ON public.store_member USING btree (at) WHERE (event = ANY (ARRAY['delete'::text, 'revoke'::text, 'owner_deleted'::text]));
CREATE INDEX store_member_shared ON public.store_member USING btree (account_id, address) WHERE (own = 0);

table store_reservation
    id text not null
    account_id text not null
    bytes bigint not null
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (id)
CREATE INDEX store_reservation_by_account ON public.store_reservation USING btree (account_id);

table store_version
    id bigint not null
    previous bigint
    address text not null
    number bigint not null
    token text not null
    previous_token text
    writer text not null
    modified_at bigint not null
    meta text
    content_type text
    content_encoding text
    size bigint not null
    sha256 text not null
    blob_id text
    content bytea
CREATE INDEX store_version_by_age ON public.store_version USING btree (modified_at) WHERE (previous IS NOT NULL);
CREATE INDEX store_version_by_blob ON public.store_version USING btree (blob_id) WHERE (blob_id IS NOT NULL);
CREATE INDEX store_version_by_id ON public.store_version USING hash (id);

table upload
    id text not null
    account_id text not null
    blob_id text not null
    metadata_sealed bytea not null
    length bigint not null
    received bigint not null
    state text not null
    token text
    due_at bigint not null
    CHECK ((state = ANY (ARRAY['open'::text, 'refused'::text, 'stored'::text, 'gone'::text])))
    FOREIGN KEY (account_id) REFERENCES account(id)
    PRIMARY KEY (id)
CREATE INDEX upload_by_account ON public.upload USING btree (account_id, state);
CREATE INDEX upload_by_age ON public.upload USING btree (due_at);

-- Video files on their way to recordings. The bytes lie on the disk of the node that took them.
create table uploads (
    id          uuid primary key,                        -- the recording's, once it is one
    channel_id  uuid        not null references channels (id) on delete cascade,
    account_id  uuid        not null references accounts (id) on delete cascade,
    title       text        not null,
    bytes       bigint      not null check (bytes > 0),
    received    bigint      not null default 0 check (received between 0 and bytes),
    state       text        not null check (state in ('receiving', 'queued', 'converting', 'storing', 'ready', 'failed')),
    progress    integer     not null default 0 check (progress between 0 and 1000), -- of converting, in thousandths
    reason      text,                                    -- of what failed
    attempts    integer     not null default 0,
    media_id    uuid,                                    -- what is being written of it
    disk_id     uuid        not null,                    -- where the bytes are: a node's folder, which outlives the node's run
    node        text        not null,                    -- the run of a node that has the disk
    created_at  timestamptz not null default now(),
    touched_at  timestamptz not null default now()       -- when bytes last came, or its state changed
);
create index uploads_by_channel on uploads (channel_id, created_at desc);                                     -- serves: a channel's uploads; the cascade
create index uploads_by_account on uploads (account_id) where state in ('receiving', 'queued', 'converting', 'storing'); -- serves: how many one has under way
create index uploads_by_disk on uploads (disk_id, created_at);                                                -- serves: a node's queue, and what it has room for
create index uploads_by_media on uploads (media_id) where media_id is not null;                               -- serves: is this being written

-- What was uploaded was no broadcast.
alter table recordings alter column broadcast_id drop not null;

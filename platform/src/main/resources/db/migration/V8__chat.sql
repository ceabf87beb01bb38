-- Rooms: how each is set, who may not speak there, and what was said.

create table chat_rooms (
    channel_id    uuid primary key references channels (id) on delete cascade, -- serves: opening a room
    network_key   bytea       not null,                  -- keys the hashes of networks: none can be compared with another room's
    writers       text        not null default 'everybody' check (writers in ('everybody', 'followers', 'verified', 'moderators')),
    slow_seconds  integer     not null default 0 check (slow_seconds between 0 and 3600),
    emotes_only   boolean     not null default false,
    links_allowed boolean     not null default true,
    shield        boolean     not null default false,
    blocked_terms text[]      not null default '{}',
    pinned        text,                                  -- the pinned event as JSON
    updated_at    timestamptz not null default now()
);

create table chat_sanctions (
    channel_id uuid        not null references channels (id) on delete cascade,
    account_id uuid        not null references accounts (id) on delete cascade,
    handle     text        not null,
    until      timestamptz,                              -- null: a ban
    reason     text        not null default '',
    shadow     boolean     not null default false,
    network    text,                                     -- the keyed hash of the network that is kept out too
    by_handle  text        not null,
    created_at timestamptz not null default now(),
    primary key (channel_id, account_id)                 -- serves: opening a room
);
create index chat_sanctions_by_account on chat_sanctions (account_id); -- serves: the cascade

-- What filters hold back until a moderator decides.
create table chat_held (
    id         uuid primary key,
    channel_id uuid        not null references channels (id) on delete cascade,
    account_id uuid        not null references accounts (id) on delete cascade,
    said       text        not null,
    name       text        not null,
    handle     text        not null,
    role       text        not null,
    text       text        not null,
    reason     text        not null,
    score      double precision not null,
    at         timestamptz not null
);
create index chat_held_by_channel on chat_held (channel_id, at); -- serves: the queue, the oldest first
create index chat_held_by_account on chat_held (account_id); -- serves: the cascade

-- What was said, by month. The id is made of the room, the person and the client's id: who writes it twice writes it once.
create table chat_messages (
    at           timestamptz not null,
    id           uuid        not null,
    channel_id   uuid        not null,
    seq          bigint      not null,
    kind         text        not null check (kind in ('message', 'system')),
    said         text        not null,                   -- the client's id
    account_id   uuid,                                   -- null: nobody, or an account that is gone
    handle       text        not null,
    name         text        not null,
    role         text        not null,
    text         text        not null,
    mentions     text        not null default '',        -- handles, with commas
    reply_seq    bigint,
    reply_handle text,
    reply_text   text,
    edited_at    timestamptz,
    deleted_at   timestamptz,
    deleted_by   text,
    primary key (at, id)
) partition by range (at);
create index chat_messages_by_room on chat_messages (channel_id, seq desc); -- serves: pages, edits and deletions by number
create index chat_messages_by_time on chat_messages (channel_id, at); -- serves: replay beside a recording
create index chat_messages_by_account on chat_messages (account_id, at desc); -- serves: export, erasure, clearing

-- What moderators did.
create table chat_moderation (
    at         timestamptz not null,
    id         uuid        not null,
    channel_id uuid        not null,
    actor      text        not null,
    action     text        not null,
    subject    text        not null,
    detail     text        not null default '',
    primary key (at, id)
) partition by range (at);
create index chat_moderation_by_channel on chat_moderation (channel_id, at desc); -- serves: the moderators' log

-- How many watched, minute by minute: what analytics reads.
create table channel_viewers (
    at         timestamptz not null,
    channel_id uuid        not null,
    chat       integer     not null,
    primary key (at, channel_id)
) partition by range (at);
create index channel_viewers_by_channel on channel_viewers (channel_id, at); -- serves: a channel's curve

do $$
declare
    month timestamptz := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC';
    parent text;
begin
    foreach parent in array array['chat_messages', 'chat_moderation', 'channel_viewers'] loop
        execute format('create table %I partition of %I for values from (%L) to (%L)',
            parent || '_' || to_char(month at time zone 'UTC', 'YYYY_MM'), parent, month,
            ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC');
    end loop;
end
$$;

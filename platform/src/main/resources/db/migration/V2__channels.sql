create table channels (
    id          uuid primary key,
    slug        text        not null,
    owner_id    uuid        not null references accounts (id) on delete cascade,
    title       text        not null,
    description text        not null default '',
    language    text        not null default '',
    visibility  text        not null check (visibility in ('public', 'unlisted', 'private')),
    version     bigint      not null default 1,          -- the ETag's source, counts every change
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    constraint channels_slug_key unique (slug)           -- serves: every page and stream by its slug; decides races
);
create index channels_by_owner on channels (owner_id, created_at desc, id desc); -- serves: my channels
create index channels_by_change on channels (updated_at desc); -- serves: warming the cache

create table stream_keys (
    id           uuid primary key,
    channel_id   uuid        not null references channels (id) on delete cascade,
    name         text        not null,
    hint         text        not null,                   -- the last characters, so that people tell keys apart
    key_hash     bytea       not null,                   -- SHA-256: the key has 256 random bits, so no salt is needed
    created_at   timestamptz not null default now(),
    rotated_at   timestamptz,
    last_used_at timestamptz,
    constraint stream_keys_hash_key unique (key_hash)    -- serves: who publishes with this key
);
create index stream_keys_by_channel on stream_keys (channel_id, created_at); -- serves: a channel's keys

create table channel_moderators (
    channel_id uuid        not null references channels (id) on delete cascade,
    account_id uuid        not null references accounts (id) on delete cascade,
    created_at timestamptz not null default now(),
    primary key (channel_id, account_id)                 -- serves: is this person a moderator here
);
create index channel_moderators_by_account on channel_moderators (account_id); -- serves: where do I moderate; the cascade

-- Channels that went with their owner's account. The account's feature does not know of channels, and afterwards nobody
-- could say which there were; so the cascade writes it down, for the node that empties the caches. Rows live for moments.
create table orphaned_channels (
    id         uuid primary key,
    slug       text        not null,
    owner_id   uuid        not null,
    deleted_at timestamptz not null default now()
);
create index orphaned_channels_by_owner on orphaned_channels (owner_id); -- serves: what went with this account
create function note_orphaned_channel() returns trigger language plpgsql as $$
begin
    insert into orphaned_channels (id, slug, owner_id) values (old.id, old.slug, old.owner_id);
    return null;
end
$$;
create trigger channels_orphaned after delete on channels
    for each row when (pg_trigger_depth() > 0) -- by a cascade: who deletes a channel itself knows its name
    execute function note_orphaned_channel();

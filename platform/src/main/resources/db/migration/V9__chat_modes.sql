-- Who follows a channel, and what a room's modes, commands and bots need.

create table channel_followers (
    channel_id uuid        not null references channels (id) on delete cascade,
    account_id uuid        not null references accounts (id) on delete cascade,
    created_at timestamptz not null default now(),
    primary key (channel_id, account_id)                 -- serves: since when does this person follow; the count
);
create index channel_followers_by_account on channel_followers (account_id); -- serves: how many one follows; the cascade

alter table chat_rooms add column follow_minutes integer not null default 0 check (follow_minutes between 0 and 129600);
alter table chat_rooms drop constraint chat_rooms_writers_check;
alter table chat_rooms add constraint chat_rooms_writers_check
    check (writers in ('everybody', 'followers', 'subscribers', 'verified', 'moderators'));

-- What the room answers to a word, and what it says by itself.
create table chat_commands (
    channel_id uuid        not null references channels (id) on delete cascade,
    name       text        not null,
    text       text        not null,
    updated_at timestamptz not null default now(),
    primary key (channel_id, name)                       -- serves: opening a room
);
create table chat_timers (
    channel_id uuid        not null references channels (id) on delete cascade,
    name       text        not null,
    minutes    integer     not null check (minutes between 1 and 1440),
    text       text        not null,
    updated_at timestamptz not null default now(),
    primary key (channel_id, name)                       -- serves: opening a room
);

-- Programs that take part in a channel's chat.
create table chat_bots (
    id         uuid primary key,
    channel_id uuid        not null references channels (id) on delete cascade,
    name       text        not null,
    moderates  boolean     not null,
    token_hash bytea       not null,                     -- SHA-256: the token has 256 random bits, so no salt is needed
    created_at timestamptz not null default now(),
    constraint chat_bots_token_key unique (token_hash)   -- serves: who is this
);
create unique index chat_bots_by_name on chat_bots (channel_id, lower(name)); -- serves: opening a room; decides races

-- What somebody who may not speak has to say about it: one note for each decision, gone with it.
create table chat_appeals (
    channel_id  uuid        not null,
    account_id  uuid        not null,
    handle      text        not null,
    text        text        not null,
    imposed_at  timestamptz not null,                    -- of the decision that it is about
    at          timestamptz not null default now(),
    answer      text,
    answered_by text,                                    -- null: waits
    primary key (channel_id, account_id),                -- serves: a room's notes; one's own; the cascade
    foreign key (channel_id, account_id) references chat_sanctions (channel_id, account_id) on delete cascade
);

-- Null: whoever set the shield takes it away again. Else it was raised against a wave of new accounts, for so long.
alter table chat_rooms add column shield_until timestamptz;

-- Small pictures of a channel, for its chat: as they are shown, not as they came.
create table chat_emotes (
    id         uuid primary key,                         -- serves: the pictures
    channel_id uuid        not null references channels (id) on delete cascade,
    name       text        not null,
    small      bytea       not null,                     -- PNG, 28 pixels high
    medium     bytea       not null,                     -- 56
    large      bytea       not null,                     -- 112
    by_handle  text        not null,
    created_at timestamptz not null default now()
);
create unique index chat_emotes_by_name on chat_emotes (channel_id, name); -- serves: a channel's list

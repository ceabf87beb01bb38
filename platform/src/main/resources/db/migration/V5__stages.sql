-- What a broadcast leaves behind, and who may still write it: each owner of a stage has a higher epoch than the one before,
-- and what an earlier one still sends changes nothing.
alter table broadcasts
    add column epoch         bigint      not null default 0,
    add column node          text,
    add column cause         text check (cause in ('host', 'grace-over', 'channel-gone', 'node-lost')), -- null: on air, or before there were causes
    add column peak_viewers  integer     not null default 0 check (peak_viewers >= 0),
    add column total_viewers bigint      not null default 0 check (total_viewers >= 0),
    add column told_at       timestamptz not null default now();  -- when its stage was last heard of

drop index broadcasts_by_channel;
create index broadcasts_by_channel on broadcasts (channel_id, started_at desc, id desc); -- serves: a channel's past, its latest
create index broadcasts_by_epoch on broadcasts (channel_id, epoch desc); -- serves: is there a later owner

create table broadcast_performers (
    broadcast_id uuid        not null references broadcasts (id) on delete cascade,
    name         text        not null,
    role         text        not null,
    joined_at    timestamptz not null,
    primary key (broadcast_id, name, role)                       -- serves: who was on stage
);

alter table channels add column next_broadcast_at timestamptz;  -- when the owner says that the next show is

-- With what the viewer passes of a channel are signed. Another key, and all passes that were given are void.
create table viewer_pass_keys (
    channel_id uuid primary key references channels (id) on delete cascade, -- serves: checking a pass
    key        bytea       not null,
    created_at timestamptz not null default now()
);

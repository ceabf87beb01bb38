create table broadcasts (
    id         uuid primary key,
    channel_id uuid        not null references channels (id) on delete cascade,
    started_at timestamptz not null default now(),
    ended_at   timestamptz,
    viewers    integer     not null default 0 check (viewers >= 0)
);
create unique index broadcasts_on_air on broadcasts (channel_id) where ended_at is null; -- one live run of a channel at a time
create index broadcasts_live on broadcasts (started_at desc, id desc) where ended_at is null; -- serves: who is on air
create index broadcasts_by_channel on broadcasts (channel_id, started_at desc); -- serves: a channel's past

-- What a broadcast leaves behind. The media lies with the node or in the storage; here is what is known of it.
create table recordings (
    id           uuid primary key,                       -- the broadcast's, or of its own for a clip
    broadcast_id uuid        not null,                    -- without a reference: it may be written before its broadcast is
    channel_id   uuid        not null references channels (id) on delete cascade,
    media_id     uuid        not null,                    -- whose media this shows: a clip's is that of what it was cut from
    title        text        not null,
    started_at   timestamptz not null,
    duration_ms  bigint      not null default 0 check (duration_ms >= 0),
    start_ms     bigint      not null default 0 check (start_ms >= 0),
    end_ms       bigint      check (end_ms > start_ms),   -- null: to its end
    state        text        not null check (state in ('recording', 'ready', 'failed'))
);
create index recordings_by_channel on recordings (channel_id, started_at desc, id desc); -- serves: a channel's recordings
create index recordings_by_media on recordings (media_id);    -- serves: is anything left that shows this media
create index recordings_by_age on recordings (started_at);    -- serves: what is past its retention

-- Channels whose owner said whether their broadcasts are recorded; of others they are.
create table recording_choices (
    channel_id uuid primary key references channels (id) on delete cascade,
    recorded   boolean not null
);

-- A channel's audience, minute by minute: who was there by which way, and what they made of it. Nothing here names anybody.

alter table channel_viewers
    alter column chat set default 0,
    add column stage     integer          not null default 0, -- people with the stage's page open, or by WHEP
    add column hls       integer          not null default 0, -- players of the program
    add column messages  integer          not null default 0,
    add column speakers  integer          not null default 0, -- different people who said them, added up over nodes
    add column reactions integer          not null default 0,
    add column scored    integer          not null default 0, -- messages of which the scorer had an opinion
    add column sentiment double precision not null default 0; -- the sum of their scores, each from -1 to 1

-- serves: a channel's curve, which may be long, without a look at the table: its rows lie minute by minute, not by channel
drop index channel_viewers_by_channel;
create index channel_viewers_by_channel on channel_viewers (channel_id, at)
    include (stage, hls, chat, messages, speakers, reactions, scored, sentiment);

-- What nodes have told already, so that what they tell again is not added up again.
create table audience_tellings (
    id uuid primary key,
    at timestamptz not null default now()
);
create index audience_tellings_by_time on audience_tellings (at); -- serves: forgetting them

-- Who did what, for operators. Grows with time, so it is cut into months: a month past its retention is dropped whole.
-- Its partitions are made ahead by the node (Partitions); the first is made here, for what is written before the job runs.
create table audit_events (
    at      timestamptz not null,
    id      uuid        not null,
    action  text        not null,
    actor   text        not null,
    subject text        not null,
    origin  text        not null,
    detail  text        not null default '',
    primary key (at, id)
) partition by range (at);
do $$
declare
    month timestamptz := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC';
begin
    execute format('create table audit_events_%s partition of audit_events for values from (%L) to (%L)',
        to_char(month at time zone 'UTC', 'YYYY_MM'), month, ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC');
end
$$;
create index audit_events_by_actor on audit_events (actor, at desc); -- serves: what did this person do

-- People and how they sign in. Ids are UUIDs of version 7: they grow with time, so new rows land on the same index pages.

create table accounts (
    id            uuid primary key,
    handle        text        not null,
    display_name  text        not null,
    password_hash text,                                  -- null: signs in through the operator's identity provider only
    roles         text[]      not null,
    generation    bigint      not null default 0,        -- access tokens of an older generation are refused
    recalled_at   timestamptz,                           -- when the generation last grew
    issuer        text,                                  -- the identity provider and its name for the person
    subject       text,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    constraint accounts_handle_key unique (handle),      -- serves: sign in and look-up by handle; decides races
    constraint accounts_subject_key unique (issuer, subject), -- serves: sign in by identity provider
    constraint accounts_subject_whole check ((issuer is null) = (subject is null))
);
create index accounts_by_age on accounts (created_at desc, id desc); -- serves: the administrator's list, newest first
create index accounts_admins on accounts (id) where 'admin' = any (roles); -- serves: is there an administrator yet
create index accounts_recalled on accounts (recalled_at) where recalled_at is not null; -- serves: which tokens to refuse after a restart

-- Accounts whose access tokens may still be about; kept for a day.
create table deleted_accounts (
    id         uuid primary key,
    deleted_at timestamptz not null
);

-- One sign-in on one device. Its refresh tokens form a family: each is used once and replaced by the next.
create table sessions (
    id           uuid primary key,
    account_id   uuid        not null references accounts (id) on delete cascade,
    user_agent   text        not null,
    created_at   timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    revoked_for  text
);
create index sessions_by_account on sessions (account_id, last_used_at desc) where revoked_at is null; -- serves: my sessions
create index sessions_revoked on sessions (revoked_at) where revoked_at is not null; -- serves: which tokens to refuse after a restart
create index sessions_expired on sessions (expires_at); -- serves: clean-up

create table refresh_tokens (
    token_hash bytea primary key,                        -- SHA-256: the token has 256 random bits, so no salt is needed
    session_id uuid        not null references sessions (id) on delete cascade,
    created_at timestamptz not null default now(),
    used_at    timestamptz
);
create index refresh_tokens_by_session on refresh_tokens (session_id); -- serves: the cascade
create index refresh_tokens_used on refresh_tokens (used_at) where used_at is not null; -- serves: clean-up

-- The keys that sign access tokens, shared by all nodes. The newest that has settled signs; all that are kept verify.
create table signing_keys (
    id         text primary key,
    jwk        text        not null,                     -- sealed if the operator set a master key
    created_at timestamptz not null default now()
);

-- One-time tokens with which the first administrator is created.
create table setup_tokens (
    token_hash bytea primary key,
    expires_at timestamptz not null
);

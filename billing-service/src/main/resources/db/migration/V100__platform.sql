-- Who may see what. The service's role, meterline_app, owns nothing and cannot bypass row-level security. Each of its
-- transactions names one tenant, and sees that tenant's rows; a transaction that names none sees no rows at all. Workers that
-- serve all tenants (the relay of the outbox, the sender of messages) step into meterline_worker, which sees only the tables
-- that were shared with it.

create schema platform;
comment on schema platform is 'What every capability stands on: isolation of tenants, inbox, outbox.';

do $$
begin
    if not exists (select from pg_roles where rolname = 'meterline_app') then
        create role meterline_app login nosuperuser nocreatedb nocreaterole noreplication;
    end if;
    if not exists (select from pg_roles where rolname = 'meterline_worker') then
        create role meterline_worker nologin nosuperuser nocreatedb nocreaterole noreplication;
    end if;
end
$$;

-- To be a worker takes an explicit "set local role": nothing of it rubs off.
grant meterline_worker to meterline_app with inherit false, set true;
grant usage on schema platform to meterline_app, meterline_worker;

create function platform.current_tenant() returns uuid
    language sql stable
    return nullif(current_setting('meterline.tenant', true), '')::uuid;
comment on function platform.current_tenant() is 'The tenant of this transaction; null outside of any, and then no row matches.';

create function platform.isolate(isolated regclass) returns void
    language plpgsql as
$$
declare
    its_schema text := (select nspname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                        where pg_class.oid = isolated);
begin
    execute format('alter table %s enable row level security, force row level security', isolated);
    execute format('create policy one_tenant on %s to meterline_app '
                   'using (tenant_id = platform.current_tenant()) '
                   'with check (tenant_id = platform.current_tenant())', isolated);
    execute format('grant usage on schema %I to meterline_app', its_schema);
    execute format('grant select, insert, update, delete on %s to meterline_app', isolated);
end
$$;
comment on function platform.isolate(regclass) is 'Shows a table''s rows only to transactions of their own tenant.';

create function platform.share_with_workers(shared regclass) returns void
    language plpgsql as
$$
declare
    its_schema text := (select nspname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                        where pg_class.oid = shared);
begin
    execute format('create policy workers on %s to meterline_worker using (true) with check (true)', shared);
    execute format('grant usage on schema %I to meterline_worker', its_schema);
    execute format('grant select, insert, update, delete on %s to meterline_worker', shared);
end
$$;
comment on function platform.share_with_workers(regclass) is 'Shows all tenants'' rows of a table to meterline_worker.';

-- What each consumer has heard. The key is what makes a redelivered event harmless.
create table platform.inbox (
    consumer  text        not null,
    event_id  text        not null,
    tenant_id uuid        not null default platform.current_tenant(),
    heard_at  timestamptz not null default now(),

    primary key (consumer, event_id)
);
select platform.isolate('platform.inbox');

-- What is to be told to others once the transaction that wrote it has committed. Rows leave when they have arrived.
create table platform.outgoing_event (
    id         bigint      generated always as identity primary key,
    tenant_id  uuid        not null default platform.current_tenant(),
    event_id   text        not null,
    type       text        not null,
    message_id text        not null,
    body       text        not null,
    written_at timestamptz not null default now(),
    due_at     timestamptz not null default now(),
    attempts   int         not null default 0
);
create index on platform.outgoing_event (due_at);
select platform.isolate('platform.outgoing_event');
select platform.share_with_workers('platform.outgoing_event');

create table platform.outgoing_outcome (
    id         bigint      generated always as identity primary key,
    tenant_id  uuid        not null default platform.current_tenant(),
    message_id text        not null,
    part_id    text        not null,
    outcome    text        not null,
    written_at timestamptz not null default now(),
    due_at     timestamptz not null default now(),
    attempts   int         not null default 0
);
create index on platform.outgoing_outcome (due_at);
select platform.isolate('platform.outgoing_outcome');
select platform.share_with_workers('platform.outgoing_outcome');

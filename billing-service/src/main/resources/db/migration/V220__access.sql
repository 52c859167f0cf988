-- Who may come in by machine. Only hashes are kept; a key is looked up by its hash before its tenant is known, hence the table
-- is shared with workers. An administrator's key belongs to no tenant.

create schema access;

create table access.api_key (
    id         uuid        primary key,
    tenant_id  uuid        not null default platform.current_tenant(),
    name       text        not null,
    role       text        not null,
    key_sha256 bytea       not null unique,
    made_at    timestamptz not null default now(),
    revoked_at timestamptz,

    constraint role_is_known check (role in ('ADMIN', 'OPERATOR', 'REVIEWER', 'SERVICE')),
    constraint admins_belong_to_nobody
        check ((role = 'ADMIN') = (tenant_id = '00000000-0000-0000-0000-000000000000'))
);
comment on table access.api_key is 'API keys, hashed. Owned by access; no other capability writes here.';
select platform.isolate('access.api_key');
select platform.share_with_workers('access.api_key');

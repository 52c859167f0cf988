-- Who is served, and who writes in for them. Keys carry the tenant, so that no row can point into another tenant's rows.

create schema customers;

create table customers.customer (
    id        uuid primary key,
    tenant_id uuid not null default platform.current_tenant(),
    number    text not null,
    name      text not null,
    locale    text,

    unique (tenant_id, id),
    constraint one_customer_per_number unique (tenant_id, number)
);
comment on table customers.customer is 'Who is served. Owned by customers; no other capability writes here.';
select platform.isolate('customers.customer');

create table customers.account (
    id          uuid primary key,
    tenant_id   uuid not null default platform.current_tenant(),
    customer_id uuid not null,
    number      text not null,

    unique (tenant_id, id),
    constraint one_account_per_number unique (tenant_id, number),
    foreign key (tenant_id, customer_id) references customers.customer (tenant_id, id)
);
comment on table customers.account is 'What is billed: one customer''s supply at one place.';
select platform.isolate('customers.account');

create table customers.meter (
    id              uuid primary key,
    tenant_id       uuid not null default platform.current_tenant(),
    account_id      uuid not null,
    serial          text not null,
    kind            text not null,
    digits          int  not null,
    decimals        int  not null,
    multiplier      numeric(12, 6) not null,
    installed_index numeric(14, 3) not null,

    unique (tenant_id, id),
    constraint one_meter_per_serial unique (tenant_id, serial),
    constraint kind_is_known        check (kind in ('ELECTRICITY', 'WATER', 'GAS')),
    constraint counter_is_a_counter check (digits between 1 and 8 and decimals between 0 and 3),
    constraint multiplier_counts    check (multiplier > 0),
    foreign key (tenant_id, account_id) references customers.account (tenant_id, id)
);
create index on customers.meter (account_id);
comment on table customers.meter is 'What is read.';
select platform.isolate('customers.meter');

create table customers.contact (
    id        uuid primary key,
    tenant_id uuid not null default platform.current_tenant(),
    locale    text,
    known_at  timestamptz not null default now(),

    unique (tenant_id, id)
);
comment on table customers.contact is 'Who writes in. A contact is not a number: numbers change hands, and may be withheld.';
select platform.isolate('customers.contact');

create table customers.contact_identity (
    tenant_id  uuid not null default platform.current_tenant(),
    type       text not null,
    value      text not null,
    contact_id uuid not null,
    valid_from timestamptz not null default now(),

    primary key (tenant_id, type, value),
    foreign key (tenant_id, contact_id) references customers.contact (tenant_id, id)
);
create index on customers.contact_identity (contact_id);
select platform.isolate('customers.contact_identity');

create table customers.contact_account (
    tenant_id  uuid not null default platform.current_tenant(),
    contact_id uuid not null,
    account_id uuid not null,
    linked_at  timestamptz not null default now(),

    primary key (contact_id, account_id),
    foreign key (tenant_id, contact_id) references customers.contact (tenant_id, id),
    foreign key (tenant_id, account_id) references customers.account (tenant_id, id)
);
create index on customers.contact_account (account_id);
select platform.isolate('customers.contact_account');

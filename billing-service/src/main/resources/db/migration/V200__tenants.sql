-- The utilities. A message's tenant is found by the number it was sent to, before any tenant is known: hence the table is
-- shared with workers. It holds no customer's data.

create schema tenants;

create table tenants.tenant (
    tenant_id                  uuid    primary key,
    code                       text    not null unique,
    name                       text    not null,
    locale                     text    not null,
    currency                   text    not null,
    zone                       text    not null,
    receiving_number           text    not null unique,
    sms_number                 text    unique,
    account_sid                text    not null,
    messaging_service_sid      text,
    electricity_confidence_min numeric(4, 3) not null,
    water_confidence_min       numeric(4, 3) not null,
    gas_confidence_min         numeric(4, 3) not null,
    high_usage_factor          numeric(6, 2) not null,

    constraint code_is_a_short_name   check (code ~ '^[a-z][a-z0-9-]{1,62}$'),
    constraint receiving_is_e164      check (receiving_number ~ '^\+[1-9][0-9]{6,14}$'),
    constraint sms_is_e164            check (sms_number ~ '^\+[1-9][0-9]{6,14}$'),
    constraint currency_is_iso        check (currency ~ '^[A-Z]{3}$'),
    constraint confidence_is_a_chance check (electricity_confidence_min between 0 and 1
                                             and water_confidence_min between 0 and 1
                                             and gas_confidence_min between 0 and 1),
    constraint high_is_above_usual    check (high_usage_factor > 1)
);
comment on table tenants.tenant is 'The utilities. Owned by tenants; no other capability writes here.';
select platform.isolate('tenants.tenant');
select platform.share_with_workers('tenants.tenant');

-- Who may look over everything. An auditor compares what all tenants' rows say with the other stores, and so sees them all; it
-- can change nothing. Only the owner of the tables may step into it, by an explicit "set role": the service itself cannot.

do $$
begin
    if not exists (select from pg_roles where rolname = 'meterline_auditor') then
        create role meterline_auditor nologin nosuperuser nocreatedb nocreaterole noreplication;
    end if;
    execute format('grant meterline_auditor to %I with inherit false, set true', current_user);
end
$$;

create function platform.show_to_auditors(shown regclass) returns void
    language plpgsql as
$$
declare
    its_schema text := (select nspname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                        where pg_class.oid = shown);
begin
    execute format('create policy auditors on %s for select to meterline_auditor using (true)', shown);
    execute format('grant usage on schema %I to meterline_auditor', its_schema);
    execute format('grant select on %s to meterline_auditor', shown);
end
$$;
comment on function platform.show_to_auditors(regclass) is 'Lets meterline_auditor read all tenants'' rows of a table.';

-- The tables that there are, and from now on whatever is isolated.
select platform.show_to_auditors(format('%I.%I', schemaname, tablename)::regclass)
from pg_policies where policyname = 'one_tenant';

create or replace function platform.isolate(isolated regclass) returns void
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
    perform platform.show_to_auditors(isolated);
end
$$;

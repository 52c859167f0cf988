-- A utility says how many of the readings that nobody looks at may be wrong; how sure a reading has to be follows from that,
-- per kind of meter. A confidence that it states for a kind still has the last word.

alter table tenants.tenant
    add column wanted_error_rate numeric(5, 4) not null default 0.005,
    add constraint error_rate_is_small check (wanted_error_rate > 0 and wanted_error_rate <= 0.2),
    alter column electricity_confidence_min drop not null,
    alter column water_confidence_min drop not null,
    alter column gas_confidence_min drop not null;

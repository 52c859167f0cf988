-- What lets a photo be recognised that was sent before, and a serial number be found as a camera reads it.

-- Serial numbers without the signs between: what is on the plate and what is in the books differ in them.
alter table customers.meter add column plain_serial text
    generated always as (regexp_replace(upper(serial), '[^0-9A-Z]', '', 'g')) stored;
create index meters_by_plain_serial on customers.meter (tenant_id, plain_serial);

-- Nearly the same photo has nearly the same hash: few of 64 bits differ. Of four bands of 16 bits, one differs in no more than a
-- quarter of them, so whoever asks for all neighbours of each band finds every photo that is near, by index.
create table readings.photo_look (
    tenant_id uuid   not null default platform.current_tenant(),
    photo_id  text   not null,
    hash      bigint not null,
    band_1    int    not null generated always as ((hash >> 48) & 65535) stored,
    band_2    int    not null generated always as ((hash >> 32) & 65535) stored,
    band_3    int    not null generated always as ((hash >> 16) & 65535) stored,
    band_4    int    not null generated always as (hash & 65535) stored,

    primary key (tenant_id, photo_id)
);
comment on table readings.photo_look is 'The perceptual hash of every photo that became a reading or waited for a person.';
create index photo_looks_by_band_1 on readings.photo_look (tenant_id, band_1);
create index photo_looks_by_band_2 on readings.photo_look (tenant_id, band_2);
create index photo_looks_by_band_3 on readings.photo_look (tenant_id, band_3);
create index photo_looks_by_band_4 on readings.photo_look (tenant_id, band_4);
select platform.isolate('readings.photo_look');
revoke update, delete on readings.photo_look from meterline_app;

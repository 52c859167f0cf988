-- What lets a photo be recognised that was sent before, and a serial number be found as a camera reads it.

-- Serial numbers without the signs between: what is on the plate and what is in the books differ in them.
alter table customers.meter add column plain_serial text
    generated always as (regexp_replace(upper(serial), '[^0-9A-Z]', '', 'g')) stored;
create index meters_by_plain_serial on customers.meter (tenant_id, plain_serial);

-- Nearly the same photo has nearly the same hash: few of 256 bits differ. Of sixteen bands of 16 bits, nearly always one differs
-- in no more than one bit, so whoever asks for the seventeen neighbours of each band finds the photos that are near, by index.
create table readings.photo_look (
    tenant_id uuid     not null default platform.current_tenant(),
    photo_id  text     not null,
    hash      bit(256) not null,
    band_0 int not null,
    band_1 int not null,
    band_2 int not null,
    band_3 int not null,
    band_4 int not null,
    band_5 int not null,
    band_6 int not null,
    band_7 int not null,
    band_8 int not null,
    band_9 int not null,
    band_10 int not null,
    band_11 int not null,
    band_12 int not null,
    band_13 int not null,
    band_14 int not null,
    band_15 int not null,

    primary key (tenant_id, photo_id)
);
comment on table readings.photo_look is 'The perceptual hash of every photo that became a reading or waited for a person.';
comment on column readings.photo_look.band_0 is 'The first 16 bits of the hash as a number; the others likewise.';
do $$
begin
    for band in 0..15 loop
        execute format('create index photo_looks_by_band_%1$s on readings.photo_look (tenant_id, band_%1$s)', band);
    end loop;
end
$$;
select platform.isolate('readings.photo_look');
revoke update, delete on readings.photo_look from meterline_app;

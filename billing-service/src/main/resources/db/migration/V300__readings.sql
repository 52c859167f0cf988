-- Readings are facts: rows are added, never updated. One photo gives at most one reading, one typed message gives at most one,
-- one opening reading is imported once, and the database, not the code, is what makes a redelivered message harmless. A
-- correction is a row of its own that supersedes another.

create schema readings;
comment on schema readings is 'What meters showed, and what was decided about every photo. Owned by readings; nobody else writes here.';

create table readings.reading (
    id                uuid          primary key,
    tenant_id         uuid          not null default platform.current_tenant(),
    meter_id          uuid          not null,
    source            text          not null,
    index_thousandths bigint        not null,
    moved_thousandths bigint,
    consumption       numeric(24,3),
    taken_at          timestamptz   not null,
    period            text          not null,
    notes             text[]        not null default '{}',
    source_message_id text,
    photo_id          text,
    image_s3_key      text,
    image_sha256      text,
    confidence        numeric(4,3),
    decided_by        text,
    supersedes        uuid,
    recorded_at       timestamptz   not null default now(),

    constraint known_source              check (source in ('PHOTO', 'REVIEW', 'TYPED', 'IMPORT')),
    constraint index_fits_on_a_dial      check (index_thousandths between 0 and 99999999999),
    constraint period_is_a_month         check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
    constraint confidence_is_a_chance    check (confidence between 0 and 1),
    constraint photo_readings_name_it    check (source not in ('PHOTO', 'REVIEW') or photo_id is not null),
    constraint typed_readings_name_it    check (source <> 'TYPED' or source_message_id is not null),
    constraint one_correction_at_a_time  unique (supersedes),
    unique (tenant_id, id),
    constraint corrects_a_known_reading  foreign key (tenant_id, supersedes)
        references readings.reading (tenant_id, id)
);
comment on table readings.reading is 'What meters showed: facts in thousandths of the dial''s unit.';
comment on column readings.reading.moved_thousandths is 'Since the valid reading before, rollover counted; null for a first one.';
comment on column readings.reading.consumption is 'The same times the meter''s multiplier, in the meter''s unit.';
comment on column readings.reading.period is 'The billing period, named by the month it begins in.';

create unique index one_reading_per_photo on readings.reading (tenant_id, photo_id)
    where photo_id is not null and supersedes is null;
create unique index one_reading_per_typed_message on readings.reading (tenant_id, source_message_id)
    where source = 'TYPED' and supersedes is null;
create unique index one_opening_reading_per_moment on readings.reading (tenant_id, meter_id, taken_at)
    where source = 'IMPORT' and supersedes is null;
create index readings_of_a_meter on readings.reading (meter_id, taken_at desc);
create index readings_of_a_message on readings.reading (source_message_id) where source_message_id is not null;
create index readings_of_a_period on readings.reading (period, meter_id);
select platform.isolate('readings.reading');
revoke update, delete on readings.reading from meterline_app;

-- What was said about each photo, in order. All but waiting and failing is a last word, and there is one last word per photo;
-- after a doubt there is one more, that of the person who reviewed it.
create table readings.verdict (
    id                bigint      generated always as identity primary key,
    tenant_id         uuid        not null default platform.current_tenant(),
    photo_id          text        not null,
    message_id        text        not null,
    verdict           text        not null,
    code              text,
    meter_id          uuid,
    dial              text,
    index_thousandths bigint,
    period            text,
    reading_id        uuid,
    image_s3_key      text,
    image_sha256      text,
    evidence          jsonb       not null default '{}',
    reviewed          boolean     not null default false,
    said_at           timestamptz not null,

    constraint known_verdict check (verdict in ('ACCEPTED', 'DOUBTED', 'REFUSED', 'UNREADABLE', 'FAILED', 'HELD')),
    foreign key (tenant_id, reading_id) references readings.reading (tenant_id, id)
);
comment on table readings.verdict is 'What was decided about every photo and typed number, in order; the last row of a photo counts.';
comment on column readings.verdict.photo_id is 'The photo; for a typed number the message''s own id.';

create unique index one_last_word_per_photo on readings.verdict (tenant_id, photo_id)
    where verdict not in ('HELD', 'FAILED') and not reviewed;
create unique index one_review_per_photo on readings.verdict (tenant_id, photo_id)
    where reviewed;
create index verdicts_of_a_photo on readings.verdict (photo_id, id desc);
create index verdicts_of_an_image on readings.verdict (image_sha256) where image_sha256 is not null;
select platform.isolate('readings.verdict');
revoke update, delete on readings.verdict from meterline_app;

-- Photos that wait for an answer of their sender: who they are, or which meter it is.
create table readings.held_photo (
    tenant_id   uuid        not null default platform.current_tenant(),
    photo_id    text        not null,
    reason      text        not null,
    identities  text[]      not null,
    event       jsonb       not null,
    held_at     timestamptz not null,
    expires_at  timestamptz not null,

    primary key (tenant_id, photo_id),
    constraint known_reason   check (reason in ('UNKNOWN_SENDER', 'WHICH_METER')),
    constraint somebody_sent_it check (cardinality(identities) > 0)
);
comment on table readings.held_photo is 'Photos that were read but not judged yet. Rows leave when they are judged or expire.';
create index held_photos_of_a_sender on readings.held_photo using gin (identities);
create index held_photos_by_age on readings.held_photo (expires_at);
select platform.isolate('readings.held_photo');

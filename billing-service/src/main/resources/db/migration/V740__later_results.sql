-- Which reader a verdict stands on, and what other readers made of the same photo once it had its verdict: photos are replayed
-- after the reader was changed. What comes later changes no verdict, no reading and no answer; it is there to be looked at.

alter table readings.verdict add column reader_version text;
comment on column readings.verdict.reader_version is
    'The reader whose result was judged; null for a typed number, and in rows that are older than this column.';

create table readings.later_result (
    tenant_id      uuid        not null default platform.current_tenant(),
    photo_id       text        not null,
    reader_version text        not null,
    message_id     text        not null,
    dial           text,
    confidence     numeric(4,3),
    reason         text,
    heard_at       timestamptz not null,

    primary key (tenant_id, photo_id, reader_version),
    constraint confidence_is_a_chance    check (confidence between 0 and 1),
    constraint read_or_unreadable        check ((dial is null) <> (reason is null) and (dial is null) = (confidence is null))
);
comment on table readings.later_result is 'What other readers saw in a photo that was judged already, once per version of the reader.';
comment on column readings.later_result.reason is 'Why nothing could be read; null where something was.';
create index later_results_of_a_message on readings.later_result (message_id);
select platform.isolate('readings.later_result');
revoke update, delete on readings.later_result from meterline_app;

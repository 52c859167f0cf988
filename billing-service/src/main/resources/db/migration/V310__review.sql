-- Doubted readings wait here for a person. A decision is made once: only a waiting row changes, and only to its decision.

create schema review;
comment on schema review is 'Doubted readings and what people decided about them. Owned by review.';

create table review.doubt (
    id                uuid        primary key,
    tenant_id         uuid        not null default platform.current_tenant(),
    photo_id          text        not null,
    message_id        text        not null,
    meter_id          uuid        not null,
    meter_serial      text        not null,
    meter_kind        text        not null,
    code              text        not null,
    evidence          jsonb       not null,
    candidates        jsonb       not null,
    index_thousandths bigint      not null,
    dial              text        not null,
    period            text        not null,
    image_s3_key      text        not null,
    channel           text        not null,
    receiving_number  text        not null,
    contact           jsonb       not null,
    received_at       timestamptz not null,
    doubted_at        timestamptz not null,
    expires_at        timestamptz not null,
    status            text        not null default 'WAITING',
    decided_index     bigint,
    decided_by        text,
    decided_at        timestamptz,
    reason            text,

    constraint one_doubt_per_photo unique (tenant_id, photo_id),
    constraint known_status        check (status in ('WAITING', 'ACCEPTED', 'CORRECTED', 'REJECTED')),
    constraint decided_by_someone  check ((status = 'WAITING') = (decided_by is null and decided_at is null)),
    constraint index_where_read    check ((status in ('ACCEPTED', 'CORRECTED')) = (decided_index is not null)),
    constraint reason_is_short     check (length(reason) <= 500)
);
comment on table review.doubt is 'One row per doubted photo: what speaks for it, what against, and the decision.';
create index doubts_that_wait on review.doubt (tenant_id, received_at, id) where status = 'WAITING';
select platform.isolate('review.doubt');

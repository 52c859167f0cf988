-- What was said is kept for a time, then it goes. The oldest that are at their end are found by their age; an original cannot go
-- before the message that stands in for it.

create index outbound_by_age on messaging.outbound (created_at)
    where status in ('SENT', 'DELIVERED', 'READ', 'FAILED', 'UNDELIVERABLE');
create index outbound_instead on messaging.outbound (fallback_of) where fallback_of is not null;

create table messaging.forgotten (
    tenant_id   uuid        primary key default platform.current_tenant(),
    said_before timestamptz not null
);
comment on table messaging.forgotten is 'Up to when the messages of a tenant may be gone, because their time was over.';
select platform.isolate('messaging.forgotten');
select platform.share_with_workers('messaging.forgotten');

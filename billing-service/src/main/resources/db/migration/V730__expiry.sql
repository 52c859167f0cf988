-- What has a time to live, and the job that ends it when the time is over. The job looks for it among all tenants, and then ends
-- each thing in a transaction of its own tenant.

create index inbox_by_age on platform.inbox (heard_at);
create policy expiry on platform.inbox to meterline_worker using (true);
grant select, delete on platform.inbox to meterline_worker;

create policy expiry on readings.held_photo for select to meterline_worker using (true);
grant usage on schema readings to meterline_worker;
grant select (tenant_id, photo_id, expires_at) on readings.held_photo to meterline_worker;

create policy expiry on review.doubt for select to meterline_worker using (true);
grant usage on schema review to meterline_worker;
grant select (tenant_id, id, status, expires_at) on review.doubt to meterline_worker;
create index doubts_by_age on review.doubt (expires_at) where status = 'WAITING';

alter table review.doubt drop constraint known_status;
alter table review.doubt add constraint known_status
    check (status in ('WAITING', 'ACCEPTED', 'CORRECTED', 'REJECTED', 'EXPIRED'));

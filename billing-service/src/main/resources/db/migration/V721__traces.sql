-- Where in its trace something was left for later, as W3C Trace Context writes it, so that whoever takes it up goes on there. Rows
-- of older versions have none, and go on in the trace that their message's id names.

alter table conversation.inbound add column traceparent text;
alter table messaging.outbound add column traceparent text;
alter table platform.outgoing_event add column traceparent text;
alter table platform.outgoing_outcome add column traceparent text;

alter table messaging.outbound add column taken_at timestamptz;
comment on column messaging.outbound.taken_at is 'When the provider first had it; null while it has not, or did not say.';

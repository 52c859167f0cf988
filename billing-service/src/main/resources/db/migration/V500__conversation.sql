-- What customers said, one row per part of a message, worked off per contact and oldest first. The words themselves stay in
-- the message table and are read by id.

create schema conversation;
comment on schema conversation is 'What customers said, and where each talk has got to.';

create table conversation.inbound (
    id               bigint      generated always as identity primary key,
    tenant_id        uuid        not null default platform.current_tenant(),
    contact_id       uuid        not null,
    message_id       text        not null,
    part_id          text        not null,
    kind             text        not null,
    channel          text        not null,
    receiving_number text        not null,
    contact          text        not null,
    received_at      timestamptz not null,
    heard_at         timestamptz not null,
    file_key         text,
    status           text        not null,
    attempts         int         not null default 0,
    first_failed_at  timestamptz,
    due_at           timestamptz not null,
    done_at          timestamptz,
    outcome          text,

    constraint a_part_is_heard_once unique (tenant_id, message_id, part_id),
    constraint known_status         check (status in ('WAITING', 'DONE', 'DEAD')),
    constraint the_end_has_a_time   check ((status = 'WAITING') = (done_at is null))
);
comment on column conversation.inbound.contact is 'Every name the sender was known by, as JSON.';

create index inbound_waiting on conversation.inbound (tenant_id, contact_id, received_at, id) where status = 'WAITING';
create index inbound_of_contact on conversation.inbound (tenant_id, contact_id, received_at desc, id desc);
select platform.isolate('conversation.inbound');
select platform.share_with_workers('conversation.inbound');

-- Where the talk with a contact has got to. Only the contact's one worker writes it.
create table conversation.session (
    tenant_id       uuid        not null default platform.current_tenant(),
    contact_id      uuid        not null,
    state           text        not null,
    dialogue        int         not null,
    link_failures   int         not null default 0,
    failed_at       timestamptz,
    since           timestamptz not null,
    agent_wanted_at timestamptz,

    primary key (tenant_id, contact_id)
);
comment on column conversation.session.dialogue is 'The version of the dialogue that wrote the state; others begin anew.';
select platform.isolate('conversation.session');

-- "Which meter is it?", asked and not yet answered. Rows are only added by what asks and only removed by the contact's worker.
create table conversation.meter_question (
    id         bigint      generated always as identity primary key,
    tenant_id  uuid        not null default platform.current_tenant(),
    contact_id uuid        not null,
    message_id text        not null,
    photo_id   text        not null,
    typed      text,
    meters     text        not null,
    asked_at   timestamptz not null,

    constraint asked_once unique (tenant_id, photo_id)
);
comment on column conversation.meter_question.typed is 'The number that waits; null when it is a photo, which readings keeps.';
comment on column conversation.meter_question.meters is 'The meters in the order of the list that was sent, as JSON.';
select platform.isolate('conversation.meter_question');

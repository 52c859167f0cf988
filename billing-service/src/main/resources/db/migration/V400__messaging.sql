-- What we say to customers. A row is written in the transaction of whoever has something to say, and a sender takes it from
-- there. The key says what it is the answer to: the database, not the code, is what makes it be said once.

create schema messaging;
comment on schema messaging is 'What is said to customers, and what became of it.';

create table messaging.outbound (
    id                  uuid        primary key,
    seq                 bigint      generated always as identity,
    tenant_id           uuid        not null default platform.current_tenant(),
    dedup_key           text        not null,
    contact_id          uuid,
    address             text        not null,
    channel             text        not null,
    priority            smallint    not null,
    purpose             text        not null,
    locale              text        not null,
    body                text        not null,
    template            text,
    template_values     text[],
    passes_opt_out      boolean     not null default false,
    free_text_refused   boolean     not null default false,
    about_message_id    text,
    about_photo_id      text,
    fallback_of         uuid        references messaging.outbound,
    status              text        not null default 'QUEUED',
    attempts            int         not null default 0,
    created_at          timestamptz not null,
    due_at              timestamptz not null,
    claimed_at          timestamptz,
    called_at           timestamptz,
    as_template         boolean     not null default false,
    unsure              boolean     not null default false,
    updated_at          timestamptz not null,
    provider_message_id text,
    error_code          text,
    note                text,

    constraint said_once            unique (tenant_id, dedup_key),
    constraint known_channel        check (channel in ('WHATSAPP', 'SMS')),
    constraint known_status         check (status in
        ('QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'UNDELIVERABLE')),
    constraint one_row_per_sending  unique (provider_message_id),
    constraint a_sending_is_claimed check (status <> 'SENDING' or claimed_at is not null)
);
comment on table messaging.outbound is 'One row per message of ours. SENDING is committed before the provider is called.';
comment on column messaging.outbound.claimed_at is 'Until when, after a while, others leave a SENDING row alone.';
comment on column messaging.outbound.called_at is 'When the last attempt began.';
comment on column messaging.outbound.as_template is 'Whether the last attempt sent the template instead of the words.';
comment on column messaging.outbound.unsure is 'The provider was called and nobody knows whether it took the message.';
comment on column messaging.outbound.free_text_refused is 'The provider said that only a template may be sent.';

create index outbound_queue on messaging.outbound (tenant_id, channel, priority, due_at, seq) where status = 'QUEUED';
create index outbound_in_hand on messaging.outbound (claimed_at) where status = 'SENDING';
create index outbound_in_hand_of_address on messaging.outbound (tenant_id, address) where status = 'SENDING';
create index outbound_of_contact on messaging.outbound (tenant_id, contact_id, created_at desc, id desc);
create index outbound_about_message on messaging.outbound (tenant_id, about_message_id);
select platform.isolate('messaging.outbound');
select platform.share_with_workers('messaging.outbound');

-- Facts: whatever the provider said, in the order it arrived in, which is not the order it happened in.
create table messaging.delivery_event (
    id                  bigint      generated always as identity primary key,
    tenant_id           uuid        not null default platform.current_tenant(),
    outbound_id         uuid        not null references messaging.outbound,
    provider_message_id text        not null,
    status              text        not null,
    error_code          text,
    received_at         timestamptz not null
);
create index on messaging.delivery_event (outbound_id);
select platform.isolate('messaging.delivery_event');
select platform.share_with_workers('messaging.delivery_event');

-- What is known about an address: until when it may be written to freely, and how fast.
create table messaging.recipient (
    tenant_id       uuid        not null default platform.current_tenant(),
    channel         text        not null,
    address         text        not null,
    last_inbound_at timestamptz,
    paced_until     timestamptz,

    primary key (tenant_id, channel, address)
);
comment on column messaging.recipient.paced_until is 'When all that was sent would have been sent at the steady pace.';
comment on column messaging.recipient.last_inbound_at is 'WhatsApp takes free text for 24 hours from here.';
select platform.isolate('messaging.recipient');
select platform.share_with_workers('messaging.recipient');

-- The pace of each sender, shared by all instances. Its row is the lock of the lane: who holds it hands out work.
create table messaging.lane (
    tenant_id    uuid        not null default platform.current_tenant(),
    channel      text        not null,
    milli_tokens bigint      not null,
    refilled_at  timestamptz not null,
    closed_until timestamptz,

    primary key (tenant_id, channel)
);
comment on column messaging.lane.closed_until is 'The provider said that this sender is too fast.';
select platform.isolate('messaging.lane');
select platform.share_with_workers('messaging.lane');

-- Who does not want to hear from us, and the proof of every consent given and withdrawn.
create table messaging.suppression (
    tenant_id uuid        not null default platform.current_tenant(),
    address   text        not null,
    reason    text        not null,
    since     timestamptz not null,

    primary key (tenant_id, address),
    constraint known_reason check (reason in ('STOPPED', 'BLOCKED_AT_PROVIDER'))
);
select platform.isolate('messaging.suppression');
select platform.share_with_workers('messaging.suppression');

create table messaging.consent (
    id         bigint      generated always as identity primary key,
    tenant_id  uuid        not null default platform.current_tenant(),
    address    text        not null,
    contact_id uuid,
    channel    text        not null,
    given      boolean     not null,
    wording    text        not null,
    message_id text        not null,
    said_at    timestamptz not null,

    constraint said_in_one_message unique (tenant_id, message_id)
);
comment on table messaging.consent is 'Rows are added, never changed: what was said, when, in which message.';
select platform.isolate('messaging.consent');

-- The templates that WhatsApp approved, one content per language.
create table messaging.template (
    tenant_id   uuid not null default platform.current_tenant(),
    name        text not null,
    locale      text not null,
    content_sid text not null,

    primary key (tenant_id, name, locale),
    constraint a_content_sid check (content_sid ~ '^HX[0-9a-fA-F]{32}$')
);
select platform.isolate('messaging.template');
select platform.share_with_workers('messaging.template');

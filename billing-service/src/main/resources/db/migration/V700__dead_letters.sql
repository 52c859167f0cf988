-- What our queues gave up. A row is one death: of one event, in one queue, in one of its lives; the key makes a letter that the
-- broker hands over twice be kept once. What a letter says is personal, and is kept only as long as the letter waits.

create schema deadletters;
comment on schema deadletters is 'Events that failed at every step, and what staff decided about them.';

create table deadletters.dead_letter (
    id            uuid        primary key,
    seq           bigint      generated always as identity,
    tenant_id     uuid        not null default platform.current_tenant(),
    queue         text        not null,
    event_id      text        not null,
    life          int         not null,
    type          text,
    message_id    text,
    attempts      int         not null,
    first_failure text,
    last_failure  text        not null,
    attributes    jsonb       not null,
    body          bytea,
    died_at       timestamptz not null,
    told_at       timestamptz,
    tellings      int         not null default 0,
    status        text        not null default 'WAITING',

    constraint one_letter_per_death    unique (queue, event_id, life),
    constraint known_status            check (status in ('WAITING', 'REPLAYED', 'DISCARDED')),
    constraint what_waits_has_its_body check ((status = 'WAITING') = (body is not null))
);
comment on table deadletters.dead_letter is 'Dead letters. Owned by deadletters; no other capability writes here.';
comment on column deadletters.dead_letter.life is 'How often the event was taken back before it died this time.';
comment on column deadletters.dead_letter.told_at is 'When the customer was told that we failed.';
comment on column deadletters.dead_letter.tellings is 'How often telling the customer failed.';
create index dead_letters_in_order on deadletters.dead_letter (status, seq);
select platform.isolate('deadletters.dead_letter');
select platform.share_with_workers('deadletters.dead_letter');

create table deadletters.decision (
    id         bigint      generated always as identity primary key,
    tenant_id  uuid        not null default platform.current_tenant(),
    letter_id  uuid        not null references deadletters.dead_letter,
    decision   text        not null,
    decided_by text        not null,
    reason     text,
    decided_at timestamptz not null,

    constraint known_decision       check (decision in ('REPLAYED', 'DISCARDED')),
    constraint discarded_for_a_reason check (decision <> 'DISCARDED' or reason is not null)
);
comment on table deadletters.decision is 'Rows are added, never changed: who decided what, when and why.';
create index on deadletters.decision (letter_id);
select platform.isolate('deadletters.decision');
select platform.share_with_workers('deadletters.decision');

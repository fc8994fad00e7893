-- Replies to writes that came with an Idempotency-Key, so that a repeated call is answered again and not done again.
create table idempotency (
  operator_id bigint not null,
  caller text not null,
  key text not null,
  fingerprint text not null,
  status integer not null,
  content_type text not null,
  headers text not null,
  body text not null,
  at bigint not null,
  primary key (operator_id, caller, key)
);

create index idempotency_by_at on idempotency (at);

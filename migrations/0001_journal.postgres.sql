-- What happened, in order: written with every change, followed by everything else. Numbers are drawn before
-- the commit, so a late one may stand below what was read already; the transaction's id tells which entries
-- are settled: those below the oldest transaction that still runs.
create table journal (
  transaction_id bigint not null default (pg_current_xact_id()::text::bigint),
  number bigint not null generated always as identity,
  operator_id bigint not null,
  organization_id bigint,
  subject text not null,
  kind text not null,
  actor text not null,
  at bigint not null,
  data text not null,
  primary key (transaction_id, number)
);

create index journal_by_subject on journal (operator_id, subject, transaction_id, number);

-- How far each follower has come.
create table follower (
  name text not null primary key,
  transaction_id bigint not null,
  number bigint not null
);

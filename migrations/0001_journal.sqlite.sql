-- What happened, in order: written with every change, followed by everything else. There is one writer, so
-- the number alone is the order of commits.
create table journal (
  transaction_id bigint not null default 0,
  number integer primary key autoincrement,
  operator_id bigint not null,
  organization_id bigint,
  subject text not null,
  kind text not null,
  actor text not null,
  at bigint not null,
  data text not null
);

create index journal_by_subject on journal (operator_id, subject, number);

-- How far each follower has come.
create table follower (
  name text not null primary key,
  transaction_id bigint not null,
  number bigint not null
);

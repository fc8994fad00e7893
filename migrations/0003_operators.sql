-- Operators and the versions of their support policies. A version is the text and every file it names, stored together,
-- so that old promises never move by themselves.
create table operator (
  id bigint primary key not null,
  key text not null unique,
  version bigint not null,          -- of the policy in force
  created_at bigint not null
);

create table policy_version (
  operator_id bigint not null references operator (id),
  version bigint not null,
  text text not null,
  files text not null,              -- JSON: name -> contents
  author text not null,
  reason text not null,
  published_at bigint not null,
  primary key (operator_id, version)
);

-- Organizations, what they bought and from whom, their people, the operator's agents, and who is signed in.
create table partner (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  name text not null,
  email text not null,
  phone text not null,
  url text not null
);

create table organization (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  name text not null,
  zone text not null,
  region text not null,             -- ISO 3166 alpha-2
  created_at bigint not null
);
create index organization_name on organization (operator_id, name);

create table subscription (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  organization_id bigint not null references organization (id),
  plan text not null,
  seats bigint not null,
  partner_id bigint references partner (id)  -- null: bought from the operator itself
);
create index subscription_organization on subscription (organization_id);

-- People of organizations (organization_id set) and agents of the operator (null).
create table person (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  organization_id bigint references organization (id),
  name text not null,
  email text not null,              -- folded to lower case
  phone text not null,
  language text not null,
  zone text not null,
  roles text not null,              -- admin roles of the policy, or agent, lead, manager; separated by spaces
  password_hash text not null,      -- argon2id; empty: cannot sign in by password
  unique (operator_id, email)
);
create index person_organization on person (organization_id);

create table session (
  token_hash bytea primary key not null,
  operator_id bigint not null references operator (id),
  person_id bigint not null references person (id),
  kind text not null,               -- cookie, token
  created_at bigint not null,
  expires_at bigint not null
);
create index session_person on session (person_id);
create index session_expiry on session (expires_at);

create table sign_in_failure (
  operator_id bigint not null,
  email text not null,
  at bigint not null
);
create index sign_in_failure_email on sign_in_failure (operator_id, email, at);

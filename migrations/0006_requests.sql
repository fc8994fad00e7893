-- Service requests. `sort_key` is the one order of every list: first what is owed or due (its instant), then what waits for
-- the customer, then what is solved, the newest first (requests/rules.hpp says how it is made).
create table request_number (
  operator_id bigint primary key not null,
  last bigint not null
);

create table request (
  id bigint primary key not null,
  operator_id bigint not null,
  organization_id bigint not null,
  number bigint not null,
  desk text not null,
  topic text not null,
  severity text not null,
  severity_asked text not null,
  status text not null,               -- open, awaiting_customer, solved, closed
  subject text not null,
  language text not null,
  opened_by bigint not null,
  opened_at bigint not null,
  updated_at bigint not null,
  version bigint not null,
  assignee bigint not null,           -- 0: nobody
  policy_version bigint not null,
  sort_key bigint not null,
  warned bigint not null,             -- 1: a promise is owed, or its warning has passed
  next_kind text not null,            -- the clock that decides sort_key; '' if none
  next_state text not null,
  next_started_at bigint,
  next_due_at bigint,
  next_warn_at bigint,
  next_calendar text not null,
  awaiting_since bigint,
  solved_at bigint
);
create index request_queue on request (operator_id, sort_key, id);
create index request_assignee on request (operator_id, assignee, sort_key, id);
create index request_organization on request (organization_id, sort_key, id);
create index request_opened_by on request (opened_by, sort_key, id);
create unique index request_number_key on request (operator_id, number);
create index request_warned on request (operator_id, sort_key, id) where warned = 1;
create index request_awaiting on request (operator_id, sort_key, id) where status = 'awaiting_customer';

-- What is read only when one request is opened.
create table request_detail (
  request_id bigint primary key not null,
  operator_id bigint not null,
  organization_id bigint not null,
  contact_way text not null,
  contact_email text not null,
  contact_phone text not null,
  impact_service text not null,
  impact_people text not null,
  impact_workaround bigint,
  business_impact text not null,
  incident_id bigint not null         -- 0: none
);

create table message (
  id bigint primary key not null,
  operator_id bigint not null,
  organization_id bigint not null,
  request_id bigint not null,
  author_id bigint not null,
  author_kind text not null,          -- person, agent
  visibility text not null,           -- public, internal
  text text not null,
  at bigint not null
);
create index message_request on message (request_id, id);

-- A file is uploaded first (message_id 0) and belongs to whoever uploaded it, until a message takes it.
create table attachment (
  id bigint primary key not null,
  operator_id bigint not null,
  organization_id bigint not null,    -- 0: uploaded by an agent and not yet in a message
  request_id bigint not null,
  message_id bigint not null,
  uploaded_by bigint not null,
  name text not null,
  type text not null,
  bytes_count bigint not null,
  at bigint not null
);
create index attachment_message on attachment (request_id, message_id);
create index attachment_loose on attachment (at) where message_id = 0;
create table attachment_bytes (
  attachment_id bigint primary key not null,
  bytes bytea not null
);

-- The clocks as the rules left them. `fires_at` is the next mark: the warning, then the miss.
create table clock (
  request_id bigint not null,
  kind text not null,
  operator_id bigint not null,
  organization_id bigint not null,
  state text not null,
  started_at bigint not null,
  due_at bigint,
  warn_at bigint,
  ended_at bigint,
  answered bigint not null,
  warned bigint not null,
  fires_at bigint,
  target text not null,               -- as the policy says it: "1bd"
  target_ms bigint not null,
  target_days bigint not null,
  calendar text not null,
  line bigint not null,               -- of the policy file
  primary key (request_id, kind)
);
create index clock_fires on clock (fires_at) where fires_at is not null;

-- Service health: what happens to the operator's services, and what was said about it. Texts are JSON: language -> text.
create table incident (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  number bigint not null,           -- of the short name, counted per operator: EX-2041
  code text not null,
  kind text not null,               -- incident, advisory, maintenance
  state text not null,              -- planned, investigating, identified, recovering, resolved
  impact text not null,             -- degraded, interrupted, maintenance …: of the last update before it was resolved
  service text not null,            -- id of the policy's service
  titles text not null,
  started_at bigint not null,
  ends_at bigint,                   -- of maintenance: when it is planned to end
  resolved_at bigint,
  unique (operator_id, number)
);
create index incident_newest on incident (operator_id, started_at, id);
create index incident_open on incident (operator_id, resolved_at);

create table incident_update (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  incident_id bigint not null references incident (id),
  at bigint not null,
  state text not null,
  impact text not null,
  texts text not null
);
create index incident_update_time on incident_update (incident_id, at, id);

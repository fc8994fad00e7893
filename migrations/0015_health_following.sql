-- Who follows an incident instead of opening a request of their own.
create table incident_follower (
  incident_id bigint not null references incident (id),
  operator_id bigint not null,
  organization_id bigint not null,
  person_id bigint not null,
  since bigint not null,
  primary key (incident_id, person_id)
);
create index incident_follower_person on incident_follower (person_id, incident_id);

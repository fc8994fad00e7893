-- Which requests belong to an incident, and since when: what is said about it from then on is told to each.
alter table request_detail add column incident_since bigint not null default 0;
update request_detail set incident_since = (select opened_at from request where request.id = request_detail.request_id)
where incident_id <> 0;
create index request_detail_incident on request_detail (incident_id, request_id) where incident_id <> 0;

-- What other rooms may join: the names of organizations and of people.
create view organization_named as select id, name from organization;
create view person_named as select id, name from person;

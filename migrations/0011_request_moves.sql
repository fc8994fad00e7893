-- Running requests that are yet to come under a version of the policy that came in force; gone when all have.
create table request_move (
  operator_id bigint not null,
  version bigint not null,
  desks text not null,              -- ',technical,' or '' for every desk
  actor text not null,
  last_request_id bigint not null,  -- how far it has come, in the order of ids
  primary key (operator_id, version)
);

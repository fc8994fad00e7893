-- Which request came from which: split off from it, or opened after it could not be reopened any more. Each comes from one
-- at most, at its opening.
create table request_link (
  request_id bigint primary key not null,
  operator_id bigint not null,
  organization_id bigint not null,
  origin_id bigint not null,
  kind text not null                  -- split, follow_up
);
create index request_link_origin on request_link (origin_id, request_id);

-- The copy of a file shares the bytes of the first one; 0: has its own. Files in messages are never deleted.
alter table attachment add column bytes_of bigint not null default 0;

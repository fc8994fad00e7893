-- The life of a policy version: when it is to come in force and when it did, and which running requests come with it.
alter table policy_version add column published_by bigint not null default 0;  -- the agent; 0: from a file
alter table policy_version add column effective_at bigint not null default 0;
alter table policy_version add column in_force_at bigint;
alter table policy_version add column ended text not null default '';          -- withdrawn, refused: it never comes
alter table policy_version add column move text not null default '"none"';     -- JSON: "none", "all" or desks
alter table policy_version add column from_version bigint;                     -- the older one whose text it is
update policy_version set effective_at = published_at, in_force_at = published_at;
create index policy_version_waiting on policy_version (effective_at) where in_force_at is null and ended = '';

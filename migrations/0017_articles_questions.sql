-- What became of the questions that people asked before they asked a person.
create table question (
  id bigint primary key not null,
  operator_id bigint not null,
  organization_id bigint not null,
  person_id bigint not null,
  language text not null,
  words text not null,              -- as typed
  folded text not null,             -- the same for the same question
  found bigint not null,            -- how many answers there were
  is_answered bigint not null,      -- 1: one of them held most of the question
  ending text not null,             -- opened, request, left
  kind text not null,               -- of what was opened, or empty
  subject text not null,            -- its id
  request_id bigint not null,       -- what it ended in, or 0
  followed_by bigint not null,      -- the question of the same person, soon after, that ended in a request, or 0
  at bigint not null
);
create index question_operator on question (operator_id, at);
create index question_person on question (person_id, at);
create index question_age on question (at);

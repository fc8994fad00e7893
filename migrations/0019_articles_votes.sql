-- Whether a language version helped its readers: one vote each, the last one they gave.
create table article_vote (
  article_id bigint not null references article (id),
  operator_id bigint not null references operator (id),
  language text not null,
  voter text not null,              -- a person's id, or the name that a browser was given
  source text not null,             -- of an unsigned vote, for an hour: a hash of where it came from
  helped bigint not null,           -- 1: it did
  reason text not null,
  at bigint not null,
  primary key (article_id, language, voter)
);
create index article_vote_source on article_vote (operator_id, source, at);

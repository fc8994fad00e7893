-- Help articles and their language versions.
create table article (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  reference text not null,          -- the name that all its language versions share
  unique (operator_id, reference)
);

create table article_version (
  article_id bigint not null references article (id),
  operator_id bigint not null references operator (id),
  language text not null,
  external_id text not null,        -- the id it came with
  title text not null,
  description text not null,
  product text not null,
  topic text not null,              -- id of a topic of the policy, or empty
  audience text not null,           -- public, admins, agents
  names text not null,              -- words of its address
  markdown bytea not null,          -- compressed by zlib
  passages bytea not null,          -- the text without mark-up, cut into passages, compressed
  minutes bigint not null,          -- to read it
  fingerprint bytea not null,       -- of all that was imported: the same again changes nothing
  updated_at bigint not null,
  primary key (article_id, language)
);
create index article_version_language on article_version (operator_id, language, article_id);

-- Where articles lead, by the reference of the other article, which may come later or never.
create table article_link (
  article_id bigint not null references article (id),
  operator_id bigint not null references operator (id),
  language text not null,
  target text not null,
  words text not null
);
create index article_link_target on article_link (operator_id, language, target);
create index article_link_article on article_link (article_id, language);

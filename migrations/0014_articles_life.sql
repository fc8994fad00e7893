-- The life of a language version: what is being written, who does, and every text that was saved. What readers
-- see stays in article_version; an imported version that nobody wrote on has no row here.
create table article_life (
  article_id bigint not null references article (id),
  operator_id bigint not null references operator (id),
  language text not null,
  state text not null,              -- draft, in_review, published
  version bigint not null,          -- counts changes of this row
  number bigint not null,           -- of the text that is written on
  owner_name text not null,         -- who began it
  review_at bigint,                 -- when it is to be read again
  published_at bigint,              -- when its text last went to readers
  primary key (article_id, language)
);
create index article_life_review on article_life (operator_id, review_at);

-- Every saved text, counted from 1 in each language version; never changed.
create table article_text (
  article_id bigint not null references article (id),
  operator_id bigint not null references operator (id),
  language text not null,
  number bigint not null,
  title text not null,
  description text not null,
  product text not null,
  topic text not null,
  audience text not null,
  markdown bytea not null,          -- compressed by zlib
  author text not null,             -- a name, or empty: the import
  note text not null,
  saved_at bigint not null,
  primary key (article_id, language, number)
);

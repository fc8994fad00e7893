-- Pictures in articles. Old texts of the history show them, too: they stay.
create table article_picture (
  id bigint primary key not null,
  operator_id bigint not null references operator (id),
  fingerprint bytea not null,       -- of its bytes: the same picture is kept once
  media_type text not null,         -- image/png, image/jpeg, image/gif, image/webp
  bytes bytea not null,
  author text not null,
  at bigint not null,
  unique (operator_id, fingerprint)
);

-- Which of them readers see: in which language versions.
create table article_picture_use (
  picture_id bigint not null,
  article_id bigint not null references article (id),
  operator_id bigint not null,
  language text not null,
  primary key (picture_id, article_id, language)
);
create index article_picture_use_article on article_picture_use (article_id, language);

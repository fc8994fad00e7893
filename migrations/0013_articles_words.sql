-- What words mean, as learned from an operator's articles of one language.
create table meaning (
  operator_id bigint not null references operator (id),
  language text not null,
  documents bigint not null,        -- of how many it was learned
  bytes bytea not null,
  learned_at bigint not null,
  primary key (operator_id, language)
);

-- Words that mean the same, as the operator wrote them; without a row those of the program hold.
create table synonyms (
  operator_id bigint primary key not null references operator (id),
  text text not null,               -- TOML
  version bigint not null,
  saved_at bigint not null
);

-- Words of requests for finding similar ones. Filled by a follower of the journal with our own words (search/words.hpp).
create table request_text (
  request_id bigint primary key not null,
  words tsvector not null
);
create index request_text_words on request_text using gin (words);

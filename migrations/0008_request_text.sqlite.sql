-- Words of requests for finding similar ones. Filled by a follower of the journal with our own words (search/words.hpp);
-- rowid is the request's id. Contentless: the text itself is in the request and its first message.
create virtual table request_text using fts5 (words, content = '', tokenize = 'ascii');

-- Every language version has a row in article_life, the imported ones too (version 0, number 0), with the title that
-- writers see: their list is read from it alone, newest article first.
alter table article_life add column title text not null default '';
insert into article_life (article_id, operator_id, language, state, version, number, owner_name, review_at, published_at)
select v.article_id, v.operator_id, v.language, 'published', 0, 0, '', null, null from article_version v
where not exists (select 1 from article_life l where l.article_id = v.article_id and l.language = v.language);
update article_life set title = coalesce(
  (select t.title from article_text t where t.article_id = article_life.article_id
   and t.language = article_life.language and t.number = article_life.number),
  (select v.title from article_version v where v.article_id = article_life.article_id
   and v.language = article_life.language),
  '');
create index article_life_newest on article_life (operator_id, article_id desc, language);
create index article_life_state on article_life (operator_id, state, article_id desc, language);
create index article_life_owner on article_life (operator_id, owner_name, article_id desc, language);
create index article_life_published on article_life (operator_id, language, published_at);
create index article_life_due on article_life (operator_id, article_id desc, language) where review_at is not null;
drop index article_life_review;

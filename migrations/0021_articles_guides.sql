-- Guided troubleshooters are articles that are walked step by step.
alter table article_version add column is_guide bigint not null default 0;
alter table article_text add column is_guide bigint not null default 0;

#include "help/write.hpp"

#include "base/json.hpp"
#include "help/guide.hpp"
#include "help/import.hpp"
#include "help/store.hpp"
#include "help/store_life.hpp"

namespace mado::help {
namespace {

constexpr std::string_view written_here = "written/";  ///< begins the reference of an article without a file

Result<void> check_seen(std::int64_t now, std::int64_t seen) {
  return now == seen ? Result<void>{} : fail(ErrorCode::stale, "stale");
}

/// A language version that is about to be begun.
Result<Life> begun(db::Tx& tx, OperatorId owner, const Save& command, ArticleId fresh) {
  const ArticleId id = command.id.value_or(fresh);
  const std::string reference = std::string(written_here) + id.text();
  if (!command.id)
    store::insert_article(tx, owner, id, reference);
  else if (store::reference(tx, owner, id).empty())
    return fail(ErrorCode::not_found, "not_found");
  Life life;
  life.id = id;
  life.language = command.language;
  return life;
}

void journal(db::Tx& tx, const http::Caller& caller, const Life& life, std::string kind, Instant now) {
  tx.journal({.operator_id = caller.operator_id,
              .organization_id = std::nullopt,
              .subject = life.id.text(),
              .kind = std::move(kind),
              .actor = caller.person_id.text(),
              .at = now,
              .data = json::serialize(json::object{{"lang", code_of(life.language)}})});
}

/// The draft of a text, under the names that its article has already.
Draft draft_of(db::Tx& tx, OperatorId owner, const Life& life, Text text, Instant now) {
  Draft draft{.reference = store::reference(tx, owner, life.id),
              .external_id = {},
              .language = life.language,
              .title = std::move(text.title),
              .description = std::move(text.description),
              .product = std::move(text.product),
              .topic = std::move(text.topic),
              .audience = text.audience,
              .is_guide = text.is_guide,
              .names = {},
              .markdown = std::move(text.markdown),
              .updated = now};
  const auto before = store::version(tx, owner, life.id, life.language);
  draft.external_id = before ? before->external_id : draft.reference;
  return draft;
}

void show_to_readers(db::Tx& tx, const http::Caller& caller, const Life& life, Instant now) {
  const OperatorId owner = caller.operator_id;
  auto text = store::text(tx, owner, life.id, life.language, life.number);
  if (!text) return;
  store::publish(tx, owner, life.id, prepared(draft_of(tx, owner, life, *std::move(text), now)), now);
  journal(tx, caller, life, "article.saved", now);
}

/// A guide goes on to other eyes once every way through it leads to an end.
Result<void> check_guide(db::Tx& tx, OperatorId owner, const Life& life) {
  const auto text = store::text(tx, owner, life.id, life.language, life.number);
  if (!text || !text->is_guide) return {};
  Error error{.code = ErrorCode::invalid, .key = "invalid"};
  error.fields = mistakes_of_guide(text->markdown);
  if (error.fields.empty()) return {};
  return std::unexpected(std::move(error));
}

}  // namespace

Language original_of(const policy::Policy& policy) {
  const auto& languages = policy.operator_facts.languages;
  return languages.empty() ? Language::en : languages.front();
}

Result<Life> save(db::Tx& tx, const http::Caller& caller, const Save& command, ArticleId fresh,
                  Language original, Instant now) {
  const OperatorId owner = caller.operator_id;
  auto found = command.id ? store::life(tx, owner, *command.id, command.language, original) : std::nullopt;
  if (!found) {
    MADO_TRY(life, begun(tx, owner, command, fresh));
    found = std::move(life);
  }
  MADO_CHECK(check_seen(found->version, command.seen));
  found->number =
      store::keep_text(tx, owner, found->id, found->language, command.text,
                       {.title = command.text.title, .author = caller.name, .note = command.note, .at = now});
  found->state = State::draft;
  found->version += 1;
  found->title = command.text.title;
  found->review = command.review;
  if (command.owner) found->owner = *command.owner;
  if (found->owner.empty()) found->owner = caller.name;
  store::put_life(tx, owner, *found);
  return *std::move(found);
}

Result<Life> move(db::Tx& tx, const http::Caller& caller, const Move& command, Language original,
                  Instant now) {
  const OperatorId owner = caller.operator_id;
  auto life = store::life(tx, owner, command.id, command.language, original);
  if (!life) return fail(ErrorCode::not_found, "not_found");
  MADO_CHECK(check_seen(life->version, command.seen));
  const bool is_there = life->state == command.to && (command.to != State::draft || !life->published);
  if (is_there || (command.to == State::in_review && life->state != State::draft))
    return fail(ErrorCode::conflict, "article.state");
  if (command.to != State::draft) MADO_CHECK(check_guide(tx, owner, *life));
  if (life->number == 0) life->number = store::keep_published(tx, owner, life->id, life->language, now);
  if (command.to == State::published) {
    show_to_readers(tx, caller, *life, now);
    life->published = now;
    store::put_published(tx, owner, *life);
  }
  if (command.to == State::draft && life->published && life->state != State::in_review) {
    store::remove_version(tx, owner, life->id, life->language);
    journal(tx, caller, *life, "article.removed", now);
    life->published = std::nullopt;
    store::put_published(tx, owner, *life);
  }
  life->state = command.to;
  life->version += 1;
  if (life->owner.empty()) life->owner = caller.name;
  store::put_life(tx, owner, *life);
  return *std::move(life);
}

}  // namespace mado::help

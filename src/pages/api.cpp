#include "pages/api.hpp"

#include "health/api.hpp"
#include "health/health.hpp"
#include "help/api.hpp"
#include "help/rules.hpp"
#include "pages/duties.hpp"
#include "pages/guide_page.hpp"
#include "pages/health_pages.hpp"
#include "pages/help_pages.hpp"
#include "pages/plans.hpp"
#include "pages/sitemap.hpp"
#include "pages/support.hpp"
#include "pages/vote.hpp"

namespace mado::pages {
namespace {

using http::Caller;

constexpr int answers_per_page = 20;

/// One page being made: everything it may look at.
struct Making {
  const Parts& parts;
  const Caller& caller;
  db::Snapshot& snapshot;
  const Reader& reader;
  const Visit& visit;
  std::string& keeps_way;  ///< see Page
};
/// HTML, or nothing for what does not exist.
using Make = Result<std::optional<std::string>> (*)(const Making&);

using Made = Result<std::optional<std::string>>;

Made make_support(const Making& m) {
  return support_page(m.reader, m.visit, health::open_incidents(m.snapshot, m.caller.operator_id));
}

Made make_plans(const Making& m) { return plans_page(m.reader, m.visit); }

Made make_duties(const Making& m) { return duties_page(m.reader, m.visit); }

Made make_health(const Making& m) {
  const auto since = health::history_begin(m.reader.zone, m.reader.now);
  return health_page(m.reader, m.visit, health::store::since(m.snapshot, m.caller.operator_id, since));
}

Made make_history(const Making& m) {
  std::optional<health::store::Cursor> after;
  if (!m.visit.after.empty()) {
    const auto cursor = health::cursor_of(m.visit.after);
    if (!cursor) return std::nullopt;
    after = *cursor;
  }
  auto incidents =
      health::store::page(m.snapshot, m.caller.operator_id, after, history_incidents_per_page + 1);
  std::string next;
  if (incidents.size() > history_incidents_per_page) {
    incidents.pop_back();
    next = "/health/history?after=" + health::text_of({incidents.back().started_at, incidents.back().id});
  }
  return history_page(m.reader, m.visit, incidents, next);
}

Made make_incident(const Making& m) {
  const auto id = IncidentId::parse(m.visit.name);
  const auto found = id ? health::incident(m.snapshot, m.caller.operator_id, *id) : std::nullopt;
  if (!found) return std::nullopt;
  return incident_page(m.reader, m.visit, *found);
}

Made make_help(const Making& m) {
  const auto& topic = m.visit.topic;
  const auto owner = m.caller.operator_id;
  const auto language = m.reader.language;
  const auto audiences = help::audiences_of(m.caller, m.reader.policy());
  if (topic.empty())
    return help_page(m.reader, m.visit,
                     help::store::shelves(m.snapshot, owner, language, audiences, articles_per_topic_max));
  const auto space = topic.find(' ');  // "product topic"
  if (space == std::string::npos) return std::nullopt;
  const auto shelf = help::store::shelf(m.snapshot, owner, language, audiences, topic.substr(0, space),
                                        topic.substr(space + 1), articles_of_topic_max);
  if (shelf.empty()) return std::nullopt;
  return topic_page(m.reader, m.visit, shelf);
}

std::string make_guide(const Making& m, const help::Page& guide) {
  const auto stand = help::stand_at(m.snapshot, m.caller.operator_id, guide, m.visit.way);
  std::optional<help::Stand> kept;
  if (m.visit.way.empty() && !m.visit.kept_way.empty())
    kept = help::stand_at(m.snapshot, m.caller.operator_id, guide, m.visit.kept_way);
  m.keeps_way = kept_way_cookie(guide, stand);
  return guide_page(m.reader, m.visit, guide, stand, kept);
}

Made make_article(const Making& m) {
  auto id = ArticleId::parse(m.visit.name);
  if (!id) id = help::store::by_reference(m.snapshot, m.caller.operator_id, m.visit.name);
  if (!id) return std::nullopt;
  const auto article = help::page_of(m.snapshot, m.caller, m.reader.policy(), *id);
  if (!article && article.error().code == ErrorCode::not_found) return std::nullopt;
  if (!article) return std::unexpected(article.error());
  if (article->version.is_guide) return make_guide(m, *article);
  return article_page(m.reader, m.visit, *article);
}

Made make_answers(const Making& m) {
  if (m.visit.words.empty()) return answers_page(m.reader, m.visit, {});
  MADO_TRY(answers, help::ask(m.snapshot, m.parts.help, m.caller, {m.visit.words, answers_per_page}));
  return answers_page(m.reader, m.visit, answers);
}

Place place_of(std::string_view path) {
  if (path.starts_with("/health")) return Place::health;
  return path.starts_with("/help") || path.starts_with("/articles") ? Place::help : Place::support;
}

Result<Page> make_page(const Parts& parts, Make make, const Visit& visit, const Caller& caller,
                       db::Snapshot& snapshot) {
  const auto standing = parts.operators.by_id(caller.operator_id);
  const Reader reader{.language = caller.language,
                      .zone = standing->policy->operator_facts.time_zone,
                      .kind = caller.kind,
                      .standing = standing,
                      .now = parts.clock.now()};
  std::string keeps_way;
  MADO_TRY(html, make({parts, caller, snapshot, reader, visit, keeps_way}));
  if (html)
    return Page{.status = 200, .html = *std::move(html), .visit = visit, .keeps_way = std::move(keeps_way)};
  return Page{.status = 404,
              .html = not_found_page(reader, visit, place_of(visit.path)),
              .visit = visit,
              .keeps_way = {}};
}

}  // namespace

void add_routes(http::Router& router, const Parts& parts) {
  const std::pair<std::string_view, Make> pages[] = {{"/", make_support},
                                                     {"/plans", make_plans},
                                                     {"/who-does-what", make_duties},
                                                     {"/health", make_health},
                                                     {"/health/history", make_history},
                                                     {"/health/incidents/{id}", make_incident},
                                                     {"/help", make_help},
                                                     {"/help/search", make_answers},
                                                     {"/help/{name}", make_article},
                                                     {"/articles/{name}", make_article}};
  for (const auto& [pattern, make] : pages)
    router.add(http::read_route<Visit, Page>(
        http::Method::get, std::string(pattern), visit_of,
        [parts, make](const Visit& visit, const Caller& caller, db::Snapshot& snapshot) {
          return make_page(parts, make, visit, caller, snapshot);
        },
        reply_of));
  add_files(router);
  add_sitemap(router, parts.operators);
  add_vote(router, parts.operators, parts.clock);
}

}  // namespace mado::pages

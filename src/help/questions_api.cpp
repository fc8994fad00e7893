#include "help/questions_api.hpp"

#include <algorithm>
#include <map>

#include "help/api.hpp"
#include "help/rules.hpp"
#include "help/show.hpp"
#include "help/store.hpp"
#include "help/store_questions.hpp"
#include "http/fields.hpp"
#include "people/store.hpp"
#include "requests/store.hpp"
#include "search/fold.hpp"

namespace mado::help {
namespace {

using http::Call;
using http::Caller;
using http::Fields;
using http::Presence;

constexpr int lines_max = 100;
constexpr int days_max = 365;
constexpr int days_usual = 90;
constexpr int answers_looked_at = 8;
constexpr std::string_view path = "/api/v1/office/questions";

/// The same for questions that differ in case, width, spaces, or the mark at their end only.
std::string folded(std::string_view words, Language language) {
  std::u16string text;
  for (const char16_t unit : search::fold(search::utf16_of(words), language).text) {
    const bool is_word = search::is_cjk(unit) || search::is_word_unit(unit);
    if (is_word)
      text += unit;
    else if (!text.empty() && text.back() != u' ')
      text += u' ';
  }
  if (text.ends_with(u' ')) text.pop_back();
  return search::utf8_of(text);
}

Result<Question> parse_end(const Call& call) {
  MADO_TRY(body, call.json_body());
  Fields fields(std::move(body));
  Question question;
  question.words = fields.text("question", Presence::required, {question_characters_max, 1});
  question.ending = fields
                        .choice<Ending>("end", Presence::required,
                                        {{code_of(Ending::opened), Ending::opened},
                                         {code_of(Ending::request), Ending::request},
                                         {code_of(Ending::left), Ending::left}})
                        .value_or(Ending::left);
  const auto needs = [&](Ending ending) {
    return question.ending == ending ? Presence::required : Presence::optional;
  };
  fields.object("opened", needs(Ending::opened), [&](Fields& opened) {
    question.kind = opened.text("kind", Presence::required, {20, 1});
    question.subject = opened.text("id", Presence::required, {100, 1});
  });
  const auto request = fields.text("request", needs(Ending::request), {40});
  if (const auto id = RequestId::parse(request))
    question.request_id = *id;
  else if (!request.empty())
    fields.wrong("request", "unknown_request");
  MADO_CHECK(fields.done());
  return question;
}

/// Fills in who asked, when, and how well it was answered. Errors: unauthenticated, forbidden for agents
/// (whose questions are work), the request that is none of theirs.
Result<void> complete(Question& question, const Parts& parts, const Caller& caller, db::Snapshot& snapshot) {
  if (caller.kind == http::CallerKind::nobody) return fail(ErrorCode::unauthenticated, "unauthenticated");
  if (!caller.is_person()) return fail(ErrorCode::forbidden, "forbidden");
  if (question.request_id) {
    const auto request = requests::store::find(snapshot, caller.scope(), question.request_id);
    if (!request || request->opened_by != caller.person_id) return fail_field("request", "unknown_request");
  }
  MADO_TRY(answers, ask(snapshot, parts, caller, {.text = question.words, .limit = answers_looked_at}));
  question.found = static_cast<std::int64_t>(answers.size());
  question.is_answered =
      std::ranges::any_of(answers, [](const auto& one) { return one.score >= answered_least; });
  question.operator_id = caller.operator_id;
  question.organization_id = caller.organization_id.value_or(OrganizationId{});
  question.person_id = caller.person_id;
  question.language = caller.language;
  question.folded = folded(question.words, caller.language);
  question.at = parts.clock.now();
  return {};
}

http::Route end_route(IdMaker& ids, const Parts& parts) {
  return http::write_route<Question, json::object>(
      http::Method::post, "/api/v1/ask/ends", parse_end,
      [parts, &ids](Question question, const Caller& caller, db::Tx& tx) -> Result<json::object> {
        MADO_CHECK(complete(question, parts, caller, tx));
        question.id = ids.make<QuestionId>();
        store::keep(tx, question);
        return json::object{};
      },
      [](const json::object&, const Caller&) { return http::no_content(); });
}

struct Asked {
  store::Line line;
  int days = days_usual;
};

Result<Lack> parse_lack(const Call& call) {
  const auto lack = call.query_value("lack");
  if (!lack) return fail_field("lack", "required");
  if (*lack == "unanswered") return Lack::unanswered;
  if (*lack == "requests") return Lack::requests;
  if (*lack == "articles") return Lack::articles;
  return fail_field("lack", "unknown_value");
}

Result<Asked> parse_list(const Call& call) {
  Asked asked;
  MADO_TRY(lack, parse_lack(call));
  asked.line.lack = lack;
  MADO_TRY(days, call.query_number("days", 1, days_max, days_usual));
  asked.days = days;
  return asked;
}

Result<Asked> parse_cases(const Call& call) {
  MADO_TRY(asked, parse_list(call));
  if (asked.line.lack == Lack::articles) {
    const auto id = call.query_value("article");
    if (!id) return fail_field("article", "required");
    asked.line.subject = *id;
    return asked;
  }
  const auto words = call.query_value("question");
  if (!words || words->empty()) return fail_field("question", "required");
  const auto language = language_of_code(call.query_value("written_in").value_or(""));
  if (!language) return fail_field("written_in", "unknown_language");
  asked.line.language = *language;
  asked.line.folded = folded(*words, *language);
  return asked;
}

const policy::Policy& policy_of(const Parts& parts, const Caller& caller) {
  return *parts.operators.by_id(caller.operator_id)->policy;
}

/// Names of things, each looked up once.
class Names {
 public:
  Names(db::Snapshot& snapshot, const Caller& caller, const policy::Policy& policy)
      : snapshot_(snapshot), caller_(caller), languages_(languages_for(caller.language, policy)) {}

  json::value article(const std::string& subject) {
    const auto id = ArticleId::parse(subject);
    if (!id) return nullptr;
    for (const Language language : languages_)
      if (const auto version = store::version(snapshot_, caller_.operator_id, *id, language))
        return json::object{{"id", subject}, {"title", version->title}, {"lang", code_of(language)}};
    return json::object{{"id", subject}, {"title", ""}, {"lang", code_of(caller_.language)}};
  }

  std::string organization(OrganizationId id) {
    const auto [found, is_new] = organizations_.try_emplace(id.value);
    if (is_new)
      if (const auto known = people::store::organization(snapshot_, caller_.scope(), id))
        found->second = known->name;
    return found->second;
  }

  json::value request(RequestId id) {
    const auto found = id ? requests::store::find(snapshot_, caller_.scope(), id) : std::nullopt;
    if (!found) return nullptr;
    return json::object{{"id", id.text()}, {"number", found->number}, {"subject", found->subject}};
  }

 private:
  db::Snapshot& snapshot_;
  const Caller& caller_;
  const std::vector<Language> languages_;
  std::map<std::int64_t, std::string> organizations_;
};

json::object line_json(const store::Counted& line, Lack lack, Names& names) {
  json::object object{{"count", line.times}, {"last_at", format_instant(line.last)}};
  if (lack == Lack::articles) {
    object["article"] = names.article(line.subject);
  } else {
    object["question"] = line.words;
    object["lang"] = code_of(line.language);
  }
  return object;
}

json::object case_json(const Question& question, Names& names) {
  json::object object{{"at", format_instant(question.at)},
                      {"question", question.words},
                      {"lang", code_of(question.language)},
                      {"organization", names.organization(question.organization_id)},
                      {"found", question.found},
                      {"end", code_of(question.ending)},
                      {"opened", nullptr},
                      {"request", names.request(question.request_id)}};
  if (question.kind == "article" || question.kind == "guide")
    object["opened"] = names.article(question.subject);
  return object;
}

http::Route list_route(const Parts& parts) {
  return http::read_route<Asked, json::object>(
      http::Method::get, std::string(path), parse_list,
      [parts](const Asked& asked, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require_writer(caller, policy_of(parts, caller)));
        Names names(snapshot, caller, policy_of(parts, caller));
        const Instant since = parts.clock.now() - std::chrono::days(asked.days);
        json::array items;
        for (const auto& line :
             store::counted(snapshot, caller.operator_id, asked.line.lack, since, lines_max))
          items.push_back(line_json(line, asked.line.lack, names));
        return json::object{{"items", std::move(items)}};
      },
      [](const json::object& all, const Caller&) { return http::json_reply(all); });
}

http::Route cases_route(const Parts& parts) {
  return http::read_route<Asked, json::object>(
      http::Method::get, std::string(path) + "/cases", parse_cases,
      [parts](const Asked& asked, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require_writer(caller, policy_of(parts, caller)));
        Names names(snapshot, caller, policy_of(parts, caller));
        const Instant since = parts.clock.now() - std::chrono::days(asked.days);
        json::array items;
        for (const auto& question : store::cases(snapshot, caller.operator_id, asked.line, since, lines_max))
          items.push_back(case_json(question, names));
        return json::object{{"items", std::move(items)}};
      },
      [](const json::object& all, const Caller&) { return http::json_reply(all); });
}

json::object endings_json(const store::Endings& endings) {
  const auto all = endings.served + endings.requests + endings.left;
  json::object object{{"served", endings.served},
                      {"requests", endings.requests},
                      {"left", endings.left},
                      {"unanswered", endings.unanswered},
                      {"rate", nullptr}};
  if (all > 0) object["rate"] = static_cast<double>(endings.served) / static_cast<double>(all);
  return object;
}

/// The self-service rate of the last days, and of as many before.
http::Route rate_route(const Parts& parts) {
  return http::read_route<int, json::object>(
      http::Method::get, std::string(path) + "/rate",
      [](const Call& call) { return call.query_number("days", 1, days_max, days_usual); },
      [parts](int days, const Caller& caller, db::Snapshot& snapshot) -> Result<json::object> {
        MADO_CHECK(require_writer(caller, policy_of(parts, caller)));
        const Instant now = parts.clock.now();
        const auto length = std::chrono::days(days);
        const auto between = [&](Instant since, Instant until) {
          return endings_json(store::endings(snapshot, caller.operator_id, since, until));
        };
        auto object = between(now - length, Instant::max());
        object["before"] = between(now - 2 * length, now - length);
        return object;
      },
      [](const json::object& all, const Caller&) { return http::json_reply(all); });
}

}  // namespace

void add_question_routes(http::Router& router, IdMaker& ids, const Parts& parts) {
  router.add(end_route(ids, parts));
  router.add(list_route(parts));
  router.add(cases_route(parts));
  router.add(rate_route(parts));
}

}  // namespace mado::help

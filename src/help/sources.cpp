#include "help/sources.hpp"

#include <algorithm>
#include <array>

#include "health/health.hpp"
#include "health/rules.hpp"
#include "help/services.hpp"
#include "people/rules.hpp"
#include "people/store.hpp"
#include "requests/store.hpp"
#include "search/marks.hpp"

namespace mado::help {
namespace {

constexpr double topic_share_least = 0.5;
constexpr double incident_share_least = 0.4;
constexpr double service_bonus = 0.25;
/// Of the words that an article with the answer shares with an incident, against the asker's own.
constexpr double kin_worth = 0.7;
constexpr double request_share_least = 0.5;
constexpr size_t topics_max = 2;
constexpr size_t incidents_max = 2;
constexpr size_t requests_max = 2;
constexpr int requests_looked_at = 50;
/// Below an article that answers as much of the question: these only lead on.
constexpr double topic_worth = 0.4;
constexpr double request_worth = 0.5;

std::string all_names(const Texts& texts) {
  std::string all;
  for (const Language language : all_languages) all.append(texts.in(language)) += '\n';
  return all;
}

const Texts* newest_text(const health::Incident& incident) {
  return incident.updates.empty() ? nullptr : &incident.updates.back().texts;
}

std::string words_of(const policy::Topic& topic) {
  std::string text = all_names(topic.name);
  for (const auto& word : topic.words) text.append(word) += '\n';
  return text;
}

/// How surely an incident and the question are about one topic of the policy, whatever words each uses: as
/// surely as the less certain of the two.
double same_topic(const health::Incident& incident, const search::Question& question,
                  std::span<const TopicHit> topics, const search::Index& index) {
  double surest = 0;
  for (const TopicHit& hit : topics) {
    if (hit.topic->service != incident.service) continue;
    const auto title = index.read(incident.titles.in(question.language));
    const double theirs = search::share_in(title, words_of(*hit.topic), question.language);
    surest = std::max(surest, std::min(hit.share, theirs));
  }
  return surest;
}

/// How well an incident fits: the words they share, and more if the question is about its service.
double fit_of(const health::Incident& incident, const search::Question& question,
              const policy::Policy& policy) {
  std::string text = all_names(incident.titles);
  for (const auto& update : incident.updates) text += all_names(update.texts);
  if (const auto* service = policy.service(incident.service)) text += all_names(service->name);
  const double asked = search::share_in(question.query, text, question.language);
  const double kin = kin_worth * search::share_in(question.kin, text, question.language);
  const double share = std::max(asked, kin);
  const bool same_service = std::ranges::find(question.services, incident.service) != question.services.end();
  return share > 0 && same_service ? std::min(1.0, share + service_bonus) : share;
}

search::Answer answer_of(const health::Incident& incident, double score, const search::Question& question,
                         const policy::Policy& policy) {
  const auto& fallback = policy.operator_facts.languages;
  search::Answer answer{.kind = search::AnswerKind::incident, .id = incident.id.text(), .score = score};
  answer.language = incident.titles.language_for(question.language, fallback).value_or(question.language);
  answer.title = incident.titles.in(question.language, fallback);
  answer.title_marks = search::marks_in(question.query, answer.title, answer.language);
  answer.url = "/health/incidents/" + answer.id;
  answer.product = incident.service;
  answer.at = incident.started_at;
  if (const Texts* text = newest_text(incident)) {
    const auto snippet =
        search::snippet_of(question.query, text->in(answer.language, fallback), answer.language);
    answer.snippet = snippet.text;
    answer.snippet_marks = snippet.marks;
  }
  return answer;
}

search::Answer answer_of(const requests::Request& request, double share, const search::Question& question) {
  search::Answer answer{
      .kind = search::AnswerKind::request, .id = request.id.text(), .score = share * request_worth};
  answer.title = request.subject;
  answer.language = request.language;
  answer.title_marks = search::marks_in(question.query, answer.title, answer.language);
  answer.url = "/portal/requests/" + answer.id;
  answer.snippet = "#" + std::to_string(request.number);
  answer.at = request.updated_at;
  return answer;
}

std::vector<policy::Held> held_by(db::Snapshot& snapshot, const http::Caller& caller) {
  if (!caller.organization_id) return {};
  return people::held(people::store::subscriptions(snapshot, caller.scope(), *caller.organization_id));
}

}  // namespace

std::vector<TopicHit> topics_in(const search::Question& question, const policy::Policy& policy) {
  std::vector<TopicHit> hits;
  for (const policy::Topic& topic : policy.topics) {
    const double share = search::share_in(question.query, words_of(topic), question.language);
    if (share >= topic_share_least) hits.push_back({&topic, share});
  }
  std::ranges::sort(hits, [](const TopicHit& a, const TopicHit& b) {
    return a.share != b.share ? a.share > b.share : a.topic < b.topic;
  });
  hits.resize(std::min(hits.size(), topics_max));
  return hits;
}

search::Answer answer_of(const TopicHit& hit, const search::Question& question,
                         const policy::Policy& policy) {
  const auto& fallback = policy.operator_facts.languages;
  search::Answer answer{
      .kind = search::AnswerKind::topic, .id = hit.topic->id, .score = hit.share * topic_worth};
  answer.title = hit.topic->name.in(question.language, fallback);
  answer.language = hit.topic->name.language_for(question.language, fallback).value_or(question.language);
  answer.title_marks = search::marks_in(question.query, answer.title, answer.language);
  answer.url = "/portal/requests/new?topic=" + hit.topic->id;
  answer.product = hit.topic->service;
  if (const auto* desk = policy.desk(hit.topic->desk))
    answer.snippet = desk->name.in(question.language, fallback);
  return answer;
}

std::vector<search::Answer> incidents_in(db::Snapshot& snapshot, const http::Caller& caller,
                                         const search::Question& question, std::span<const TopicHit> topics,
                                         const search::Index& index, const policy::Policy& policy,
                                         Instant now) {
  std::vector<search::Answer> answers;
  const auto held = held_by(snapshot, caller);
  for (const auto& incident : health::open_incidents(snapshot, caller.operator_id)) {
    if (!matters(policy, held, incident.service)) continue;
    if (!health::touches(incident, now) && !health::is_ahead(incident, now)) continue;
    const double topical = same_topic(incident, question, topics, index);
    const double fit = std::max(fit_of(incident, question, policy), topical);
    if (fit >= incident_share_least) answers.push_back(answer_of(incident, fit, question, policy));
  }
  search::keep_best(answers, incidents_max);
  return answers;
}

Source own_requests(const operators::Operators& operators) {
  return [&operators](db::Snapshot& snapshot, const http::Caller& caller, const search::Question& question) {
    std::vector<search::Answer> answers;
    const auto standing = operators.by_id(caller.operator_id);
    if (!caller.is_person() || !caller.organization_id || !standing ||
        !people::may(caller, *standing->policy, "request:read"))
      return answers;
    requests::store::ListQuestion newest;
    newest.limit = requests_looked_at;
    for (const auto& listed : requests::store::list(snapshot, caller.scope(), newest)) {
      if (!people::may(caller, *standing->policy, "request:read", listed.request.desk)) continue;
      const double share = search::share_in(question.query, listed.request.subject, question.language);
      if (share >= request_share_least) answers.push_back(answer_of(listed.request, share, question));
    }
    search::keep_best(answers, requests_max);
    return answers;
  };
}

}  // namespace mado::help

#include "help/ask.hpp"

#include <algorithm>
#include <set>

#include "help/features.hpp"
#include "help/rules.hpp"
#include "help/sources.hpp"
#include "help/store.hpp"
#include "search/marks.hpp"

namespace mado::help {
namespace {

/// Less of the question than this is chance: a word that is in every other article.
constexpr double covered_least = 0.1;
constexpr double same_worth = 0.8;
/// An article in another language than the asker's: what it must hold, what it is worth at most, and how many
/// are shown beside those that need no translation.
constexpr double foreign_covered_least = 0.3;
constexpr double foreign_worth = 0.5;
constexpr size_t foreign_max = 2;
/// From here on the best article is surely about what was asked.
constexpr double kin_score_least = 0.6;

/// An article found in the index of one language, to be shown in `shown`.
struct Found {
  search::Hit hit;
  double worth = 0;
  Language read_in = Language::en;
  Language shown = Language::en;
};

/// One ask on its way.
class Asking {
 public:
  Asking(db::Snapshot& snapshot, const Parts& parts, const http::Caller& caller, const Ask& ask,
         const policy::Policy& policy)
      : snapshot_(snapshot),
        parts_(parts),
        caller_(caller),
        ask_(ask),
        policy_(policy),
        audiences_(audiences_of(caller, policy)),
        own_(parts.index.of(caller.operator_id, caller.language)),
        query_(own_->read(ask.text)) {}

  std::vector<search::Answer> answers() {
    search::Question question{ask_.text, caller_.language, query_, {}, {}};
    const auto topics = topics_in(question, policy_);
    for (const TopicHit& hit : topics) question.services.push_back(hit.topic->service);
    std::vector<search::Answer> rest = articles();
    if (!rest.empty() && rest.front().score >= kin_score_least) {
      question.services.push_back(rest.front().product);
      question.kin = own_->read(rest.front().title);
    }
    for (const TopicHit& hit : topics) rest.push_back(help::answer_of(hit, question, policy_));
    for (auto& feature : features_in(question, policy_)) rest.push_back(std::move(feature));
    for (const Source& source : parts_.sources)
      for (auto& answer : source(snapshot_, caller_, question)) rest.push_back(std::move(answer));
    const auto limit = static_cast<size_t>(ask_.limit);
    search::keep_best(rest, limit);
    std::vector<search::Answer> all =
        incidents_in(snapshot_, caller_, question, topics, *own_, policy_, parts_.clock.now());
    std::ranges::move(rest, std::back_inserter(all));
    if (all.size() > limit) all.resize(limit);
    return all;
  }

 private:
  std::vector<search::Answer> articles() {
    std::vector<search::Answer> answers;
    for (const Found& found : find()) {
      auto version = store::version(snapshot_, caller_.operator_id, ArticleId{found.hit.id}, found.shown);
      if (version && may_read(audiences_, version->audience)) answers.push_back(shown(found, *version));
    }
    return answers;
  }

  /// In the asker's language; and a few that only the words of another find.
  std::vector<Found> find() {
    const auto limit = static_cast<size_t>(ask_.limit);
    std::vector<Found> found;
    for (const search::Hit& hit : own_->find(query_, audiences_, limit))
      if (const double worth = worth_of(hit); worth >= covered_least)
        found.push_back({hit, worth, caller_.language, caller_.language});
    order(found);
    auto foreign = find_foreign(found, std::max(foreign_max, limit - std::min(limit, found.size())));
    if (found.size() + foreign.size() > limit) found.resize(limit - std::min(limit, foreign.size()));
    std::ranges::move(foreign, std::back_inserter(found));
    return found;
  }

  /// What was said counts whole, what means the same a little less.
  static double worth_of(const search::Hit& hit) {
    return std::max(hit.covered, same_worth * hit.covered_known);
  }

  std::vector<Found> find_foreign(const std::vector<Found>& own, size_t most) {
    std::vector<Found> found;
    std::set<std::int64_t> seen;
    for (const Found& one : own) seen.insert(one.hit.id);
    for (const Language language : languages_for(caller_.language, policy_)) {
      if (language == caller_.language) continue;
      const auto index = parts_.index.of(caller_.operator_id, language);
      for (const search::Hit& hit :
           index->find(index->read(ask_.text), audiences_, most, search::Effort::little))
        if (hit.covered_known >= foreign_covered_least && seen.insert(hit.id).second)
          found.push_back({hit, hit.covered_known * foreign_worth, language,
                           own_->has(hit.id) ? caller_.language : language});
    }
    std::ranges::sort(found, std::greater{},
                      [](const Found& one) { return std::pair(one.worth, one.hit.id); });
    if (found.size() > most) found.resize(most);
    return found;
  }

  /// Scores fall along the ranking, so that sorting by score keeps its order: the share of the question that
  /// the best answer holds, times how near each comes to the best.
  static void order(std::vector<Found>& found) {
    if (found.empty()) return;
    const double best = std::max(1e-9, found.front().hit.score);
    const double top = found.front().worth;
    double ceiling = 1;
    for (Found& one : found) one.worth = ceiling = std::min(ceiling, top * one.hit.score / best);
  }

  search::Answer shown(const Found& found, const Version& version) {
    const Language language = version.language;
    search::Answer answer{.kind = version.is_guide ? search::AnswerKind::guide : search::AnswerKind::article,
                          .id = version.id.text(),
                          .external_id = version.external_id,
                          .title = version.title,
                          .url = "/articles/" + version.id.text() + "?lang=" + std::string(code_of(language)),
                          .language = language,
                          .score = found.worth,
                          .minutes = version.minutes,
                          .product = version.product,
                          .at = version.updated};
    answer.title_marks = search::marks_in(query_, version.title, language);
    const auto snippet = search::snippet_of(query_, text_for(found, version), language);
    answer.snippet = snippet.text;
    answer.snippet_marks = snippet.marks;
    return answer;
  }

  /// The passage that answers best, or what the article says of itself.
  std::string text_for(const Found& found, const Version& version) {
    const auto passages = store::passages(snapshot_, caller_.operator_id, version.id, version.language);
    const size_t best = found.read_in == version.language ? found.hit.passage : 0;
    if (best < passages.size() && !passages[best].text.empty()) return passages[best].text;
    if (!version.description.empty()) return version.description;
    return passages.empty() ? "" : passages.front().text;
  }

  db::Snapshot& snapshot_;
  const Parts& parts_;
  const http::Caller& caller_;
  const Ask& ask_;
  const policy::Policy& policy_;
  const unsigned audiences_;
  const std::shared_ptr<const search::Index> own_;
  const search::Query query_;
};

}  // namespace

Result<std::vector<search::Answer>> ask(db::Snapshot& snapshot, const Parts& parts,
                                        const http::Caller& caller, const Ask& ask) {
  const auto standing = parts.operators.by_id(caller.operator_id);
  if (!standing) return fail(ErrorCode::unavailable, "unavailable", "no operator");
  return Asking(snapshot, parts, caller, ask, *standing->policy).answers();
}

}  // namespace mado::help

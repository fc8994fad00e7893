#include "help/ask.hpp"

#include <algorithm>
#include <set>

#include "help/rules.hpp"
#include "help/sources.hpp"
#include "help/store.hpp"
#include "search/marks.hpp"

namespace mado::help {
namespace {

/// Less of the question than this is chance: a word that is in every other article.
constexpr double covered_least = 0.1;
constexpr double foreign_worth = 0.5;  ///< of an article in another language than the asker's
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
    for (const Source& source : parts_.sources)
      for (auto& answer : source(snapshot_, caller_, question)) rest.push_back(std::move(answer));
    const auto limit = static_cast<size_t>(ask_.limit);
    search::keep_best(rest, limit);
    std::vector<search::Answer> all =
        incidents_in(snapshot_, caller_.operator_id, question, topics, *own_, policy_, parts_.clock.now());
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

  /// In the asker's language; then, for what is missing, in the others.
  std::vector<Found> find() {
    const auto limit = static_cast<size_t>(ask_.limit);
    std::vector<Found> found;
    std::set<std::int64_t> seen;
    for (const search::Hit& hit : own_->find(query_, audiences_, limit)) {
      if (hit.covered < covered_least) continue;
      seen.insert(hit.id);
      found.push_back({hit, hit.covered, caller_.language, caller_.language});
    }
    for (const Language language : languages_for(caller_.language, policy_)) {
      if (language == caller_.language || found.size() >= limit) continue;
      const auto index = parts_.index.of(caller_.operator_id, language);
      for (const search::Hit& hit : index->find(index->read(ask_.text), audiences_, limit - found.size()))
        if (hit.covered >= covered_least && seen.insert(hit.id).second)
          found.push_back(
              {hit, hit.covered * foreign_worth, language, own_->has(hit.id) ? caller_.language : language});
    }
    order(found);
    return found;
  }

  /// Scores fall along the ranking, so that sorting by score keeps its order: the share of the question that
  /// the best answer holds, times how near each comes to the best.
  static void order(std::vector<Found>& found) {
    double best = 0;
    double ceiling = 1;
    for (Found& one : found) {
      const bool foreign = one.read_in != found.front().read_in;
      if (!foreign) best = std::max(best, one.hit.score);
      const double nearness = best > 0 && !foreign ? one.hit.score / best : 1;
      const double top = foreign ? one.worth : std::max(found.front().worth, one.worth);
      one.worth = ceiling = std::min(ceiling, top * nearness);
    }
  }

  search::Answer shown(const Found& found, const Version& version) {
    const Language language = version.language;
    search::Answer answer{.kind = search::AnswerKind::article,
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

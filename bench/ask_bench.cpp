// How well and how fast *ask* finds: real articles and questions (if they are there), one language at a time.
//   ask_bench ARTICLES_FOLDER QUESTIONS_FOLDER [SIGNS_FOLDER]
// With SIGNS_FOLDER it also writes what spoke for each candidate of each question, to find better weights.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "help/document.hpp"
#include "help/lines.hpp"
#include "help/rules.hpp"
#include "help/synonyms.hpp"
#include "search/index.hpp"
#include "search/learn.hpp"

namespace {

using namespace mado;

constexpr size_t looked_at = 10;
constexpr size_t recall_at = 5;

struct Question {
  std::string text;
  std::string kind;
  std::string obtained;
  std::vector<std::string> relevant;
};

struct Measured {
  size_t questions = 0;
  double reciprocal_ranks = 0;
  double recalled = 0;

  void add(size_t rank) {
    ++questions;
    if (rank < looked_at) reciprocal_ranks += 1.0 / static_cast<double>(rank + 1);
    if (rank < recall_at) recalled += 1;
  }
};

std::vector<Question> read_questions(const std::string& path) {
  std::vector<Question> questions;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const json::object object = json::parse(line).as_object();
    Question question{std::string(object.at("query").as_string()),
                      std::string(object.at("kind").as_string()),
                      std::string(object.at("obtained").as_string()),
                      {}};
    for (const auto& id : object.at("relevant").as_array()) question.relevant.emplace_back(id.as_string());
    questions.push_back(std::move(question));
  }
  return questions;
}

/// The articles of one file, indexed, with the ids they came with.
class Library {
 public:
  Library(const std::string& path, Language language) : index_(language) {
    std::vector<search::Document> documents;
    std::unordered_map<std::string, std::vector<std::string>> links;
    std::vector<std::string> references;
    help::each_line(path, [&](std::int64_t, std::string_view line) {
      const auto draft = help::read_line(line);
      if (!draft) return;
      const help::Reading reading = help::read(*draft);
      for (const help::Link& link : reading.links) links[link.target].push_back(link.words);
      names_.push_back(draft->external_id);
      references.push_back(draft->reference);
      documents.push_back(help::document_of(static_cast<std::int64_t>(documents.size()), *draft, reading));
    });
    for (size_t at = 0; at < documents.size(); ++at) documents[at].links = links[references[at]];
    auto begin = steady_millis();
    search::Learner learner(language);
    for (const auto& document : documents) learner.see(document);
    const auto meaning = learner.learn({});
    learn_millis_ = steady_millis() - begin;
    index_ = search::Index(language, meaning, std::make_shared<const search::Ideas>(help::own_synonyms()));
    begin = steady_millis();
    for (size_t at = 0; at < documents.size(); at += 1000)
      index_ = index_.with(std::span(documents).subspan(at, std::min<size_t>(1000, documents.size() - at)));
    build_millis_ = steady_millis() - begin;
  }

  const search::Index& index() const { return index_; }
  const std::string& name(std::int64_t id) const { return names_[static_cast<size_t>(id)]; }
  std::int64_t build_millis() const { return build_millis_; }
  std::int64_t learn_millis() const { return learn_millis_; }

 private:
  search::Index index_;
  std::vector<std::string> names_;
  std::int64_t build_millis_ = 0;
  std::int64_t learn_millis_ = 0;
};

/// The place of the first right answer; `looked_at` if there is none.
size_t rank_of(const Library& library, const Question& question) {
  const search::Index& index = library.index();
  size_t rank = 0;
  for (const search::Hit& hit : index.find(index.read(question.text), 1, looked_at + 1)) {
    const std::string& name = library.name(hit.id);
    if (question.kind == "reference" && name == question.obtained) continue;
    if (std::ranges::find(question.relevant, name) != question.relevant.end()) return rank;
    if (++rank == looked_at) break;
  }
  return looked_at;
}

void print(std::string_view language, std::string_view kind, const Measured& measured) {
  const auto count = static_cast<double>(std::max<size_t>(1, measured.questions));
  fmt::print("{{\"bench\":\"ask/{}/{}\",\"n\":{},\"recall_at_5\":{:.3f},\"mrr_at_10\":{:.3f}}}\n", language,
             kind, measured.questions, measured.recalled / count, measured.reciprocal_ranks / count);
}

void measure_quality(const Library& library, const std::vector<Question>& questions,
                     std::string_view language) {
  Measured all;
  std::map<std::string, Measured> by_kind;
  for (const Question& question : questions) {
    const size_t rank = rank_of(library, question);
    all.add(rank);
    by_kind[question.kind].add(rank);
    if (std::getenv("ASK_BENCH_MISSES") && rank >= recall_at)
      fmt::print(stderr, "{}\t{}\t{}\n", question.kind, question.text, question.relevant.front());
  }
  for (const auto& [kind, measured] : by_kind) print(language, kind, measured);
  print(language, "all", all);
}

/// One line a candidate: question, kind, is it right, signs.
void write_signs(const Library& library, const std::vector<Question>& questions, const std::string& path) {
  std::ofstream file(path);
  for (size_t number = 0; number < questions.size(); ++number) {
    const Question& question = questions[number];
    for (const auto& hit : library.index().find(library.index().read(question.text), 1, 1000)) {
      const std::string& name = library.name(hit.id);
      if (question.kind == "reference" && name == question.obtained) continue;
      const bool right = std::ranges::find(question.relevant, name) != question.relevant.end();
      file << fmt::format("{}\t{}\t{:d}\t{:.4f}\n", number, question.kind, right, fmt::join(hit.signs, "\t"));
    }
  }
}

/// Every question as it is typed, letter by letter.
void measure_speed(const Library& library, const std::vector<Question>& questions,
                   std::string_view language) {
  std::vector<double> millis;
  const search::Index& index = library.index();
  for (const Question& question : questions) {
    const std::u16string text = search::utf16_of(question.text);
    for (size_t length = 1; length <= text.size(); length += 3) {
      const std::string typed = search::utf8_of(std::u16string_view(text).substr(0, length));
      const auto begin = steady_nanos();
      index.find(index.read(typed), 1, looked_at);
      millis.push_back(static_cast<double>(steady_nanos() - begin) / 1e6);
    }
  }
  std::ranges::sort(millis);
  double sum = 0;
  for (const double one : millis) sum += one;
  fmt::print(
      "{{\"bench\":\"ask/{}/"
      "typing\",\"n\":{},\"per_s\":{:.0f},\"p50_ms\":{:.3f},\"p99_ms\":{:.3f},\"index_mb\":{:.1f},"
      "\"build_ms\":{},\"learn_ms\":{}}}\n",
      language, millis.size(), 1000.0 * static_cast<double>(millis.size()) / sum, millis[millis.size() / 2],
      millis[millis.size() * 99 / 100], static_cast<double>(index.bytes()) / 1e6, library.build_millis(),
      library.learn_millis());
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3 && count != 4) return fmt::print(stderr, "ask_bench ARTICLES QUESTIONS\n"), 2;
  const std::string articles = arguments[1];
  const std::string questions = arguments[2];
  for (const Language language : all_languages) {
    const std::string name(code_of(language).substr(0, 2));
    if (!std::filesystem::exists(fmt::format("{}/{}.jsonl.gz", articles, name))) {
      fmt::print(stderr, "no articles in {}: skipped\n", articles);
      continue;
    }
    const Library library(fmt::format("{}/{}.jsonl.gz", articles, name), language);
    const auto asked = read_questions(fmt::format("{}/{}.dev.jsonl", questions, name));
    measure_quality(library, asked, name);
    if (count == 4) write_signs(library, asked, fmt::format("{}/{}.tsv", arguments[3], name));
    if (!std::getenv("NOSPEED")) measure_speed(library, asked, name);
    std::fflush(stdout);
  }
}

#include "help/import.hpp"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <unordered_set>
#include <vector>

#include "base/json.hpp"
#include "help/document.hpp"
#include "help/lines.hpp"
#include "help/rules.hpp"

namespace mado::help {
namespace {

constexpr size_t batch_articles = 100;
constexpr size_t fingerprint_bytes = 16;

/// Anything that changes how an article is stored or read moves this, so that importing again takes effect.
constexpr std::string_view form = "1";
constexpr std::string_view form_of_guides = "1 guide";

std::string fingerprint_of(const Draft& draft) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, fingerprint_bytes);
  const std::string updated = draft.updated ? format_instant(*draft.updated) : "";
  // What other texts were said to be before guides were known stays theirs.
  const auto& kind = draft.is_guide ? form_of_guides : form;
  for (const std::string_view part :
       {kind, std::string_view(draft.external_id), std::string_view(draft.title),
        std::string_view(draft.description), std::string_view(draft.product), std::string_view(draft.topic),
        code_of(draft.audience), std::string_view(draft.names), std::string_view(draft.markdown),
        std::string_view(updated)}) {
    const std::string sized = std::to_string(part.size()) + ':';
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(sized.data()), sized.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  std::string fingerprint(fingerprint_bytes, '\0');
  crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(fingerprint.data()), fingerprint.size());
  return fingerprint;
}

}  // namespace

store::Prepared prepared(Draft draft) {
  Reading reading = read(draft);
  store::Prepared ready{.draft = {},
                        .links = std::move(reading.links),
                        .pictures = std::move(reading.pictures),
                        .minutes = reading.minutes,
                        .markdown = compressed(draft.markdown),
                        .passages = compressed(packed(reading.passages)),
                        .fingerprint = fingerprint_of(draft)};
  draft.markdown.clear();
  ready.draft = std::move(draft);
  return ready;
}

namespace {

/// Gathers drafts and stores them batch by batch.
class Import {
 public:
  Import(const Shelf& shelf, const OnRefused& refused) : shelf_(shelf), refused_(refused) {}

  void refuse(std::string place, Error error) {
    ++report_.refused;
    refused_({std::move(place), std::move(error)});
  }
  Result<void> take(std::string_view place, Result<Draft> draft) {
    if (!draft) return refuse(std::string(place), std::move(draft).error()), Result<void>{};
    const std::string key = std::string(code_of(draft->language)) + ' ' + draft->reference;
    if (!seen_.insert(key).second) {
      refuse(std::string(place), fail_field("id", "article.twice").error());
      return {};
    }
    batch_.push_back(prepared(*std::move(draft)));
    return batch_.size() < batch_articles ? Result<void>{} : store();
  }
  Result<ImportReport> finish() {
    MADO_CHECK(store());
    return report_;
  }

 private:
  Result<void> store() {
    std::vector<ArticleId> fresh;
    fresh.reserve(batch_.size());
    for (size_t at = 0; at < batch_.size(); ++at) fresh.push_back(shelf_.ids.make<ArticleId>());
    std::vector<store::Change> changes;
    const Instant now = shelf_.clock.now();
    MADO_CHECK(shelf_.database.write_now([&](db::Tx& tx) -> Result<void> {
      changes.clear();
      for (size_t at = 0; at < batch_.size(); ++at) changes.push_back(save(tx, batch_[at], fresh[at], now));
      return {};
    }));
    report_.added += std::ranges::count(changes, store::Change::added);
    report_.changed += std::ranges::count(changes, store::Change::changed);
    report_.unchanged += std::ranges::count(changes, store::Change::nothing);
    batch_.clear();
    return {};
  }

  store::Change save(db::Tx& tx, const store::Prepared& one, ArticleId fresh, Instant now) const {
    const auto saved = store::save(tx, shelf_.owner, one, fresh, now);
    if (saved.change != store::Change::nothing)
      tx.journal({.operator_id = shelf_.owner,
                  .organization_id = std::nullopt,
                  .subject = saved.id.text(),
                  .kind = "article.saved",
                  .actor = "system",
                  .at = now,
                  .data = json::serialize(json::object{{"lang", code_of(one.draft.language)}})});
    return saved.change;
  }

  const Shelf& shelf_;
  const OnRefused& refused_;
  ImportReport report_;
  std::vector<store::Prepared> batch_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

Result<ImportReport> import_jsonl(const Shelf& shelf, const std::filesystem::path& file,
                                  const OnRefused& refused) {
  Import import(shelf, refused);
  Result<void> stored;
  const auto read = each_line(file.string(), [&](std::int64_t number, std::string_view line) {
    if (!stored) return;
    const std::string place = file.string() + ':' + std::to_string(number);
    if (line.empty())
      return import.refuse(place, fail(ErrorCode::too_large, "article.line_too_long").error());
    stored = import.take(place, read_line(line));
  });
  MADO_CHECK(stored);
  MADO_TRY(report, import.finish());
  MADO_CHECK(read);
  return report;
}

Result<ImportReport> import_texts(const Shelf& shelf, std::span<const NamedText> texts,
                                  const OnRefused& refused) {
  Import import(shelf, refused);
  for (const auto& [name, text] : texts) MADO_CHECK(import.take(name, read_file(name, text)));
  return import.finish();
}

Result<ImportReport> import_folder(const Shelf& shelf, const std::filesystem::path& folder,
                                   const OnRefused& refused) {
  std::error_code problem;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
    if (entry.is_regular_file() && entry.path().extension() == ".md") files.push_back(entry.path());
  if (problem) return fail(ErrorCode::not_found, "file.not_found", folder.string());
  std::ranges::sort(files);
  Import import(shelf, refused);
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    MADO_CHECK(import.take(path.string(), read_file(path.filename().string(), text.str())));
  }
  return import.finish();
}

}  // namespace mado::help

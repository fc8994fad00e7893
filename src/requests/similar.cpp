#include "requests/similar.hpp"

#include <algorithm>

#include "search/words.hpp"

namespace mado::requests {
namespace {

constexpr size_t words_per_request_max = 400;
constexpr size_t words_per_question_max = 24;
constexpr int candidates_max = 20;

/// The words of a text as tokens of letters and digits, each once, in order of appearance.
std::vector<std::string> tokens_of(std::string_view text, Language language, size_t most) {
  std::vector<std::string> tokens;
  const auto folded = search::fold(search::utf16_of(text), language);
  for (const auto& word : search::words_of(folded, language)) {
    auto token = 'w' + base32_of(static_cast<std::int64_t>(word.key >> 1)) + (word.key & 1 ? '1' : '0');
    if (std::ranges::find(tokens, token) == tokens.end()) tokens.push_back(std::move(token));
    if (tokens.size() == most) break;
  }
  return tokens;
}

/// Every request also carries a word for its operator, so that only its own are found.
std::string owner_token(OperatorId owner) { return 'o' + base32_of(owner.value); }

}  // namespace

Result<void> index_text(db::Tx& tx, std::span<const db::JournalEntry> entries) {
  for (const auto& [position, entry] : entries) {
    if (entry.kind != "request.opened") continue;
    const auto id = RequestId::parse(entry.subject);
    const auto scope = Scope::of_operator(entry.operator_id);
    const auto request = id ? store::find(tx, scope, *id) : std::nullopt;
    if (!request) continue;
    const auto messages = store::messages(tx, scope, *id, Visibility::everyone);
    auto text = request->subject;
    if (!messages.empty()) text += '\n' + messages.front().text;
    auto tokens = tokens_of(text, request->language, words_per_request_max);
    tokens.push_back(owner_token(entry.operator_id));
    store::put_text(tx, *id, tokens);
  }
  return {};
}

std::vector<store::Listed> similar(db::Snapshot& snapshot, Scope scope, const Request& request, int limit) {
  const auto tokens = tokens_of(request.subject, request.language, words_per_question_max);
  std::vector<store::Listed> found;
  if (tokens.empty()) return found;
  for (const auto id : store::find_text(snapshot, owner_token(request.operator_id), tokens, candidates_max)) {
    if (id == request.id || std::ssize(found) == limit) continue;
    if (auto listed = store::find_listed(snapshot, scope, id)) found.push_back(std::move(*listed));
  }
  return found;
}

}  // namespace mado::requests

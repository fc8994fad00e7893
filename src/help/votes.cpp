#include "help/votes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "help/rules.hpp"
#include "help/store.hpp"
#include "help/store_votes.hpp"
#include "people/secrets.hpp"

namespace mado::help {
namespace {

constexpr size_t browser_bytes = 43;  // of people::make_token

bool is_name(std::string_view browser) {
  return browser.size() == browser_bytes && std::ranges::all_of(browser, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                  c == '_';
         });
}

/// The same for the same address and operator; says neither.
std::string source_of(const http::Caller& caller, const std::string& address) {
  const auto hash = people::hash_token(caller.operator_id.text() + ' ' + address);
  std::string source;
  for (const char byte : std::string_view(hash).substr(0, 8))
    source += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return source;
}

bool may_see(db::Snapshot& snapshot, const http::Caller& caller, const policy::Policy& policy,
             const Vote& vote) {
  const auto languages =
      store::languages(snapshot, caller.operator_id, vote.id, audiences_of(caller, policy));
  return std::ranges::find(languages, vote.language) != languages.end();
}

}  // namespace

Vote vote_of(const http::Call& call, ArticleId id) {
  auto browser = call.cookie(reader_cookie);
  if (!browser || !is_name(*browser)) browser = people::make_token();
  Vote vote;
  vote.id = id;
  vote.browser = *std::move(browser);
  vote.address = call.remote_address;
  return vote;
}

Result<void> cast(db::Tx& tx, const http::Caller& caller, const policy::Policy& policy, const Vote& vote,
                  Instant now) {
  if (!may_see(tx, caller, policy, vote)) return fail(ErrorCode::not_found, "not_found");
  const OperatorId owner = caller.operator_id;
  const bool is_nobody = caller.kind == http::CallerKind::nobody;
  const auto voter = is_nobody ? vote.browser : caller.person_id.text();
  if (!vote.helped) {
    store::remove_vote(tx, owner, vote.id, vote.language, voter);
    return {};
  }
  const auto source = is_nobody ? source_of(caller, vote.address) : "";
  store::forget_sources(tx, owner, now - std::chrono::hours(1));
  if (is_nobody && store::votes_from(tx, owner, source) >= unsigned_votes_max)
    return fail(ErrorCode::too_many, "vote.too_many");
  store::put_vote(tx, owner, vote, voter, source, now);
  return {};
}

void keep_browser(http::Reply& reply, const http::Caller& caller, const std::string& browser) {
  if (caller.kind != http::CallerKind::nobody) return;
  reply.headers.emplace_back(
      "Set-Cookie",
      fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000", reader_cookie, browser));
}

}  // namespace mado::help

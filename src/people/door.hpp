/// The doorkeeper: which operator is spoken to, and who speaks (cookie or bearer token).
#pragma once

#include "base/clock.hpp"
#include "http/call.hpp"
#include "operators/operators.hpp"
#include "people/model.hpp"

namespace mado::people {

/// The kind of sessions that only reach what the help pane needs.
inline constexpr std::string_view pane_session = "pane";
inline constexpr std::string_view session_cookie = "madoguchi_session";
/// Keeps the language that a reader of the public pages chose.
inline constexpr std::string_view language_cookie = "madoguchi_lang";

/// Whose session has ended is nobody. Only the help pane hears of it (401, unauthenticated), so that it
/// begins a new one before it tells a customer what is promised to strangers.
class Door final : public http::Doorkeeper {
 public:
  Door(const operators::Operators& operators, const Clock& clock) : operators_(operators), clock_(clock) {}

  Result<http::Caller> identify(db::Snapshot& snapshot, const http::Call& call) override;
  Language language_of(const http::Call& call) override;
  bool is_host_of_pane(const http::Call& call) override;

 private:
  const operators::Operators& operators_;
  const Clock& clock_;
};

/// A person or agent as a caller, in their own language and zone.
http::Caller caller_of(const operators::Standing& standing, const Person& person);

/// The token that a call carries: bearer first, then the cookie; "" if none.
std::string token_of(const http::Call& call);

}  // namespace mado::people
